import Diagnostics
import RecordWriting

/// The workbook in which every file has a row. Rows go into it as they come; what is counted stands before them.
struct IntakeSummary {
  private let language: Language
  private let book: TableWorkbook
  private var forms: [String: (title: String, counts: [String: Int])] = [:]
  private var batches: [String: Int] = [:]

  init(path: String, language: Language) throws(Refusal) {
    self.language = language
    book = try TableWorkbook(path: path, sheets: Sheet.allCases.map { $0.empty(in: language) })
  }

  mutating func add(_ answer: FileAnswer) throws(Refusal) {
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
    try book.add(
      texts.map { .text(cell($0)) } + [.number(answer.papers.count), .number(changes)]
        + [.text(cell(others.joined(separator: "；"))), .text(answer.digest ?? "")], to: Sheet.files.rawValue)
    guard let form = answer.form else { return }
    forms[form, default: (answer.title ?? "", [:])].counts[answer.status, default: 0] += 1
    if let batch = answer.batch { batches[batch, default: 0] += 1 }
  }

  /// Writes the file and gives it its name.
  func finish(_ account: IntakeAccount) throws(Refusal) {
    for row in totals(account) { try book.add(row, to: Sheet.totals.rawValue) }
    for row in returnedForms { try book.add(row, to: Sheet.forms.rawValue) }
    try book.finish()
  }

  /// Excel's cells hold no more.
  private static let longest = 2_000

  private func cell(_ text: String) -> String { String(shown(text).prefix(Self.longest)) }

  private func say(_ chinese: String, _ english: String) -> String { Phrase(chinese, english).text(in: language) }

  private func totals(_ account: IntakeAccount) -> [[TableSheet.Cell]] {
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
    return rows
  }

  private var returnedForms: [[TableSheet.Cell]] {
    forms.sorted { $0.key < $1.key }.map { form, known in
      [.text(known.title), .text(form)]
        + ReturnedForm.Status.allCases.map { .number(known.counts[$0.rawValue] ?? 0) }
    }
  }
}

/// The sheets of the workbook, in order.
private enum Sheet: Int, CaseIterable {
  case totals, files, forms

  private var name: Phrase {
    switch self {
    case .totals: Phrase("汇总", "totals")
    case .files: Phrase("文件", "files")
    case .forms: Phrase("表格", "forms")
    }
  }

  private var columns: [(String, String, Double)] {
    switch self {
    case .totals: [("项目", "item", 40), ("数量", "count", 12)]
    case .files:
      [
        ("文件", "file", 36), ("结果", "answer", 10), ("代码", "code", 20), ("原因", "reason", 40), ("处理", "what to do", 36),
        ("表格", "title", 30), ("表格代号", "form", 24), ("版本", "version", 8), ("编号", "key", 12), ("批次", "batch", 14),
        ("来源", "source", 12), ("时间", "time", 22), ("签名", "signatures", 24), ("缺签名", "not signed by", 14),
        ("份数", "papers", 8), ("改动", "changes", 8), ("其他提示", "also noticed", 40), ("摘要", "digest", 20),
      ]
    case .forms:
      [
        ("表格", "title", 44), ("表格代号", "form", 30), ("接受", "accepted", 10), ("待核", "for review", 10),
        ("退回", "refused", 10),
      ]
    }
  }

  func empty(in language: Language) -> TableSheet {
    var sheet = TableSheet(
      name: name.text(in: language), columns: columns.map { (Phrase($0.0, $0.1).text(in: language), $0.2) })
    sheet.isForPrinting = true
    return sheet
  }
}
