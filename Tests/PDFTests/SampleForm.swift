import Fonts
import Foundation
import Measures
import Pages

/// A small form, built by hand as a typesetter would: a title, a table with labels and values, a code, a tick.
struct SampleForm {
  let fonts: FontCollection
  let layer: FixedLayer

  static let title = "退休人员信息表"
  static let labels = ["姓名", "身份证号码", "工作单位", "备注"]

  static func fonts() throws -> FontCollection {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "Resources/fonts.xml")
    return try FontCollection.load(configuration: Array(Data(contentsOf: file)), file: file.path())
  }

  init(labels: [String] = Self.labels) throws {
    fonts = try Self.fonts()
    var segments: [Segment] = [
      Segment(mark: 0, items: try Self.text(Self.title, .title, 18, x: 60, y: 60, fonts).map { .text($0) })
    ]
    for (row, label) in labels.enumerated() {
      let runs = try Self.text(label, .form, 10.5, x: 66, y: Self.baseline(row), fonts)
      segments.append(Segment(mark: row + 1, items: runs.map { .text($0) }))
    }
    let rules = (0...labels.count).map { row in
      let y = Length.points(80 + 24 * Double(row))
      return PaintItem.line(from: Point(x: .points(60), y: y), to: Point(x: .points(500), y: y), width: .points(0.5))
    }
    let shade = PaintItem.fill(
      Rect(x: .points(60), y: .points(80), width: .points(100), height: .points(24 * Double(labels.count))), gray: 0.9)
    layer = FixedLayer(segments: [Segment(items: [shade] + rules)] + segments)
  }

  static func baseline(_ row: Int) -> Double { 96 + 24 * Double(row) }

  static func text(
    _ text: String, _ role: FontRole, _ size: Double, x: Double, y: Double, _ fonts: FontCollection
  ) throws -> [GlyphRun] {
    let shaped = try shape(text, role: role, in: fonts)
    var runs: [GlyphRun] = []
    var left = x
    for glyph in shaped.glyphs {
      let placed = PlacedGlyph(id: glyph.id, scalar: glyph.scalar, second: glyph.second)
      if let last = runs.last, last.face === shaped.faces[glyph.face] {
        runs[runs.count - 1].glyphs.append(placed)
      } else {
        let origin = Point(x: .points(left), y: .points(y))
        runs.append(
          GlyphRun(face: shaped.faces[glyph.face], size: .points(size), origin: origin, glyphs: [placed]))
      }
      left += Double(glyph.advance) * size / 1000
    }
    return runs
  }

  /// Two pages or one, with a value for each label and a record's key.
  func flat(values: [String], key: String = "A1", pages: Int = 1) throws -> PagedDocument {
    var list: [Page] = []
    var children: [StructureElement.Child] = []
    for page in 0..<pages {
      var segments: [Segment] = []
      for (row, value) in values.enumerated() where !value.isEmpty {
        let runs = try Self.text(value, .form, 10.5, x: 166, y: Self.baseline(row), fonts)
        segments.append(Segment(mark: 10 + row, items: runs.map { .text($0) }))
      }
      let code = (0..<21 * 3).map { byte in
        (0..<8).reduce(UInt8(0)) { bits, bit in
          let (row, column) = (byte / 3, byte % 3 * 8 + bit)
          let module = row * 21 + column
          return bits << 1 | (column < 21 && (module * module / 7).isMultiple(of: 2) ? 1 : 0)
        }
      }
      segments.append(
        Segment(items: [
          .modules(
            Rect(x: .points(440), y: .points(30), width: .points(42), height: .points(42)), side: 21, code)
        ]))
      list.append(Page(size: .a4, fixed: layer, segments: segments))
      children += structure(page: page, values: values.map { $0.isEmpty ? nil : $0 })
    }
    return PagedDocument(
      title: Self.title, pages: list, structure: StructureElement(.document, children: children),
      identity: FormIdentity(form: "liaocheng/info-table", version: "1", key: key))
  }

  private func structure(page: Int, values: [String?]) -> [StructureElement.Child] {
    let rows = values.enumerated().map { row, value in
      StructureElement.Child.element(
        StructureElement(
          .tableRow,
          children: [
            .element(
              StructureElement(.tableHeader, children: [.mark(page: page, mark: row + 1)], scope: .row)),
            .element(
              StructureElement(.tableData, children: value == nil ? [] : [.mark(page: page, mark: 10 + row)])),
          ]))
    }
    return [
      .element(StructureElement(.heading1, children: [.mark(page: page, mark: 0)])),
      .element(StructureElement(.table, children: rows)),
    ]
  }

  /// The same form to be filled in: text fields, one of several lines, two boxes and a group of three.
  func fillable(values: [String], prefix: [String] = [], group: [String] = ["male", "female", "other"]) throws
    -> PagedDocument
  {
    var widgets: [Widget] = []
    for (row, value) in values.enumerated() {
      let runs = try Self.text(value, .form, 10.5, x: 2, y: 14, fonts)
      let field = Widget.TextField(
        value: value, appearance: runs, face: fonts.mainFace(for: .form), size: .points(10.5), alignment: .left,
        isMultiline: row == 3, maxLength: row == 1 ? 18 : nil)
      widgets.append(
        Widget(
          name: prefix + ["retiree", "field\(row)"],
          rect: Rect(
            x: .points(162), y: .points(82 + 24 * Double(row)), width: .points(330), height: .points(20)),
          tooltip: Self.labels[row], kind: .text(field)))
    }
    for (index, export) in (["poor", "ill"] + group).enumerated() {
      let isRadio = index >= 2
      let button = Widget.Button(exportValue: export, isOn: index == 0 || index == 3)
      widgets.append(
        Widget(
          name: prefix + (isRadio ? ["retiree", "sex"] : ["retiree", "care", export]),
          rect: Rect(x: .points(70 + 30 * Double(index)), y: .points(200), width: .points(12), height: .points(12)),
          tooltip: export, kind: isRadio ? .radio(button) : .check(button)))
    }
    var document = try flat(values: values.map { _ in "" })
    document.pages[0].widgets = widgets
    document.structure.children += widgets.indices.map { .widget(page: 0, index: $0) }
    return document
  }
}
