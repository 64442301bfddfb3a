import Archives
import Diagnostics
import Foundation

/// The page that a clerk works from: totals, then each doubtful file with what disagrees, then what was refused.
///
/// One file without scripts or anything from elsewhere; it shows personal values, and says so.
struct IntakeReport {
  private let folder: String
  private let language: Language
  private let answer: (Int) -> FileAnswer?
  /// The files that a person must look at, and those that were refused: by their rows, since their contents are looked up when the
  /// page is written.
  private var review: [Int] = []
  private var refused: [Int] = []

  /// More than this a page cannot show in good time; the workbook has all.
  private static let mostFiles = 400
  private static let mostRefused = 2_000
  private static let mostPictureBytes = 24 << 20
  private static let mostValues = 300

  /// - Parameter answer: The sorted answer of a row.
  init(folder: String, language: Language, answer: @escaping (Int) -> FileAnswer?) {
    self.folder = folder
    self.language = language
    self.answer = answer
  }

  mutating func add(_ answer: FileAnswer, at index: Int) {
    if answer.isForReview { review.append(index) }
    if answer.isRefused { refused.append(index) }
  }

  func write(to path: String, _ account: IntakeAccount) throws(Refusal) {
    let file = try WholeFile(path: path, existing: .replacedUnlessEqual)
    func put(_ text: String) throws(Refusal) { try file.write(Array(text.utf8)) }
    try put(head(account))
    try put("<h2>\(say("待核的文件", "For review"))（\(review.count)）</h2>\n")
    if review.isEmpty { try put("<p>\(say("没有。", "None."))</p>\n") }
    var pictures = PictureAllowance(bytes: Self.mostPictureBytes)
    for index in review.prefix(Self.mostFiles) {
      if let answer = answer(index) { try put(section(answer, &pictures)) }
    }
    if review.count > Self.mostFiles { try put(more(review.count - Self.mostFiles)) }
    if pictures.isSpent {
      try put(
        "<p class=\"note\">\(say("图片过多，其余见 review 文件夹。", "Too many pictures; the others are in the folder review."))</p>\n"
      )
    }
    try put("<h2>\(say("退回的文件", "Refused"))（\(refused.count)）</h2>\n")
    try put(refused.isEmpty ? "<p>\(say("没有。", "None."))</p>\n" : refusals())
    if refused.count > Self.mostRefused { try put(more(refused.count - Self.mostRefused)) }
    try put("</body></html>\n")
    try file.commit()
  }

  private func head(_ account: IntakeAccount) -> String {
    let title = say("交回表格的读取结果", "What came back")
    return """
      <!DOCTYPE html>
      <html lang="\(language == .chinese ? "zh-CN" : "en")"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(title)</title><style>\(Self.style)</style></head><body>
      <h1>\(title)</h1>
      <p class="note">\(say("本页含个人信息，仅供经办人核对，请妥善保管，用后删除。", "This page holds personal data. It is for the clerk who compares them; keep it safe, and delete it after use."))</p>

      """ + totals(account)
  }

  private func refusals() -> String {
    let rows = refused.prefix(Self.mostRefused).compactMap { answer($0) }.map { answer in
      let (message, hint) = answer.cause(in: language)
      return row([answer.file, answer.reason ?? "", message, hint])
    }
    return table([say("文件", "file"), say("代码", "code"), say("原因", "reason"), say("处理", "what to do")], rows.joined())
  }

  private func more(_ count: Int) -> String {
    "<p class=\"note\">\(say("另有 \(count) 个文件未列出，见 summary.xlsx。", "\(count) more files are not shown here; see summary.xlsx."))</p>\n"
  }

  private func totals(_ account: IntakeAccount) -> String {
    let counts = [
      (say("文件", "files"), account.files), (say("接受", "accepted"), account.accepted),
      (say("其中有改动", "with changes"), account.changed), (say("待核", "for review"), account.review),
      (say("退回", "refused"), account.refused), (say("记录", "records"), account.records),
    ]
    let cells = counts.map { "<div><b>\($0.1)</b><span>\(escaped($0.0))</span></div>" }.joined()
    return "<div class=\"totals\">\(cells)</div>\n"
  }

  // MARK: One file

  private func section(_ answer: FileAnswer, _ pictures: inout PictureAllowance) -> String {
    var text = "<section><h3>\(escaped(answer.file))</h3>\n<p class=\"what\">"
    let facts = [
      answer.title, answer.version.map { say("第 \($0) 版", "version \($0)") },
      answer.key.map { say("编号 \($0)", "key \($0)") }, answer.batch.map { say("批次 \($0)", "batch \($0)") },
      answer.time.map { say("时间 \($0)", "time \($0)") }, "review/\(answer.stem)",
    ]
    text += facts.compactMap { $0.map(escaped) }.joined(separator: " · ") + "</p>\n<ul>"
    for remark in answer.remarks where remark.isError { text += item(remark) }
    for remark in answer.remarks where remark.severity == Finding.Severity.warning.rawValue { text += item(remark) }
    text += "</ul>\n"
    if !answer.doubts.isEmpty { text += doubts(answer, &pictures) }
    if !answer.signatures.filter({ $0.verdict != "unsigned" }).isEmpty { text += signatures(answer) }
    let changes = answer.papers.flatMap(\.changes).prefix(Self.mostValues)
    if !changes.isEmpty {
      text += table(
        [say("改动的框", "changed box"), say("签发时", "as issued"), say("交回", "as returned")],
        changes.map { row([$0.label, $0.issued, $0.returned]) }.joined())
    }
    let values = answer.papers.filter { $0.record == nil }.flatMap(\.values).prefix(Self.mostValues)
    if !values.isEmpty {
      text += table(
        [say("框", "box"), say("交回的内容", "as returned")], values.map { row([$0.label, $0.text]) }.joined())
    }
    return text + "</section>\n"
  }

  private func item(_ remark: FileAnswer.Remark) -> String {
    let page = remark.page.map { say("第 \($0) 页 ", "page \($0) ") } ?? ""
    let field = remark.field.map { "<code>\(escaped($0))</code> " } ?? ""
    let hint = remark.hint.map { "<br><span class=\"hint\">→ \(escaped($0.phrase.text(in: language)))</span>" } ?? ""
    return "<li class=\"\(remark.isError ? "error" : "warning")\">\(escaped(page))\(field)"
      + "\(escaped(remark.message.phrase.text(in: language))) <code>\(escaped(remark.code))</code>\(hint)</li>"
  }

  private func doubts(_ answer: FileAnswer, _ pictures: inout PictureAllowance) -> String {
    var rows = ""
    for doubt in answer.doubts.prefix(Self.mostValues) {
      let texts = [doubt.label, doubt.issued, doubt.stored, doubt.state, doubt.drawn]
      let cells = texts.map { "<td>\($0.map(escaped) ?? "—")</td>" }.joined()
      rows += "<tr>\(cells)<td>\(picture(doubt, of: answer, &pictures))</td></tr>"
    }
    return table(
      [
        say("存疑的框", "doubtful box"), say("签发时", "issued"), say("存储的值", "stored"), say("按钮状态", "state"),
        say("显示的内容", "drawn"), say("图", "picture"),
      ], rows)
  }

  private func picture(_ doubt: FileAnswer.Doubt, of answer: FileAnswer, _ pictures: inout PictureAllowance) -> String {
    guard let name = doubt.picture,
      let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/review/\(answer.stem)/\(name)")),
      pictures.take(data.count)
    else { return "" }
    return "<img alt=\"\(escaped(doubt.label))\" src=\"data:image/png;base64,\(data.base64EncodedString())\">"
  }

  private func signatures(_ answer: FileAnswer) -> String {
    let rows = answer.signatures.filter { $0.verdict != "unsigned" }.map { signature in
      let words = (signature.reasons + signature.changes).map { $0.phrase.text(in: language) }
      return row([
        signature.field, signature.verdict, signature.signer ?? "", signature.time ?? "", words.joined(separator: " "),
      ])
    }
    return table(
      [
        say("签名", "signature"), say("结论", "verdict"), say("签名人", "signer"), say("时间", "time"),
        say("理由", "reasons"),
      ], rows.joined())
  }

  // MARK: Parts

  private func say(_ chinese: String, _ english: String) -> String { Phrase(chinese, english).text(in: language) }

  private func row(_ texts: [String]) -> String {
    "<tr>" + texts.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>\n"
  }

  private func table(_ headings: [String], _ rows: String) -> String {
    "<table><thead><tr>\(headings.map { "<th>\(escaped($0))</th>" }.joined())</tr></thead><tbody>\(rows)</tbody></table>\n"
  }

  private func escaped(_ text: String) -> String { escapedHTML(shown(String(text.prefix(2_000)))) }

  private static let style = """
    body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#222;max-width:1080px;margin:2em auto;padding:0 1em}
    h1{font-size:1.5em;margin:0}h2{font-size:1.2em;border-bottom:2px solid #357;padding-bottom:.2em;margin-top:2em}
    h3{font-size:1em;margin:0;overflow-wrap:anywhere}.what{color:#666;margin:.2em 0;overflow-wrap:anywhere}
    .note{background:#fff6d8;border:1px solid #e8d68a;padding:.4em .8em}
    .totals{display:flex;flex-wrap:wrap;gap:1em}.totals div{border:1px solid #ccd;border-radius:4px;padding:.3em 1.2em;text-align:center}
    .totals b{display:block;font-size:1.6em}.totals span{color:#666}
    section{border:1px solid #ccd;border-radius:4px;padding:.8em 1em;margin:1em 0;break-inside:avoid-page}
    table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{border:1px solid #ccd;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
    th{background:#eef2f8;font-weight:600}ul{margin:.4em 0;padding-left:1.2em}.error{color:#a00}.warning{color:#850}
    .hint{color:#444}code{font-size:.85em;color:#666}img{max-width:320px;max-height:120px;border:1px solid #ccd}
    @media print{body{margin:0;font-size:11px;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
    """
}

/// What pictures may still take of the page.
private struct PictureAllowance {
  private var bytes: Int
  private(set) var isSpent = false

  init(bytes: Int) { self.bytes = bytes }

  mutating func take(_ count: Int) -> Bool {
    bytes -= count
    isSpent = bytes < 0
    return !isSpent
  }
}
