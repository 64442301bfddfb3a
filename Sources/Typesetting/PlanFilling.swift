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
  let setup: PageSetup
  let identity: FormIdentity?
  let namePrefix: [String]

  func pages(_ filling: Filling) -> (pages: [Page], findings: [Finding]) {
    var findings: [Finding] = []
    let pages = plan.pages.enumerated().map { number, planned in
      var page = Page(size: setup.size, fixed: planned.fixed)
      for slot in planned.slots {
        switch slot.value(in: filling) {
        case .text(let text): add(text, in: slot, to: &page, &findings)
        case .mark(let isOn): add(isOn, in: slot, to: &page, &findings)
        }
      }
      page.segments += codeSegment(page: number + 1)
      return page
    }
    return (pages, findings)
  }

  // MARK: Text

  private func add(_ text: String, in planned: PlannedSlot, to page: inout Page, _ findings: inout [Finding]) {
    let fitted = text.isEmpty ? nil : fit(text, in: planned, &findings)
    switch purpose {
    case .flat:
      page.segments.append(Segment(mark: planned.mark, items: (fitted?.runs ?? []).map { .text($0) }))
    case .fillable:
      let face = fonts.mainFace(for: planned.slot.style.fontRole)
      let field = Widget.TextField(
        value: text,
        appearance: (fitted?.runs ?? []).map { $0.moved(x: .zero - planned.rect.minX, y: .zero - planned.rect.minY) },
        face: face, size: fitted?.size ?? planned.slot.style.size, alignment: alignment(of: planned.slot),
        isMultiline: planned.isMultiline, maxLength: planned.slot.maxLength)
      page.widgets.append(widget(planned, .text(field)))
    }
  }

  private func fit(_ text: String, in planned: PlannedSlot, _ findings: inout [Finding]) -> FittedText? {
    let place = Place(field: (namePrefix + planned.name).joined(separator: "."))
    let set: SetText
    do {
      set = try fonts.set(text, planned.slot.style)
    } catch {
      findings.append(glyphsMissing(error.scalars, at: place, isValue: true))
      return nil
    }
    let fitted = TextFitting(style: planned.slot.style, fit: planned.slot.fit).fitted(set, in: planned.rect)
    if fitted == nil {
      findings.append(
        Finding(
          .error, .valueDoesNotFit, at: place,
          Phrase(
            "“\(planned.label)”的内容（\(set.glyphs.count) 个字）在表格里放不下",
            "\(planned.label): \(set.glyphs.count) characters do not fit the box"),
          hint: Phrase("缩短内容；未打印，以免截断", "shorten it; nothing was printed, since part of it would be lost")))
    }
    return fitted
  }

  private func alignment(of slot: Slot) -> Widget.Alignment {
    switch slot.style.alignment {
    case .left, .justify: .left
    case .centre: .centre
    case .right: .right
    }
  }

  // MARK: Boxes to tick

  private func add(_ isOn: Bool, in planned: PlannedSlot, to page: inout Page, _ findings: inout [Finding]) {
    switch purpose {
    case .flat:
      page.segments.append(Segment(mark: planned.mark, items: isOn ? tick(in: planned, &findings) : []))
    case .fillable:
      switch planned.slot.kind {
      case .radio(let code):
        page.widgets.append(widget(planned, .radio(Widget.Button(exportValue: code, isOn: isOn))))
      case .check, .text:
        page.widgets.append(widget(planned, .check(Widget.Button(exportValue: "Yes", isOn: isOn))))
      }
    }
  }

  /// A tick is a character, so that it is read aloud and copied with the text.
  private func tick(in planned: PlannedSlot, _ findings: inout [Finding]) -> [PaintItem] {
    // Not every font has the first of the two that forms use.
    guard let set = (try? fonts.set("✓", planned.slot.style)) ?? (try? fonts.set("√", planned.slot.style)) else {
      findings.append(glyphsMissing(["✓", "√"], at: planned.slot.place, isValue: false))
      return []
    }
    let size = planned.rect.height
    let origin = Point(
      x: planned.rect.minX + (planned.rect.width - size * set.width) / 2,
      y: planned.rect.minY + planned.slot.style.baseline(inLineOf: planned.rect.height, size: size))
    return set.runs(of: set.glyphs.indices, at: origin, size: size).map { .text($0) }
  }

  private func widget(_ planned: PlannedSlot, _ kind: Widget.Kind) -> Widget {
    Widget(
      name: namePrefix + planned.name, rect: planned.rect,
      tooltip: planned.label + (planned.slot.hint.map { "（\($0)）" } ?? ""), kind: kind)
  }

  // MARK: Code

  private func codeSegment(page: Int) -> [Segment] {
    guard let identity, let rect = setup.codeRect else { return [] }
    let code = PageCode(identity: identity, page: page, pageCount: plan.pages.count)
    guard let painted = code.painted(in: rect) else { return [] }
    return [Segment(items: [painted] + caption(code, under: rect))]
  }

  /// For people, and for the day when the code is smudged.
  private func caption(_ code: PageCode, under rect: Rect) -> [PaintItem] {
    let style = TextStyle(role: .form, size: .points(5.5), alignment: .centre)
    guard let set = try? fonts.set(code.caption, style) else { return [] }
    let box = Rect(x: rect.minX, y: rect.maxY - .mm(1.2), width: rect.width, height: .mm(2.4))
    let fit = Slot.Fit(policy: .shrink, minimumSize: .points(4))
    return TextFitting(style: style, fit: fit).fitted(set, in: box)?.runs.map { .text($0) } ?? []
  }
}

extension GlyphRun {
  fileprivate func moved(x: Length, y: Length) -> GlyphRun {
    var run = self
    run.origin = Point(x: origin.x + x, y: origin.y + y)
    return run
  }
}
