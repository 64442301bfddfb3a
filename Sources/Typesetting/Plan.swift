import Documents
import Measures
import Pages

/// Pages with everything on them but the values: typeset once, filled for each record.
struct Plan: Sendable {
  let pages: [PlannedPage]
  /// The structure with text in the slots, and with form fields in them.
  let flatStructure: StructureElement
  let fillableStructure: StructureElement

  init(pages: [PlannedPage], structure: PlannedElement) {
    self.pages = pages
    flatStructure = structure.element(widgets: false)
    fillableStructure = structure.element(widgets: true)
  }
}

struct PlannedPage: Sendable {
  var fixed: FixedLayer
  var slots: [PlannedSlot]
}

/// A slot at its place on a page.
struct PlannedSlot: Sendable {
  /// Which entry of which repeat it belongs to; `nil` for the document's own slots.
  struct Entry: Sendable {
    var index: Int
    var ordinal: Int
  }

  var slot: Slot
  var entry: Entry?
  var name: [String]
  var label: String
  var rect: Rect
  /// The number that its content has on the page.
  var mark: Int

  /// What a filling has for it: nothing in the blank rows after the last entry.
  func value(in filling: Filling) -> Filling.Value {
    guard let entry else { return filling.values[slot.index] }
    let entries = filling.repeats[entry.index]
    if entry.ordinal < entries.count { return entries[entry.ordinal].values[slot.index] }
    return slot.kind == .text ? .text("") : .mark(false)
  }

  /// Whether the box has room for a second line.
  var isMultiline: Bool {
    (slot.fit.policy == .wrap || slot.fit.policy == .grow)
      && rect.height >= slot.style.size * (slot.style.lineHeight * 2)
  }
}

/// The logical structure before it is known whether slots become text or form fields.
struct PlannedElement: Sendable {
  indirect enum Child: Sendable {
    case element(PlannedElement)
    case fixed(page: Int, mark: Int)
    /// The page and the slot's index on it.
    case slot(page: Int, index: Int, mark: Int)
  }

  var role: StructureElement.Role
  var children: [Child] = []
  var columnSpan = 1
  var rowSpan = 1
  var scope: StructureElement.Scope?

  /// - Parameter widgets: Whether slots are form fields rather than text.
  func element(widgets: Bool) -> StructureElement {
    StructureElement(
      role,
      children: children.map { child in
        switch child {
        case .element(let element): .element(element.element(widgets: widgets))
        case .fixed(let page, let mark): .mark(page: page, mark: mark)
        case .slot(let page, let index, let mark):
          widgets
            ? .element(StructureElement(.form, children: [.widget(page: page, index: index)]))
            : .mark(page: page, mark: mark)
        }
      }, columnSpan: columnSpan, rowSpan: rowSpan, scope: scope)
  }
}
