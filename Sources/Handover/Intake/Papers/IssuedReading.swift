import Diagnostics
import FormBinding
import RecordReading
import Records
import Templates

/// The records as issued, read from a file's attachments: unchecked like everything that comes in.
struct IssuedReading {
  struct Entry {
    var raw: RawRecord
    var record: Record
  }

  let gate: Gate
  let form: FormTemplate
  /// By the number of the paper, from 0; `nil` where a paper was not printed or its record cannot be used.
  private(set) var entries: [Entry?] = []
  private(set) var findings: [Finding] = []

  init(gate: Gate, form: FormTemplate) {
    self.gate = gate
    self.form = form
  }

  /// The record of a paper by its number, from 0. Papers may have been taken out of the file or put in another order, so
  /// nothing but the number tells which record is whose.
  func entry(_ number: Int) -> Entry? { entries.indices.contains(number) ? entries[number] : nil }

  /// Leaves out the papers that were not printed: the file's papers are the others, in order.
  mutating func dropUnprinted() { entries.removeAll { $0 == nil } }

  /// - Parameter isMore: Whether the attachment holds more of the record before, rather than other records.
  mutating func add(untrustedXML bytes: [UInt8], path: String, isMore: Bool = false) {
    do {
      var raws: [RawRecord] = []
      let list = ListSource(untrustedBytes: bytes, name: path)
      _ = try readList(list, dictionary: gate.rules.dictionary) { raws.append($0.record) }
      for raw in raws {
        if isMore, let first = entries.first {
          entries[0] = joined(first, raw, path: path)
        } else {
          // An empty record holds the place of a row that was not printed.
          entries.append(raw.values.isEmpty && raw.groups.isEmpty ? nil : entry(of: raw, path: path))
        }
      }
    } catch let refusal as Refusal {
      // We write it; so what can no longer be read at all was damaged or changed on the way.
      findings.append(unusable(path, refusal.findings, severity: .error))
    } catch {
      preconditionFailure("reading throws refusals only: \(error)")
    }
  }

  private mutating func entry(of raw: RawRecord, path: String) -> Entry? {
    do {
      return Entry(raw: raw, record: try gate.judge(raw, as: form.subject).value)
    } catch {
      findings.append(unusable(path, error.findings, severity: .warning))
      return nil
    }
  }

  /// A batch of many people is attached a thousand at a time, each time with what stands once on its paper.
  private mutating func joined(_ first: Entry?, _ raw: RawRecord, path: String) -> Entry? {
    guard let more = entry(of: raw, path: path), let first else { return first }
    var joint = first
    joint.raw.groups[.people, default: []] += raw.groups[.people] ?? []
    joint.record = .batch(
      first.record, people: Array(first.record.entries(of: .people)) + more.record.entries(of: .people))
    return joint
  }

  /// The issued data is a help, not the return itself: that the gate no longer lets it through is a warning.
  private func unusable(_ path: String, _ reasons: [Finding], severity: Finding.Severity) -> Finding {
    let codes = Set(reasons.filter { $0.severity == .error }.map(\.code.rawValue)).sorted().joined(separator: " ")
    return Finding(
      severity, .attachmentUnusable, at: Place(file: path),
      Phrase(
        "文件附带的签发数据不能用（\(codes)），无法列出改动",
        "the data attached as issued cannot be used (\(codes)), so changes cannot be named"))
  }
}

extension Gate {
  /// Passes the raw record of a paper: of a batch its header and everyone in it, each by the full rules.
  func judge(_ raw: RawRecord, as subject: FormTemplate.Subject) throws(RecordRejection) -> Reported<Record> {
    guard subject == .batch else { return try validate(raw) }
    var header = raw
    let entries = header.groups.removeValue(forKey: .people) ?? []
    var headerRules = rules
    // What each person must have, a batch has not.
    headerRules.required = []
    var findings: [Finding] = []
    let front = Gate(rules: headerRules, today: today).record(of: header, &findings)
    let people = entries.compactMap { record(of: $0, &findings) }
    guard let front, !findings.containError else { throw RecordRejection(raw: raw, findings: findings) }
    return Reported(.batch(front, people: people), findings)
  }

  private func record(of raw: RawRecord, _ findings: inout [Finding]) -> Record? {
    do throws(RecordRejection) {
      let judged = try validate(raw)
      findings += judged.findings
      return judged.value
    } catch {
      findings += error.findings
      return nil
    }
  }
}
