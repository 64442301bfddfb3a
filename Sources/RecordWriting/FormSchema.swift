package import Diagnostics
package import Records
internal import XMLTrees

/// The XML Schema of one form's data: which elements there are, what each may hold, and what it is called.
///
/// It says whatever a schema can say: shapes of numbers, real dates, words of lists, lengths. What needs a look at two values
/// at once, such as check digits, stays with the gate.
package struct FormSchema {
  private let shape: FormShape
  private var writer = XMLWriter()

  /// - Returns: The schema, an XML file.
  package static func file(of shape: FormShape) throws(Refusal) -> [UInt8] {
    var schema = FormSchema(shape: shape)
    try schema.write()
    return schema.writer.bytes + [0x0A]
  }

  private init(shape: FormShape) { self.shape = shape }

  private mutating func write() throws(Refusal) {
    let form = shape.form
    try writer.start(
      "xs:schema",
      [
        "xmlns:xs": "http://www.w3.org/2001/XMLSchema", "xmlns": form.namespace, "targetNamespace": form.namespace,
        "elementFormDefault": "qualified", "version": form.version,
      ])
    try note("《\(shape.title)》第 \(form.version) 版的数据。由模板和字段字典生成，请勿手工修改。")
    try element(form.element, [("type", "paper")], note: "一份《\(shape.title)》")
    try writer.start("xs:element", ["name": form.listElement])
    try note("多份《\(shape.title)》")
    try writer.start("xs:complexType")
    try writer.start("xs:sequence")
    try writer.element("xs:element", ["ref": form.element, "minOccurs": "0", "maxOccurs": "unbounded"])
    for _ in 0..<3 { writer.end() }
    try paper()
    for group in shape.groups { try entryType(group) }
    for field in used { try FieldSchema(field, shape.dictionary).write(to: &writer) }
    for list in lists { try FieldSchema.write(list, to: &writer) }
    try FieldSchema.writeCommonTypes(to: &writer)
    writer.lineBreak()
    writer.end()
  }

  /// Every field that occurs, once.
  private var used: [FieldDefinition] {
    let names = Set(shape.fields + shape.groups.flatMap(\.fields))
    return shape.dictionary.fields.filter { names.contains($0.name) }
  }

  private var lists: [OptionList] {
    Set(used.compactMap(\.optionList)).sorted().compactMap { shape.dictionary.optionLists[$0] }
  }

  private mutating func paper() throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:complexType", ["name": "paper"])
    try writer.start("xs:all")
    try fields(shape.fields, required: shape.isBatch ? [] : shape.required)
    for group in shape.groups {
      let label = shape.dictionary.group(group.name)?.label.chinese ?? group.name.rawValue
      try element(group.name.rawValue, [("minOccurs", "0"), ("type", group.name.rawValue)], note: label)
    }
    writer.end()
    try writer.start("xs:attribute", ["name": "key", "type": "xs:string"])
    try note("纸面编码中的编号")
    writer.end()
    writer.end()
  }

  private mutating func entryType(_ group: FormShape.Group) throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:complexType", ["name": group.name.rawValue])
    try writer.start("xs:sequence")
    try writer.start("xs:element", ["name": "entry", "minOccurs": "0", "maxOccurs": "unbounded"])
    try writer.start("xs:complexType")
    try writer.start("xs:all")
    try fields(group.fields, required: group.name == .people ? shape.required : [])
    for _ in 0..<5 { writer.end() }
  }

  private mutating func fields(_ names: [FieldName], required: Set<FieldName>) throws(Refusal) {
    for field in shape.definitions(names) {
      let isRequired = required.contains(field.name)
      let name = field.name.rawValue
      try element(
        name, [("type", name), ("nillable", "true")] + (isRequired ? [] : [("minOccurs", "0")]),
        note: field.label.chinese + (isRequired ? "（必填）" : ""))
    }
  }

  private mutating func element(
    _ name: String, _ more: [(key: String, value: String)], note words: String
  ) throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:element", attributes: [("name", name)] + more)
    try note(words)
    writer.end()
  }

  private mutating func note(_ words: String) throws(Refusal) { try writer.note(words) }
}

extension XMLWriter {
  /// Words for people.
  mutating func note(_ words: String) throws(Refusal) {
    try start("xs:annotation")
    try element("xs:documentation", ["xml:lang": "zh"], text: words)
    end()
  }
}
