internal import Measures
internal import PDFObjects
internal import Pages

/// Writes the fields of one document.
struct FieldWriting {
  let defaults: FieldDefaults
  let prepared: PreparedDocument
  let pages: [ObjectID]
  let widgets: [[ObjectID]]
  let keys: StructureTree.Keys?
  /// Of each page.
  let resources: [ObjectID]
  var looks: WrittenLooks

  /// Writes a field with all below it.
  ///
  /// - Returns: The field's object, which is also its widget when it has only one.
  mutating func write(_ node: FieldTree, parent: ObjectID?, to file: inout PDFFile) -> ObjectID {
    let states = ButtonStates(node)
    if node.children.isEmpty, let place = node.places.first, node.places.count == 1 {
      let object = widgets[place.page][place.index]
      var body = head(node, parent: parent)
      field(node, states, &body)
      widget(place, state: states.names.first, &body, to: &file)
      body.raw(">>")
      file.write(object, body)
      return object
    }
    let object = file.reserve()
    var kids: [ObjectID] = []
    for (number, place) in node.places.enumerated() {
      var body = PDFBytes()
      body.raw("<</Parent ")
      body.reference(object)
      body.raw("/Contents")
      body.text(place.widget.tooltip)
      widget(place, state: states.names.indices.contains(number) ? states.names[number] : nil, &body, to: &file)
      body.raw(">>")
      file.write(widgets[place.page][place.index], body)
      kids.append(widgets[place.page][place.index])
    }
    for child in node.children { kids.append(write(child, parent: object, to: &file)) }
    var body = head(node, parent: parent)
    field(node, states, &body)
    body.raw("/Kids")
    body.references(kids)
    body.raw(">>")
    file.write(object, body)
    return object
  }

  private func head(_ node: FieldTree, parent: ObjectID?) -> PDFBytes {
    var body = PDFBytes()
    body.raw("<</T")
    body.text(node.name)
    if let parent {
      body.raw("/Parent ")
      body.reference(parent)
    }
    return body
  }

  /// What the field is and holds.
  private func field(_ node: FieldTree, _ states: ButtonStates, _ body: inout PDFBytes) {
    guard let widget = node.places.first?.widget else { return }
    body.raw("/TU")
    body.text(widget.tooltip)
    switch widget.kind {
    case .text(let text):
      body.raw("/FT/Tx")
      if !text.value.isEmpty {
        body.raw("/V")
        body.text(text.value)
      }
      if text.isMultiline { flags([13], &body) }
      if let length = text.maxLength {
        body.raw("/MaxLen ")
        body.integer(length)
      }
    case .check:
      body.raw("/FT/Btn")
      states.write(&body)
    case .radio:
      body.raw("/FT/Btn")
      flags([16], &body)
      states.write(&body)
    case .signature: body.raw("/FT/Sig")
    }
  }

  /// Field flags by their positions in the standard, from 1.
  private func flags(_ positions: [Int], _ body: inout PDFBytes) {
    body.raw("/Ff ")
    body.integer(positions.reduce(0) { $0 | 1 << ($1 - 1) })
  }

  /// What the widget is: place, look, and the way to the structure.
  private mutating func widget(
    _ place: FieldTree.Place, state: String?, _ body: inout PDFBytes, to file: inout PDFFile
  ) {
    let widget = place.widget
    body.raw("/Type/Annot/Subtype/Widget/Rect[")
    let bottom = prepared.document.pages[place.page].size.height - widget.rect.maxY
    for (index, edge) in [
      widget.rect.minX, bottom, widget.rect.maxX, bottom + widget.rect.height,
    ].enumerated() {
      if index > 0 { body.raw(" ") }
      body.number(edge.points)
    }
    // Printed, and not hidden (ISO 19005-2, 6.3.2).
    body.raw("]/F 4/P ")
    body.reference(pages[place.page])
    if let keys {
      body.raw("/StructParent ")
      body.integer(keys.widgets[place.page][place.index])
    }
    let size = widget.rect.size
    switch (widget.kind, prepared.appearances[place.page][place.index]) {
    case (.text(let text), .text(let look)):
      body.raw("/Q ")
      body.integer(text.alignment.rawValue)
      defaults.text(&body, size: text.size)
      guard let look else { break }
      body.raw("/AP<</N ")
      body.reference(
        file.write(
          EncodedStream(plain: look), entries: WrittenLooks.entries(size, resources: resources[place.page])))
      body.raw(">>")
    case (.check(let button), .button(let look)), (.radio(let button), .button(let look)):
      defaults.button(&body)
      body.raw("/AS")
      body.name(button.isOn ? state ?? ButtonStates.off : ButtonStates.off)
      body.raw("/AP<</N<<")
      body.name(state ?? ButtonStates.off)
      body.raw(" ")
      body.reference(looks.write(look, size, to: &file))
      body.raw("/Off ")
      body.reference(looks.write([], size, to: &file))
      body.raw(">>>>")
    case (.signature, .signature): break
    default: preconditionFailure("a widget and its look are of one kind")
    }
  }
}

/// The on-states of a button's widgets.
struct ButtonStates {
  static let off = "Off"

  /// By widget.
  private(set) var names: [String] = []
  /// Export values that cannot be names; then states are numbered (ISO 32000-1, 12.7.4.2.3, `/Opt`).
  private var values: [String] = []
  private var on: Int?

  init(_ node: FieldTree) {
    let buttons = node.places.compactMap(\.widget.kind.button)
    let exports = buttons.map(\.exportValue)
    on = buttons.firstIndex { $0.isOn }
    if exports.allSatisfy(Self.isPlain) {
      names = exports
    } else {
      // Widgets of one export value are one state.
      names = exports.map { export in String(exports.firstIndex { Array($0.utf8) == Array(export.utf8) } ?? 0) }
      values = exports
    }
  }

  /// Some readers take a name's bytes for Latin, others for UTF-8, and some stop at an escape.
  private static func isPlain(_ export: String) -> Bool {
    !export.isEmpty && export != off
      && export.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  func write(_ body: inout PDFBytes) {
    body.raw("/V")
    body.name(on.map { names[$0] } ?? Self.off)
    guard !values.isEmpty else { return }
    body.raw("/Opt[")
    for value in values { body.text(value) }
    body.raw("]")
  }
}

extension Widget.Kind {
  fileprivate var button: Widget.Button? {
    switch self {
    case .check(let button), .radio(let button): button
    case .text, .signature: nil
    }
  }
}

/// The looks of boxes that stand in the file, equal ones once.
///
/// Text fields do not share theirs: some programs write into the stream in place, and all that share it would then show the last text.
struct WrittenLooks {
  private var known: [[UInt8]: ObjectID] = [:]

  mutating func write(_ look: [UInt8], _ size: Size, to file: inout PDFFile) -> ObjectID {
    let entries = Self.entries(size, resources: nil)
    let key = entries.bytes + look
    if let object = known[key] { return object }
    let object = file.write(EncodedStream(plain: look), entries: entries)
    known[key] = object
    return object
  }

  static func entries(_ size: Size, resources: ObjectID?) -> PDFBytes {
    var entries = PDFBytes()
    entries.raw("/Subtype/Form/BBox[0 0 ")
    entries.number(size.width.points)
    entries.raw(" ")
    entries.number(size.height.points)
    entries.raw("]")
    if let resources {
      entries.raw("/Resources ")
      entries.reference(resources)
    }
    return entries
  }
}
