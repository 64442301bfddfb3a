package import Diagnostics
package import Records
private import XMLTrees

/// Writes what a form's papers hold as XML that the form's own schema (`FormSchema`) describes: an element for each field,
/// named after it.
///
/// What the form does not show is left out. Equal records give equal bytes.
package struct FormXML: Sendable {
  package let shape: FormShape
  private let fields: Set<FieldName>
  private let groups: [FieldName: Set<FieldName>]

  package init(_ shape: FormShape) {
    self.shape = shape
    fields = Set(shape.fields)
    groups = Dictionary(shape.groups.map { ($0.name, Set($0.fields)) }) { first, _ in first }
  }

  /// The namespace of `xsi:nil`.
  static let instance = "http://www.w3.org/2001/XMLSchema-instance"

  /// A file of one paper.
  ///
  /// - Parameter key: What the paper's code says.
  /// - Throws: `Refusal` when a text holds a character that XML cannot, with the field's name.
  package func file(_ record: Record, key: String?) throws(Refusal) -> [UInt8] {
    var writer = XMLWriter()
    try start(shape.form.element, isRoot: true, key: key, &writer)
    try content(of: record, &writer)
    return close(&writer)
  }

  // MARK: Files that are written as they grow

  /// What stands before the papers of a list.
  package func listHead() throws(Refusal) -> [UInt8] {
    var writer = XMLWriter()
    try start(shape.form.listElement, isRoot: true, key: nil, &writer)
    return writer.drain()
  }

  /// A paper of a list.
  package func listEntry(_ record: Record, key: String?) throws(Refusal) -> [UInt8] {
    var writer = XMLWriter(declaration: false)
    writer.lineBreak()
    try start(shape.form.element, isRoot: false, key: key, &writer)
    try content(of: record, &writer)
    writer.lineBreak()
    writer.end()
    return writer.bytes
  }

  /// What stands behind the papers of a list.
  package var listFoot: [UInt8] { Array("\n</\(shape.form.listElement)>\n".utf8) }

  /// What stands before the people of a batch's paper, if it shows any.
  package func batchHead(_ header: Record, key: String?) throws(Refusal) -> [UInt8] {
    var writer = XMLWriter()
    try start(shape.form.element, isRoot: true, key: key, &writer)
    try values(of: header, fields, depth: 1, &writer)
    try groups(of: header, leavingOut: .people, &writer)
    if shape.people != nil {
      try writer.text("\n  ")
      try writer.start(FieldName.people.rawValue)
    }
    return writer.drain()
  }

  /// One of the people of a batch's paper.
  package func person(_ record: Record) throws(Refusal) -> [UInt8] {
    guard shape.people != nil else { return [] }
    var writer = XMLWriter(declaration: false)
    try entry(record, groups[.people] ?? [], &writer)
    return writer.bytes
  }

  /// What stands behind the people of a batch's paper.
  package var batchFoot: [UInt8] {
    let people = shape.people == nil ? "" : "\n  </\(FieldName.people)>"
    return Array("\(people)\n</\(shape.form.element)>\n".utf8)
  }

  // MARK: Parts

  private func start(_ element: String, isRoot: Bool, key: String?, _ writer: inout XMLWriter) throws(Refusal) {
    var attributes: [(key: String, value: String)] = []
    if isRoot { attributes = [("xmlns", shape.form.namespace), ("xmlns:xsi", Self.instance)] }
    if let key { attributes.append(("key", key)) }
    try writer.start(element, attributes: attributes)
  }

  private func close(_ writer: inout XMLWriter) -> [UInt8] {
    writer.lineBreak()
    writer.end()
    return writer.bytes + [0x0A]
  }

  private func content(of record: Record, _ writer: inout XMLWriter) throws(Refusal) {
    try values(of: record, fields, depth: 1, &writer)
    try groups(of: record, leavingOut: nil, &writer)
  }

  private func groups(of record: Record, leavingOut skipped: FieldName?, _ writer: inout XMLWriter) throws(Refusal) {
    for group in shape.groups where group.name != skipped {
      let entries = record.entries(of: group.name)
      guard !entries.isEmpty else { continue }
      try writer.text("\n  ")
      try writer.start(group.name.rawValue)
      for entry in entries { try self.entry(entry, groups[group.name] ?? [], &writer) }
      try writer.text("\n  ")
      writer.end()
    }
  }

  private func entry(_ record: Record, _ shown: Set<FieldName>, _ writer: inout XMLWriter) throws(Refusal) {
    try writer.text("\n    ")
    try writer.start("entry")
    try values(of: record, shown, depth: 3, &writer)
    try writer.text("\n    ")
    writer.end()
  }

  private func values(
    of record: Record, _ shown: Set<FieldName>, depth: Int, _ writer: inout XMLWriter
  ) throws(Refusal) {
    for (name, value) in record.ordered(by: shape.dictionary) where shown.contains(name) {
      do throws(Refusal) {
        try writer.text("\n" + String(repeating: "  ", count: depth))
        try write(value, name, &writer)
      } catch {
        throw Refusal(
          error.findings.map { finding in
            var finding = finding
            finding.place.field = name.rawValue
            return finding
          })
      }
    }
  }

  private func write(_ value: FieldValue, _ name: FieldName, _ writer: inout XMLWriter) throws(Refusal) {
    switch value {
    case .unknown(let words):
      try writer.element(name.rawValue, ["xsi:nil": "true", "said": words.string])
    case .choice(let choices) where shape.dictionary[name]?.type == .options:
      try writer.start(name.rawValue)
      for choice in choices { try option("option", choice, &writer) }
      writer.end()
    case .choice(let choices):
      for choice in choices.prefix(1) { try option(name.rawValue, choice, &writer) }
    case .address(let address):
      try writer.start(name.rawValue)
      for (part, text) in address.filledParts { try writer.element(part.rawValue, text: text) }
      writer.end()
    case .date(let date): try writer.element(name.rawValue, text: date.dashed)
    // Groups of three are for people.
    case .amount(let amount):
      try writer.element(name.rawValue, text: amount.text.filter { $0 != "," })
    case .text, .residentID, .phones, .count, .creditCode, .area, .number:
      try writer.element(name.rawValue, text: value.text())
    }
  }

  private func option(_ element: String, _ choice: Choice, _ writer: inout XMLWriter) throws(Refusal) {
    try writer.start(element, attributes: choice.code.map { [("code", $0)] } ?? [])
    try writer.text(choice.word.string)
    writer.end()
  }
}

extension PartialDate {
  /// `1958`, `1958-03` or `1958-03-01` (ISO 8601): as precise as the date is known.
  package var dashed: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return String(year) + (month.map { "-" + two($0) } ?? "") + (day.map { "-" + two($0) } ?? "")
  }
}
