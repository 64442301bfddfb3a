import Diagnostics
import Documents
import Fonts
import Measures
import Pages

/// Puts one record's values onto planned pages.
struct PlanFilling {
  let fonts: FontCollection
  let purpose: Typesetter.Purpose
  let namePrefix: [String]
  private(set) var findings: [Finding] = []
  private var setting: ValueSetting

  init(fonts: FontCollection, purpose: Typesetter.Purpose, namePrefix: [String]) {
    self.fonts = fonts
    self.purpose = purpose
    self.namePrefix = namePrefix
    setting = ValueSetting(fonts: fonts)
  }

  /// Sets the values of a page's slots.
  mutating func fill(_ slots: [PlannedSlot], with filling: Filling, on page: inout Page) {
    page.texts.reserve(runs: slots.count)
    filling.withBytes { bytes in
      for slot in slots { add(UnsafeBufferPointer(rebasing: bytes[slot.range(in: filling)]), in: slot, to: &page) }
    }
  }

  /// Sets one slot's value.
  mutating func fill(_ slot: PlannedSlot, with text: UnsafeBufferPointer<UInt8>, on page: inout Page) {
    add(text, in: slot, to: &page)
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, in slot: PlannedSlot, to page: inout Page) {
    switch (purpose, slot.slot.kind) {
    case (.flat, .text): if !text.isEmpty { set(text, in: slot, into: &page.texts) }
    case (.flat, .struck): if !text.isEmpty { strike(slot, on: &page) }
    case (.flat, _): if !text.isEmpty { tick(in: slot, on: &page) }
    case (.fillable, .text): page.widgets.append(field(text, in: slot))
    case (.fillable, .check), (.fillable, .struck):
      page.widgets.append(button("Yes", isOn: !text.isEmpty, in: slot))
    case (.fillable, .radio(let code)): page.widgets.append(button(code, isOn: !text.isEmpty, in: slot))
    }
  }

  // MARK: Text

  /// - Returns: The size that the text took.
  @discardableResult
  private mutating func set(
    _ text: UnsafeBufferPointer<UInt8>, in planned: PlannedSlot, into texts: inout PlacedTexts
  ) -> Length? {
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

  private mutating func field(_ text: UnsafeBufferPointer<UInt8>, in planned: PlannedSlot) -> Widget {
    var texts = PlacedTexts()
    let size = text.isEmpty ? nil : set(text, in: planned, into: &texts)
    let field = Widget.TextField(
      value: String(decoding: text, as: UTF8.self),
      appearance: texts.glyphRuns.map { $0.moved(x: .zero - planned.rect.minX, y: .zero - planned.rect.minY) },
      face: fonts.mainFace(for: planned.slot.style.fontRole), size: size ?? planned.slot.style.size,
      alignment: alignment(of: planned.slot), isMultiline: planned.isMultiline, maxLength: planned.slot.maxLength)
    return widget(planned, .text(field))
  }

  private func alignment(of slot: Slot) -> Widget.Alignment {
    switch slot.style.alignment {
    case .left, .justify: .left
    case .centre: .centre
    case .right, .outside: .right
    }
  }

  // MARK: Boxes to tick

  private func button(_ exportValue: String, isOn: Bool, in planned: PlannedSlot) -> Widget {
    switch planned.slot.kind {
    case .struck: widget(planned, .check(Widget.Button(exportValue: exportValue, isOn: isOn, look: .strike)))
    case .radio: widget(planned, .radio(Widget.Button(exportValue: exportValue, isOn: isOn)))
    case .check, .text: widget(planned, .check(Widget.Button(exportValue: exportValue, isOn: isOn)))
    }
  }

  private mutating func tick(in planned: PlannedSlot, on page: inout Page) {
    guard !planned.tick.isEmpty else {
      return findings.append(glyphsMissing(["✓", "√"], at: planned.slot.place, isValue: false))
    }
    for run in planned.tick { page.texts.append(run, mark: planned.mark) }
  }

  /// Circles a word out. It is paint, so what it means is said besides.
  private func strike(_ planned: PlannedSlot, on page: inout Page) {
    page.segments.append(Segment(mark: planned.mark, items: PaintItem.strike(planned.rect), spoken: "（划去）"))
  }

  private func widget(_ planned: PlannedSlot, _ kind: Widget.Kind) -> Widget {
    Widget(
      name: namePrefix + planned.name, rect: planned.rect,
      tooltip: planned.label + (planned.slot.hint.map { "（\($0)）" } ?? ""), kind: kind)
  }
}

extension GlyphRun {
  func moved(x: Length = .zero, y: Length = .zero) -> GlyphRun {
    var run = self
    run.origin = origin.moved(x: x, y: y)
    return run
  }
}

extension Point {
  fileprivate func moved(x: Length, y: Length) -> Point { Point(x: self.x + x, y: self.y + y) }
}

extension PaintItem {
  func moved(down y: Length) -> PaintItem {
    switch self {
    case .text(let run): .text(run.moved(y: y))
    case .line(let from, let to, let width, let colour, let dash):
      .line(
        from: from.moved(x: .zero, y: y), to: to.moved(x: .zero, y: y), width: width, colour: colour, dash: dash)
    case .ellipse(let rect, let width): .ellipse(rect.moved(y: y), width: width)
    case .frame(let rect, let width): .frame(rect.moved(y: y), width: width)
    case .fill(let rect, let gray): .fill(rect.moved(y: y), gray: gray)
    case .stroke(let points, let width): .stroke(points.map { $0.moved(x: .zero, y: y) }, width: width)
    case .modules(let rect, let side, let rows): .modules(rect.moved(y: y), side: side, rows)
    }
  }
}
