import Documents
import Fonts
import Measures
import Pages

/// Pages with everything on them but the values: typeset once, filled for each record.
struct Plan: Sendable {
  private(set) var pages: [PlannedPage]
  /// The structure with text in the slots, and with form fields in them.
  let flatStructure: StructureElement
  let fillableStructure: StructureElement

  init(pages: [PlannedPage], structure: PlannedElement) {
    self.pages = pages.withNamedSigners
    flatStructure = structure.element(widgets: false)
    fillableStructure = structure.element(widgets: true, slots: pages.map(\.slots.count))
  }

  /// Sets the ticks of the boxes that may have one.
  mutating func setTicks(fonts: FontCollection) {
    for page in pages.indices { pages[page].slots = pages[page].slots.map { $0.withTick(fonts: fonts) } }
  }
}

struct PlannedPage: Sendable {
  var fixed: FixedLayer
  var slots: [PlannedSlot]
  /// In fillable forms their fields come after those of the slots.
  var signers: [PlannedSigner] = []
}

/// A place for a signature on a page.
struct PlannedSigner: Sendable {
  var place: SignerPlace
  var rect: Rect

  /// The empty signature field of a fillable form.
  func widget(namePrefix: [String]) -> Widget {
    Widget(name: namePrefix + place.name, rect: rect, tooltip: place.label, kind: .signature)
  }
}

extension [PlannedPage] {
  /// A signature has one field and one place: a party's second place gets a name of its own, `enterprise2`.
  fileprivate var withNamedSigners: [PlannedPage] {
    var counts: [[String]: Int] = [:]
    var pages = self
    for page in pages.indices {
      for index in pages[page].signers.indices {
        let name = pages[page].signers[index].place.name
        counts[name, default: 0] += 1
        if let count = counts[name], count > 1, let last = name.last {
          pages[page].signers[index].place.name = name.dropLast() + [last + String(count)]
        }
      }
    }
    return pages
  }
}

/// A slot at its place on a page. An object, so that going through a page's slots copies nothing.
final class PlannedSlot: Sendable {
  /// Which entry of which repeat it belongs to; `nil` for the document's own slots.
  struct Entry: Sendable {
    var index: Int
    var ordinal: Int
  }

  let slot: Slot
  let entry: Entry?
  let name: [String]
  let label: String
  /// The number that its content has on the page.
  let mark: Int
  let box: TextBox
  /// What is painted when it is ticked; empty when no font has a tick.
  let tick: [GlyphRun]

  init(slot: Slot, entry: Entry?, name: [String], label: String, rect: Rect, mark: Int, tick: [GlyphRun] = []) {
    self.slot = slot
    self.entry = entry
    self.name = name
    self.label = label
    self.mark = mark
    self.tick = tick
    box = TextBox(rect, fitting: TextFitting(style: slot.style, fit: slot.fit))
  }

  var rect: Rect { box.rect }

  /// A tick is a character, so that it is read aloud and copied with the text.
  func withTick(fonts: FontCollection) -> PlannedSlot {
    // Not every font has the first of the two that forms use.
    guard slot.kind != .text, slot.kind != .struck,
      let set = (try? fonts.set("✓", slot.style)) ?? (try? fonts.set("√", slot.style))
    else { return self }
    let size = rect.height
    let origin = Point(
      x: rect.minX + (rect.width - size * set.width) / 2,
      y: rect.minY + slot.style.baseline(inLineOf: rect.height, size: size))
    return PlannedSlot(
      slot: slot, entry: entry, name: name, label: label, rect: rect, mark: mark,
      tick: set.runs(at: origin, size: size))
  }

  /// Where a filling has its text: nothing in the blank rows after the last entry.
  func range(in filling: Filling) -> Range<Int> {
    filling.range(of: slot.index, in: entry.map { (repeat: $0.index, ordinal: $0.ordinal) })
  }

  /// Whether the box has room for a second line.
  var isMultiline: Bool {
    (slot.fit.policy == .wrap || slot.fit.policy == .grow)
      && rect.height >= slot.style.size * (slot.style.leading * 2)
  }
}

/// The logical structure before it is known whether slots become text or form fields.
struct PlannedElement: Sendable {
  indirect enum Child: Sendable {
    case element(PlannedElement)
    case fixed(page: Int, mark: Int)
    /// The page and the slot's index on it.
    case slot(page: Int, index: Int, mark: Int)
    /// The page and the place's index among those for signatures.
    case signer(page: Int, index: Int)
  }

  var role: StructureElement.Role
  var children: [Child] = []
  var columnSpan = 1
  var rowSpan = 1
  var scope: StructureElement.Scope?

  /// - Parameters:
  ///   - widgets: Whether slots are form fields rather than text.
  ///   - slots: How many slots each page has; without it places for signatures are no fields.
  func element(widgets: Bool, slots: [Int]? = nil) -> StructureElement {
    StructureElement(
      role,
      children: children.compactMap { child in
        switch child {
        case .element(let element): .element(element.element(widgets: widgets, slots: slots))
        case .signer(let page, let index):
          slots.map { slots in
            .element(StructureElement(.form, children: [.widget(page: page, index: slots[page] + index)]))
          }
        case .fixed(let page, let mark): .mark(page: page, mark: mark)
        case .slot(let page, let index, let mark):
          widgets
            ? .element(StructureElement(.form, children: [.widget(page: page, index: index)]))
            : .mark(page: page, mark: mark)
        }
      }, columnSpan: columnSpan, rowSpan: rowSpan, scope: scope)
  }
}
