import Diagnostics
import Documents
import Fonts
import Measures
import Pages

/// Puts one record's values onto planned pages.
struct PlanFilling {
  let plan: Plan
  let fonts: FontCollection
  let purpose: Typesetter.Purpose
  let size: Size
  let identity: FormIdentity?
  let codes: CodePainting?
  let namePrefix: [String]
  private(set) var findings: [Finding] = []
  private var setting: ValueSetting

  init(
    plan: Plan, fonts: FontCollection, purpose: Typesetter.Purpose, size: Size, identity: FormIdentity?,
    codes: CodePainting?, namePrefix: [String]
  ) {
    self.plan = plan
    self.fonts = fonts
    self.purpose = purpose
    self.size = size
    self.identity = identity
    self.codes = codes
    self.namePrefix = namePrefix
    setting = ValueSetting(fonts: fonts)
  }

  mutating func pages(_ filling: Filling) -> [Page] {
    var pages: [Page] = []
    for (number, planned) in plan.pages.enumerated() {
      var page = Page(size: size, fixed: planned.fixed)
      page.texts.reserve(runs: planned.slots.count)
      for slot in planned.slots { add(slot.value(in: filling), in: slot, to: &page) }
      if let identity, let codes {
        let code = PageCode(identity: identity, page: number + 1, pageCount: plan.pages.count)
        if let segment = codes.segment(for: code) { page.segments.append(segment) }
      }
      pages.append(page)
    }
    return pages
  }

  private mutating func add(_ value: Filling.Value, in slot: PlannedSlot, to page: inout Page) {
    switch (value, purpose) {
    case (.text(let text), .flat):
      if !text.isEmpty { set(text, in: slot, into: &page.texts) }
    case (.text(let text), .fillable): page.widgets.append(field(text, in: slot))
    case (.mark(let isOn), .flat):
      if isOn { tick(in: slot, on: &page) }
    case (.mark(let isOn), .fillable): page.widgets.append(button(isOn, in: slot))
    }
  }

  // MARK: Text

  /// - Returns: The size that the text took.
  @discardableResult
  private mutating func set(_ text: String, in planned: PlannedSlot, into texts: inout PlacedTexts) -> Length? {
    switch setting.set(text, in: planned.box, mark: planned.mark, into: &texts) {
    case .set(let size): return size
    case .missing(let scalars): findings.append(glyphsMissing(scalars, at: place(of: planned), isValue: true))
    case .tooLarge(let count): findings.append(valueDoesNotFit(planned.label, count: count, at: place(of: planned)))
    }
    return nil
  }

  private func place(of planned: PlannedSlot) -> Place {
    Place(field: (namePrefix + planned.name).joined(separator: "."))
  }

  private mutating func field(_ text: String, in planned: PlannedSlot) -> Widget {
    var texts = PlacedTexts()
    let size = text.isEmpty ? nil : set(text, in: planned, into: &texts)
    let field = Widget.TextField(
      value: text,
      appearance: texts.glyphRuns.map { $0.moved(x: .zero - planned.rect.minX, y: .zero - planned.rect.minY) },
      face: fonts.mainFace(for: planned.slot.style.fontRole), size: size ?? planned.slot.style.size,
      alignment: alignment(of: planned.slot), isMultiline: planned.isMultiline, maxLength: planned.slot.maxLength)
    return widget(planned, .text(field))
  }

  private func alignment(of slot: Slot) -> Widget.Alignment {
    switch slot.style.alignment {
    case .left, .justify: .left
    case .centre: .centre
    case .right: .right
    }
  }

  // MARK: Boxes to tick

  private func button(_ isOn: Bool, in planned: PlannedSlot) -> Widget {
    switch planned.slot.kind {
    case .radio(let code): widget(planned, .radio(Widget.Button(exportValue: code, isOn: isOn)))
    case .check, .text: widget(planned, .check(Widget.Button(exportValue: "Yes", isOn: isOn)))
    }
  }

  private mutating func tick(in planned: PlannedSlot, on page: inout Page) {
    guard !planned.tick.isEmpty else {
      return findings.append(glyphsMissing(["✓", "√"], at: planned.slot.place, isValue: false))
    }
    for run in planned.tick { page.texts.append(run, mark: planned.mark) }
  }

  private func widget(_ planned: PlannedSlot, _ kind: Widget.Kind) -> Widget {
    Widget(
      name: namePrefix + planned.name, rect: planned.rect,
      tooltip: planned.label + (planned.slot.hint.map { "（\($0)）" } ?? ""), kind: kind)
  }
}

extension GlyphRun {
  fileprivate func moved(x: Length, y: Length) -> GlyphRun {
    var run = self
    run.origin = Point(x: origin.x + x, y: origin.y + y)
    return run
  }
}
