package import Documents
import Fonts
package import Measures
package import Pages

extension Typesetter {
  /// Where everything stands for so many entries of each repeat.
  ///
  /// - Parameter heights: Of the texts in boxes that make their rows grow, by the boxes' names; others have their least height.
  /// - Returns: `nil` when the document has not as many repeats.
  package func layout(counts: [Int], heights: [String: Length]) -> FormLayout? {
    guard counts.count == repeats else { return nil }
    return layout(of: grows ? grownPlan(counts, heights: heights) : plan(for: counts).value)
  }

  /// Where everything stands on one record's paper, its values left out.
  package func layout(for filling: Filling) -> FormLayout { layout(of: plan(for: filling).value) }

  private func layout(of planned: Plan) -> FormLayout {
    let paddings = document.paddings
    let growing = Set(paddings.keys)
    let pages = planned.pages.map { page in
      FormLayout.Page(
        size: document.page.size, bottom: document.page.size.height - document.page.margins.bottom,
        characters: page.fixed.segments.flatMap(\.items).flatMap { item -> [FormLayout.Character] in
          if case .text(let run) = item { run.characters } else { [] }
        },
        boxes: page.slots.map { slot in
          let grows = slot.slot.fit.policy == .grow && growing.contains(slot.slot.name)
          return FormLayout.Box(
            name: slot.name.joined(separator: "."), label: slot.label, kind: slot.slot.kind.inLayout, rect: slot.rect,
            size: slot.slot.style.size, growth: grows ? paddings[slot.slot.name] : nil)
        }, rules: page.fixed.segments.flatMap(\.items).compactMap(\.ruleInk), signers: page.signers.map(\.rect),
        code: document.page.codeRect)
    }
    return FormLayout(pages: pages, blank: blank)
  }

  private func grownPlan(_ counts: [Int], heights: [String: Length]) -> Plan {
    let setting = TextSetting(fonts: fonts)
    let growth = PlanBuilder.Growth { slot, entry, _ in
      let prefix = entry.map { $0.rows.boxPrefix(ordinal: $0.ordinal + 1) } ?? []
      return heights[(prefix + slot.name).joined(separator: ".")] ?? .zero
    }
    var builder = PlanBuilder(document: document, counts: counts, growth: growth) { setting.set($0, $1) }
    return builder.plan()
  }

  private var blank: Double {
    let face = fonts.mainFace(for: .form)
    return face.glyph(for: " ").map { Double(face.thousandths(of: $0)) / 1000 } ?? 0.25
  }
}

extension Document {
  /// What the cells of boxes that fill them have around these, by the boxes' names within their rows.
  fileprivate var paddings: [[String]: Length] {
    var paddings: [[String]: Length] = [:]
    for block in flow {
      guard case .table(let table) = block.block else { continue }
      for rows in table.rows {
        let slots =
          switch rows {
          case .row(let row): row.slots
          case .repeated(let repeated): repeated.slots
          }
        for slot in slots where slot.width == nil { paddings[slot.name] = table.style.padding }
      }
    }
    return paddings
  }
}

extension Slot.Kind {
  fileprivate var inLayout: FormLayout.Box.Kind {
    switch self {
    case .text: .text
    case .check: .check
    case .radio(let code): .radio(code)
    case .struck: .struck
    }
  }
}

extension PaintItem {
  fileprivate var ruleInk: Rect? {
    guard case .line(let from, let to, let width, _, _) = self else { return nil }
    let corner = Point(x: min(from.x, to.x) - width / 2, y: min(from.y, to.y) - width / 2)
    let across = max(from.x, to.x) - min(from.x, to.x) + width
    let down = max(from.y, to.y) - min(from.y, to.y) + width
    return Rect(x: corner.x, y: corner.y, width: across, height: down)
  }
}

extension GlyphRun {
  /// Its characters but blanks, each in the middle of its advance.
  fileprivate var characters: [FormLayout.Character] {
    var x = origin.x
    return glyphs.compactMap { glyph in
      let advance = size * (Double(face.thousandths(of: glyph.id)) / 1000)
      defer { x += advance + size * (Double(glyph.gap) / 1000) }
      guard !glyph.scalar.properties.isWhitespace else { return nil }
      return FormLayout.Character(
        scalar: glyph.scalar, centre: Point(x: x + advance / 2, y: origin.y - size * 0.38), size: size)
    }
  }
}
