package import Diagnostics
package import Records
import XMLTrees

/// One paper of a file of a form's data.
package struct FormXMLPaper: Sendable {
  package var raw: RawRecord
  /// What the printed paper's code says.
  package var key: String?
  /// What was noticed while reading it.
  package var findings: [Finding]
}

/// Which form's data an XML file holds; `nil` for anything else, however broken.
package func formName(of source: ListSource) -> FormName? {
  guard !source.isStream, let head = try? source.head(256),
    let first = head.first(where: { ![0, 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) }),
    first == UInt8(ascii: "<"), let pieces = try? source.pieces()
  else { return nil }
  let reader = XMLPullReader(file: source.name, source: pieces)
  while let event = try? reader.next() {
    if event == .start { return reader.namespace.flatMap { FormName(untrustedNamespace: $0) } }
  }
  return nil
}

/// Reads the papers of a file of a form's data (`FormXML` writes such files), each whole.
///
/// - Throws: `Refusal` when the file is not well-formed, not such a file, or holds too much.
package func readFormPapers(
  _ source: ListSource, dictionary: FieldDictionary, limits: PaperLimits = PaperLimits()
) throws(Refusal) -> [FormXMLPaper] {
  do {
    let reader = XMLPullReader(file: source.name, source: try source.pieces())
    var papers: [FormXMLPaper] = []
    var form = FormXMLReader(reader, dictionary, file: source.name, limits: limits)
    while let paper = try form.nextPaper(takesPerson: { _, _ in false }) { papers.append(paper) }
    return papers
  } catch let refusal as Refusal {
    throw refusal
  } catch {
    preconditionFailure("reading throws refusals only: \(error)")
  }
}

/// Reads the same as a list: each paper is a row; of a paper about a batch each of its people.
func readFormXML(
  _ source: ListSource, dictionary: FieldDictionary, into sink: ListSink
) throws -> Reported<ListSummary> {
  let reader = XMLPullReader(file: source.name, source: try source.pieces())
  var form = FormXMLReader(reader, dictionary, file: source.name)
  var count = 0
  func pass(_ record: RawRecord, _ findings: [Finding]) throws -> Bool {
    count += 1
    try sink(ListRow(content: .record(record), findings: findings))
    return true
  }
  while let paper = try form.nextPaper(takesPerson: pass) {
    if !form.sawPeople, paper.raw.isPerson(dictionary) { _ = try pass(paper.raw, paper.findings) }
  }
  return Reported(ListSummary(format: .xml, encoding: "UTF-8", sheets: [ListSummary.Sheet(records: count)]), [])
}

extension RawRecord {
  /// Whether this is about one person, and not about a batch that lists none.
  fileprivate func isPerson(_ dictionary: FieldDictionary) -> Bool {
    guard let entity = dictionary.group(.people)?.entity else { return true }
    return values.keys.contains { $0.name.rawValue.hasPrefix("\(entity).") }
      || groups.keys.contains { $0.rawValue.hasPrefix("\(entity).") }
  }
}

/// What stands once on the paper of a batch whose data a file holds, without its people.
///
/// - Parameter isAboutBatch: Whether the form is known to be about a batch; else its people say so.
func readFormHeader(_ source: ListSource, dictionary: FieldDictionary, isAboutBatch: Bool) throws -> RawRecord {
  let reader = XMLPullReader(file: source.name, source: try source.pieces())
  var form = FormXMLReader(reader, dictionary, file: source.name)
  let paper = try form.nextPaper { _, _ in true }
  return form.sawPeople || isAboutBatch ? paper?.raw ?? RawRecord() : RawRecord()
}

/// Takes the elements of a form's data one by one.
struct FormXMLReader {
  /// Is asked to take one person of a batch's paper, with what was noticed; whoever is not taken stays in the paper.
  typealias PersonSink = (RawRecord, [Finding]) throws -> Bool

  private let reader: XMLPullReader
  private let dictionary: FieldDictionary
  private let file: String
  private var form: FormName?
  /// `nil` for a list, of which no more than a row is kept at a time.
  private let limits: PaperLimits?
  private var findings: [Finding] = []
  private var records = 0
  private var noticed = 0
  private var row = 0
  /// Whether the last paper was about people of its own.
  private(set) var sawPeople = false

  init(_ reader: XMLPullReader, _ dictionary: FieldDictionary, file: String, limits: PaperLimits? = nil) {
    self.reader = reader
    self.dictionary = dictionary
    self.file = file
    self.limits = limits
  }

  /// The next paper; `nil` at the end of the file.
  mutating func nextPaper(takesPerson: PersonSink) throws -> FormXMLPaper? {
    while let event = try reader.next() {
      guard event == .start else { continue }
      guard let name = reader.namespace.flatMap({ FormName(untrustedNamespace: $0) }), name == form ?? name else {
        throw unexpected()
      }
      form = name
      if reader.depth == 1, reader.name == name.listElement { continue }
      guard reader.name == name.element, reader.depth <= 2 else { throw unexpected() }
      return try paper(takesPerson)
    }
    return nil
  }

  private mutating func paper(_ takesPerson: PersonSink) throws -> FormXMLPaper {
    let key = reader[attribute: "key"]
    findings = []
    sawPeople = false
    row += 1
    let record = try record(takesPerson)
    return FormXMLPaper(raw: record, key: key, findings: findings)
  }

  private mutating func record(_ takesPerson: PersonSink) throws -> RawRecord {
    let outer = reader.depth
    records += 1
    if let limits, records > limits.records { throw limits.refusal(at: place) }
    var record = RawRecord(at: place)
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      guard event == .start else { continue }
      guard reader.namespace == form?.namespace else { throw unexpected() }
      let name = FieldName(reader.name)
      if dictionary[name] != nil {
        try field(name, &record)
      } else if dictionary.group(name) != nil {
        try group(name, &record, takesPerson)
      } else {
        try note(unknown(name))
        try reader.skipElement()
      }
    }
    return record
  }

  private mutating func group(
    _ name: FieldName, _ record: inout RawRecord, _ takesPerson: PersonSink
  ) throws {
    let outer = reader.depth
    if name == .people { sawPeople = true }
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      guard event == .start else { continue }
      guard reader.name == "entry", reader.namespace == form?.namespace else { throw unexpected() }
      let noticed = findings
      findings = []
      let entry = try self.record { _, _ in false }
      if name == .people, try takesPerson(entry, findings) {
        findings = noticed
        row += 1
      } else {
        findings = noticed + findings
        record.groups[name, default: []].append(entry)
      }
    }
  }

  private mutating func field(_ name: FieldName, _ record: inout RawRecord) throws {
    let place = place.field(name.rawValue)
    let outer = reader.depth
    let code = reader[attribute: "code"]
    let said = isTrue(reader[attribute: "nil"]) ? reader[attribute: "said"] ?? SpecialWords.wordsForUnknown[0] : nil
    var text = ""
    var values: [(FieldKey, RawValue)] = []
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      if event == .text { text += reader.text }
      guard event == .start else { continue }
      let inner = reader.name
      switch dictionary[name]?.type {
      case .options where inner == "option":
        let code = reader[attribute: "code"]
        values += try option(name, code: code, word: try reader.readText(), at: place)
      case .address:
        values.append((FieldKey(name, FieldPart(inner)), RawValue(try reader.readText(), at: place)))
      default: throw unexpected()
      }
    }
    if let said {
      values = [(FieldKey(name), RawValue(said, at: place))]
    } else if dictionary[name]?.type == .option {
      values = try option(name, code: code, word: text, at: place)
    } else if values.isEmpty, text.contains(where: { !$0.isWhitespace }) {
      values = [(FieldKey(name), RawValue(text, at: place))]
    }
    for (key, value) in values where record.values.updateValue(value, forKey: key) != nil {
      try note(
        Finding(.error, .listDuplicateKey, at: place, Phrase("这个字段写了两次", "the field stands here twice")))
    }
  }

  /// An option by its code, its word, or both, which must then agree.
  private mutating func option(
    _ name: FieldName, code: String?, word: String, at place: Place
  ) throws -> [(FieldKey, RawValue)] {
    let isSeveral = dictionary[name]?.type == .options
    guard let code else {
      return word.allSatisfy(\.isWhitespace) ? [] : [(FieldKey(name), RawValue(word, at: place))]
    }
    let known = dictionary.options(of: name)?.options.filter { $0.code == code } ?? []
    let isBare = word.allSatisfy(\.isWhitespace)
    guard let option = isBare ? known.first : known.first(where: { ExactText($0.label) == ExactText(word) }) else {
      try note(
        Finding(
          .error, .formOptionUnclear, at: place,
          Phrase("选项代码与文字不一致，或代码不在选项表中", "the option's code and word do not agree, or the list has no such code"),
          hint: Phrase("只写代码，或照选项表写", "write the code alone, or as the list has it")))
      return []
    }
    let label = option.label
    return isSeveral
      ? [(FieldKey(name, FieldPart(code)), RawValue(label, kind: .mark(true), at: place))]
      : [(FieldKey(name), RawValue(label, at: place))]
  }

  private mutating func note(_ finding: Finding) throws {
    findings.append(finding)
    noticed += 1
    if let limits, noticed > limits.findings { throw limits.refusal(at: place) }
  }

  private func isTrue(_ word: String?) -> Bool { word == "true" || word == "1" }

  private var place: Place { Place(file: file, row: row, line: reader.place.line) }

  private func unexpected() -> Refusal {
    Refusal(
      Finding(
        .error, .recordsMalformed, at: reader.place,
        Phrase("这里不该有元素 \(reader.name)", "the element \(reader.name) cannot stand here"),
        hint: Phrase("handover template schema 给出这种表格的结构定义", "handover template schema writes the form's schema")))
  }

  private func unknown(_ name: FieldName) -> Finding {
    Finding(
      .error, .listUnknownField, at: place.field(name.rawValue),
      Phrase("字段名 \(name) 不在字段表中", "the dictionary has no field \(name)"),
      hint: Phrase("handover template schema 给出这种表格的结构定义", "handover template schema writes the form's schema"))
  }
}
