import Diagnostics
import RecordReading
import Records

/// What a file about a batch says: the values that stand once on its papers, its lists, and who receives where.
struct BatchFile {
  /// Through the gate, like everything that comes in; without people, who come from the list.
  var record: Record

  /// Reads a batch from a file of one record, our XML or JSON.
  ///
  /// - Parameters:
  ///   - gate: Of the profile, without required fields: those are people's.
  ///   - report: Gets what was repaired or seems odd.
  /// - Throws: `Refusal` when the file cannot be read, holds no record or several, or with everything the gate has against it.
  init(path: String, gate: Gate, report: (Finding) -> Void) throws(Refusal) {
    var rows: [ListRow] = []
    do {
      let source = ListSource(path: path, name: path)
      let summary = try readList(source, dictionary: gate.rules.dictionary) { rows.append($0) }
      summary.findings.forEach(report)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      preconditionFailure("readers throw refusals and nothing else: \(error)")
    }
    guard rows.count == 1, let row = rows.first else { throw Refusal(Self.notOne(rows.count, path)) }
    guard !row.findings.containError else { throw Refusal(row.findings.map { $0.about(path) }) }
    row.findings.forEach(report)
    var raw = row.record
    raw.groups[.people] = nil
    do throws(RecordRejection) {
      let judged = try gate.judge(raw, as: .batch)
      judged.findings.forEach { report($0.about(path)) }
      record = judged.value
    } catch {
      throw Refusal(error.findings.map { $0.about(path) })
    }
  }

  private static func notOne(_ count: Int, _ path: String) -> Finding {
    Finding(
      .error, .batchNotOne, at: Place(file: path),
      Phrase("批次文件应恰好有一条记录，这里有 \(count) 条", "a batch file holds exactly one record; this one has \(count)"),
      hint: Phrase(
        "用 handover packet --example 城市 写出样例；人员放在名单里，不放在批次文件里",
        "handover packet --example CITY writes one to fill in; people go into the list, not here"))
  }
}

extension Finding {
  /// This finding with the file that it is about, without a row: the file has one record.
  fileprivate func about(_ path: String) -> Finding {
    var finding = at(file: path)
    finding.place.row = nil
    return finding
  }
}
