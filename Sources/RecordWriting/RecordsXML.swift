// The room RecordWriting: records out, as XML, JSON, JSON Lines, CSV and XLSX, and refused rows back for mending.

package import Diagnostics
package import Records
private import XMLTrees

let recordsXMLHead = Array(
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records xmlns=\"\(recordsNamespace)\">\n".utf8)
let recordsXMLFoot = Array("</records>\n".utf8)

/// One record as an entry of a file of records, with a line end.
func recordXMLEntry(_ record: Record, dictionary: FieldDictionary) throws(Refusal) -> [UInt8] {
  var writer = XMLWriter(declaration: false)
  try write(record, to: &writer, dictionary)
  writer.lineBreak()
  return writer.drain()
}

private let recordsNamespace = "urn:handover:records:1"

private func write(
  _ record: Record, to writer: inout XMLWriter, _ dictionary: FieldDictionary
) throws(Refusal) {
  try writer.start("record")
  for (name, value) in record.ordered(by: dictionary) {
    do throws(Refusal) {
      try write(value, named: name, to: &writer)
    } catch {
      throw Refusal(error.findings.map { $0.at(field: name) })
    }
  }
  for name in record.groups.keys.sorted() {
    try writer.start("group", ["name": name.rawValue])
    for entry in record.groups[name] ?? [] { try write(entry, to: &writer, dictionary) }
    writer.end()
  }
  writer.end()
}

private func write(_ value: FieldValue, named name: FieldName, to writer: inout XMLWriter) throws(Refusal) {
  switch value {
  case .unknown(let text): try writer.element("field", ["name": name.rawValue, "unknown": "yes"], text: text.string)
  case .choice(let choices):
    try writer.start("field", ["name": name.rawValue])
    for choice in choices {
      if let code = choice.code {
        try writer.element("option", ["code": code], text: choice.word.string)
      } else {
        try writer.element("option", text: choice.word.string)
      }
    }
    writer.end()
  case .address(let address):
    try writer.start("field", ["name": name.rawValue])
    for (part, text) in address.filledParts { try writer.element("part", ["name": part.rawValue], text: text) }
    writer.end()
  default: try writer.element("field", ["name": name.rawValue], text: value.text())
  }
}

extension Finding {
  fileprivate func at(field: FieldName) -> Finding {
    var finding = self
    finding.place.field = field.rawValue
    return finding
  }
}

extension Record {
  /// The values in dictionary order; those that the dictionary does not know come last, by name.
  func ordered(by dictionary: FieldDictionary) -> [(name: FieldName, value: FieldValue)] {
    var rest = values
    var ordered: [(FieldName, FieldValue)] = []
    for field in dictionary.fields {
      if let value = rest.removeValue(forKey: field.name) { ordered.append((field.name, value)) }
    }
    return ordered + rest.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension Address {
  /// The parts that hold text, in the order of forms.
  var filledParts: [(FieldPart, String)] {
    [FieldPart.city, .street, .community, .number].compactMap { part in
      let text = text(part: part)
      return text.isEmpty ? nil : (part, text)
    }
  }
}

/// Several records as one XML file (`Resources/records.rng`).
///
/// - Throws: `Refusal` when a text holds a character that XML cannot, with the field's name.
package func recordsXML(_ records: [Record], dictionary: FieldDictionary) throws(Refusal) -> [UInt8] {
  var bytes = recordsXMLHead
  for record in records { bytes += try recordXMLEntry(record, dictionary: dictionary) }
  return bytes + recordsXMLFoot
}
