import Archives
import Diagnostics
import RecordReading
import RecordWriting
import Records

/// Writes the records of accepted files: for each form all of them as XML, where nothing is lost, and as a workbook.
struct IntakeRecords {
  private let outputs: IntakeOutputs

  init(_ outputs: IntakeOutputs) { self.outputs = outputs }

  /// - Returns: The names of the files.
  func write(_ account: inout IntakeAccount) throws(Refusal) -> Set<String> {
    let accepted = outputs.rows.indices.filter { outputs.rows[$0].status == ReturnedForm.Status.accepted.rawValue }
    var names: Set<String> = []
    for (form, rows) in Dictionary(grouping: accepted, by: { outputs.rows[$0].form ?? "" }).sorted(by: {
      $0.key < $1.key
    }) {
      let stem = form.map { $0 == "/" ? "-" : String($0) }.joined()
      let path = "\(outputs.folder)/accepted/\(stem).xml"
      let count = try writeXML(rows, to: path)
      guard count > 0 else { continue }
      account.records += count
      names.formUnion(["\(stem).xml", "\(stem).xlsx"])
      try writeWorkbook(of: path, form: form, to: "\(outputs.folder)/accepted/\(stem).xlsx")
    }
    return names
  }

  private func writeXML(_ rows: [Int], to path: String) throws(Refusal) -> Int {
    let file = try WholeFile(path: path, existing: .replacedUnlessEqual)
    try file.write(recordsXMLHead)
    var count = 0
    for row in rows {
      guard let answer = outputs.answer(row), answer.isAccepted else { continue }
      for paper in answer.papers where !paper.isRepeated {
        guard let record = paper.record else { continue }
        try file.write(Array(record.utf8))
        count += 1
      }
    }
    guard count > 0 else { return 0 }
    try file.write(recordsXMLFoot)
    try file.commit()
    return count
  }

  /// The same as a table; of papers about a batch its people.
  private func writeWorkbook(of path: String, form: String, to target: String) throws(Refusal) {
    guard let known = outputs.catalogue.gate(of: form) else { return }
    let dictionary = known.rules.dictionary
    var columns = ListColumns(dictionary: dictionary)
    try forEachRecord(in: path, known) { (record) throws(Refusal) in columns.include(record) }
    let writer = try ListWriter(path: target, format: .xlsx, columns: columns, dictionary: dictionary)
    try forEachRecord(in: path, known) { (record) throws(Refusal) in try writer.add(record) }
    try writer.finish()
  }

  /// Reads records that passed the gate before, one after the other.
  private func forEachRecord(
    in path: String, _ known: Gate, _ body: (Record) throws(Refusal) -> Void
  ) throws(Refusal) {
    var rules = known.rules
    rules.required = []
    rules.shown = nil
    let gate = Gate(rules: rules, today: known.today)
    do {
      _ = try readList(ListSource(path: path, name: path), dictionary: rules.dictionary) { row in
        guard let record = try? gate.judge(row.record, as: row.record.groups[.people] == nil ? .retiree : .batch).value
        else { return }
        let people = record.entries(of: .people)
        for person in people.isEmpty ? [record] : people { try body(person) }
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      preconditionFailure("reading throws refusals only: \(error)")
    }
  }
}
