import Diagnostics
import Digests
import RecordWriting
import Records

extension FileAnswer {
  /// - Parameters:
  ///   - reading: What it was read by.
  ///   - dictionary: Of the form's profile; `nil` when the form was not recognised.
  init(_ returned: ReturnedForm, reading: String, dictionary: FieldDictionary?) {
    self.reading = reading
    (file, digest, reason) = (returned.file, returned.digest, returned.reason)
    status = returned.status.rawValue
    (form, title, version, key) = (returned.form, returned.title, returned.version, returned.key)
    (batch, source, time) = (returned.batch, returned.source?.rawValue, returned.time)
    signatures = returned.signatures.map(Signature.init)
    missingSigners = returned.missingSigners
    doubts = returned.doubts.map(Doubt.init)
    findings = returned.findings.map(Remark.init)
    part = returned.part
    guard let dictionary, let form else { return }
    let marks = PersonMarks(dictionary)
    papers = returned.papers.enumerated().map { index, paper in
      var key = paper.key
      if returned.papers.count == 1 { key = key ?? returned.key }
      return Paper(paper, key: key, form: form, number: index, marks: marks, dictionary: dictionary)
    }
    // Pages are no paper that could have come back before.
    if part != nil { for index in papers.indices { papers[index].identities = [] } }
  }
}

extension FileAnswer.Paper {
  fileprivate init(
    _ paper: ReturnedForm.Paper, key: String?, form: String, number: Int, marks: PersonMarks,
    dictionary: FieldDictionary
  ) {
    (self.key, isCompared) = (key, paper.isCompared)
    record = paper.record.flatMap { try? recordXMLEntry($0, dictionary: dictionary) }
      .map { String(decoding: $0, as: UTF8.self) }
    let labels = Dictionary(paper.values.map { ($0.box, $0.label) }) { first, _ in first }
    let boxes =
      paper.boxes.isEmpty ? Dictionary(paper.values.map { ($0.box, $0.text) }) { first, _ in first } : paper.boxes
    values = boxes.sorted { $0.key < $1.key }.map {
      FileAnswer.Value(box: $0.key, label: labels[$0.key] ?? marks.label($0.key), text: $0.value)
    }
    changes = paper.changes.map {
      FileAnswer.Change(box: $0.box, label: $0.label, issued: $0.issued, returned: $0.returned)
    }
    people = paper.record.map { marks.people(in: $0) } ?? []
    if let key { identities.append("key \(form) \(key)") }
    let isAboutOne = paper.record?.entries(of: .people).isEmpty ?? true
    if isAboutOne, let id = people.first?.id ?? marks.id(in: boxes) { identities.append("person \(form) \(id)") }
  }
}

/// Knows people again without keeping who they are.
struct PersonMarks {
  private let dictionary: FieldDictionary
  private let entity: String
  private let id: FieldName?

  init(_ dictionary: FieldDictionary) {
    self.dictionary = dictionary
    let entity = dictionary.group(.people)?.entity ?? FieldName.people.entity
    self.entity = entity
    id = dictionary.fields.first { $0.type == .residentID && $0.name.entity == entity }?.name
  }

  func label(_ box: String) -> String { dictionary[FieldName(box)]?.label.chinese ?? box }

  /// Everyone on a paper who has an ID number, with a mark of each value that is their own.
  func people(in record: Record) -> [FileAnswer.Person] {
    let entries = record.entries(of: .people)
    return (entries.isEmpty ? [record] : entries).compactMap { person in
      guard let id, let number = person[id]?.text(), !number.isEmpty else { return nil }
      var facts: [String: String] = [:]
      for (name, value) in person.values where name.entity == entity && name != id {
        facts[name.rawValue] = String(IntakeNaming.mark(value.text()).prefix(12))
      }
      return FileAnswer.Person(id: IntakeNaming.mark(number), facts: facts)
    }
  }

  /// The mark of the ID number in the boxes of a paper that made no record.
  func id(in boxes: [String: String]) -> String? {
    guard let id, let text = boxes[id.rawValue] else { return nil }
    let number = text.filter { !$0.isWhitespace }.uppercased()
    return number.isEmpty ? nil : IntakeNaming.mark(number)
  }
}

/// How the outputs name things that have a name which must not be shown.
enum IntakeNaming {
  /// A short digest.
  static func mark(_ text: String) -> String { String(hexadecimal(sha256(Array(text.utf8))).prefix(16)) }
}

extension FileAnswer.Signature {
  fileprivate init(_ signature: ReturnedForm.Signature) {
    (field, verdict, signer, time) = (signature.field, signature.verdict, signature.signer, signature.time)
    changes = signature.changes.map(FileAnswer.Words.init)
    reasons = signature.reasons.map(FileAnswer.Words.init)
  }
}

extension FileAnswer.Doubt {
  fileprivate init(_ doubt: ReturnedForm.Doubt) {
    (box, label, code, page, area) = (doubt.box, doubt.label, doubt.code, doubt.page, doubt.area)
    (stored, state, drawn, issued) = (doubt.stored, doubt.state, doubt.drawn, doubt.issued)
  }
}
