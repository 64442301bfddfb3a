import Diagnostics
import RecordWriting

/// The workbook in which every file has a row.
struct IntakeSummary {
  private let language: Language
  private var rows: [[TableSheet.Cell]] = []
  private var forms: [String: (title: String, counts: [String: Int])] = [:]
  private var batches: [String: Int] = [:]

  init(language: Language) { self.language = language }

  mutating func add(_ answer: FileAnswer) {
    let (message, hint) = answer.cause(in: language)
    let signatures = answer.signatures.filter { $0.verdict != "unsigned" }
      .map { "\($0.field) \($0.verdict)" + ($0.signer.map { " \($0)" } ?? "") }
    let others = answer.remarks.filter { !$0.isError }.map { $0.message.phrase.text(in: language) }
    let texts: [String] =
      [
        answer.file, answer.ending(in: language), answer.reason ?? "", message, hint, answer.title ?? "",
        answer.form ?? "", answer.version ?? "", answer.key ?? "", answer.batch ?? "", answer.source ?? "",
        answer.time ?? "", signatures.joined(separator: "；"), answer.missingSigners.joined(separator: "、"),
      ]
    let changes = answer.papers.reduce(0) { $0 + $1.changes.count }
    rows.append(
      texts.map { .text(cell($0)) } + [.number(answer.papers.count), .number(changes)]
        + [.text(cell(others.joined(separator: "；"))), .text(answer.digest ?? "")])
    guard let form = answer.form else { return }
    forms[form, default: (answer.title ?? "", [:])].counts[answer.status, default: 0] += 1
    if let batch = answer.batch { batches[batch, default: 0] += 1 }
  }

  func write(to path: String, _ account: IntakeAccount) throws(Refusal) {
    try writeTables([totals(account), files, papers], to: path)
  }

  /// Excel's cells hold no more.
  private static let longest = 2_000

  private func cell(_ text: String) -> String { String(shown(text).prefix(Self.longest)) }

  private func say(_ chinese: String, _ english: String) -> String { Phrase(chinese, english).text(in: language) }

  private func totals(_ account: IntakeAccount) -> TableSheet {
    var rows: [[TableSheet.Cell]] = [
      [.text(say("文件", "files")), .number(account.files)],
      [.text(say("接受", "accepted")), .number(account.accepted)],
      [.text(say("　其中有改动", "  of these with changes")), .number(account.changed)],
      [.text(say("　其中重复交回", "  of these returned before")), .number(account.repeated)],
      [.text(say("待核", "for review")), .number(account.review)],
      [.text(say("退回", "refused")), .number(account.refused)],
      [.text(say("写出的记录", "records written")), .number(account.records)],
    ]
    for (code, count) in account.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      rows.append([.text(say("原因 ", "because ") + cell(code)), .number(count)])
    }
    for (batch, count) in batches.sorted(by: { $0.key < $1.key }) {
      rows.append([.text(say("批次 ", "batch ") + cell(batch)), .number(count)])
    }
    var sheet = TableSheet(
      name: say("汇总", "totals"), columns: [(say("项目", "item"), 40), (say("数量", "count"), 12)], rows: rows)
    sheet.isForPrinting = true
    return sheet
  }

  private var files: TableSheet {
    let columns: [(String, String, Double)] = [
      ("文件", "file", 36), ("结果", "answer", 10), ("代码", "code", 20), ("原因", "reason", 40), ("处理", "what to do", 36),
      ("表格", "title", 30), ("表格代号", "form", 24), ("版本", "version", 8), ("编号", "key", 12), ("批次", "batch", 14),
      ("来源", "source", 12), ("时间", "time", 22), ("签名", "signatures", 24), ("缺签名", "not signed by", 14),
      ("份数", "papers", 8), ("改动", "changes", 8), ("其他提示", "also noticed", 40), ("摘要", "digest", 20),
    ]
    var sheet = TableSheet(
      name: say("文件", "files"), columns: columns.map { (say($0.0, $0.1), $0.2) }, rows: rows)
    sheet.isForPrinting = true
    return sheet
  }

  private var papers: TableSheet {
    let rows = forms.sorted { $0.key < $1.key }.map { form, known -> [TableSheet.Cell] in
      [.text(known.title), .text(form)]
        + ReturnedForm.Status.allCases.map { .number(known.counts[$0.rawValue] ?? 0) }
    }
    var sheet = TableSheet(
      name: say("表格", "forms"),
      columns: [
        (say("表格", "title"), 44), (say("表格代号", "form"), 30), (say("接受", "accepted"), 10), (say("待核", "for review"), 10),
        (say("退回", "refused"), 10),
      ], rows: rows)
    sheet.isForPrinting = true
    return sheet
  }
}
