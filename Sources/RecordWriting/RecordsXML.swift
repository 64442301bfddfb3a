// The room RecordWriting: records out, as XML, JSON, JSON Lines, CSV and XLSX, and refused rows back for mending.

package import Diagnostics
package import Records
private import XMLTrees

/// What stands before the entries of a file of records.
package let recordsXMLHead = Array(
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records xmlns=\"\(recordsNamespace)\">\n".utf8)
/// What stands behind them.
package let recordsXMLFoot = Array("</records>\n".utf8)

/// One record as an entry of a file of records, with a line end.
///
/// - Throws: `Refusal` when a text holds a character that XML cannot, with the field's name.
package func recordXMLEntry(_ record: Record, dictionary: FieldDictionary) throws(Refusal) -> [UInt8] {
  var bytes: [UInt8] = []
  try append(record, dictionary, to: &bytes)
  return bytes
}

private let recordsNamespace = "urn:handover:records:1"

private func append(_ record: Record, _ dictionary: FieldDictionary, to bytes: inout [UInt8]) throws(Refusal) {
  try write(record, dictionary, to: &bytes)
  bytes.append(UInt8(ascii: "\n"))
}

private func write(_ record: Record, _ dictionary: FieldDictionary, to bytes: inout [UInt8]) throws(Refusal) {
  guard !record.isEmpty else {
    bytes += "<record/>".utf8
    return
  }
  bytes += "<record>".utf8
  try record.forEachValue(in: dictionary) { (name, value) throws(Refusal) in
    do throws(Refusal) {
      try write(value, name, to: &bytes)
    } catch {
      throw Refusal(error.findings.map { $0.at(field: name) })
    }
  }
  for (name, entries) in record.groupsByName {
    start("group", name.rawValue, to: &bytes)
    for entry in entries { try write(entry, dictionary, to: &bytes) }
    bytes += "</group>".utf8
  }
  bytes += "</record>".utf8
}

private func write(_ value: LentValue, _ name: FieldName, to bytes: inout [UInt8]) throws(Refusal) {
  switch value {
  case .text(let text):
    bytes += "<field name=\"".utf8
    bytes += name.rawValue.utf8
    try end("field", text, to: &bytes)
  case .unknown(let text):
    bytes += "<field name=\"".utf8
    bytes += name.rawValue.utf8
    bytes += "\" unknown=\"yes".utf8
    try end("field", text, to: &bytes)
  case .choices(let choices):
    guard !choices.isEmpty else { return }
    start("field", name.rawValue, to: &bytes)
    for choice in choices {
      bytes += "<option".utf8
      bytes += (choice.code == nil ? "" : " code=\"").utf8
      bytes += (choice.code ?? "").utf8
      try end("option", choice.word.string, isQuoted: choice.code != nil, to: &bytes)
    }
    bytes += "</field>".utf8
  case .parts(let parts):
    start("field", name.rawValue, to: &bytes)
    for (part, text) in parts {
      bytes += "<part name=\"".utf8
      bytes += part.rawValue.utf8
      try end("part", text, to: &bytes)
    }
    bytes += "</field>".utf8
  }
}

/// Begins an element that holds others. Names are the dictionary's, words of letters and digits, and need no escape.
private func start(_ element: String, _ name: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "<"))
  bytes += element.utf8
  bytes += " name=\"".utf8
  bytes += name.utf8
  bytes += "\">".utf8
}

/// Ends a tag that is open after its last attribute's value, writes the text, and ends the element.
private func end(
  _ element: String, _ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool = true, to bytes: inout [UInt8]
) throws(Refusal) {
  if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  guard !text.isEmpty else {
    bytes += "/>".utf8
    return
  }
  bytes.append(UInt8(ascii: ">"))
  try appendXML(text, to: &bytes)
  bytes += "</".utf8
  bytes += element.utf8
  bytes.append(UInt8(ascii: ">"))
}

private func end(_ element: String, _ text: String, isQuoted: Bool, to bytes: inout [UInt8]) throws(Refusal) {
  var text = text
  var result: Result<Void, Refusal> = .success(())
  text.withUTF8 { text in
    do throws(Refusal) {
      try end(element, text, isQuoted: isQuoted, to: &bytes)
    } catch { result = .failure(error) }
  }
  try result.get()
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

/// A file of records from its entries.
package func recordsXML(entries: [[UInt8]]) -> [UInt8] {
  var bytes = recordsXMLHead
  bytes.reserveCapacity(entries.reduce(bytes.count + recordsXMLFoot.count) { $0 + $1.count })
  for entry in entries { bytes += entry }
  bytes += recordsXMLFoot
  return bytes
}

/// Several records as one XML file (`Resources/records.rng`).
///
/// - Throws: `Refusal` when a text holds a character that XML cannot, with the field's name.
package func recordsXML(_ records: [Record], dictionary: FieldDictionary) throws(Refusal) -> [UInt8] {
  var bytes = recordsXMLHead
  for record in records { try append(record, dictionary, to: &bytes) }
  bytes += recordsXMLFoot
  return bytes
}
