import FormDrafting
import Foundation
import ReaderProtocol
import Records
import Templates

/// The pages of a foreign form with what each of its boxes was taken for, for the person who sees the binding through.
///
/// One file without scripts or anything from elsewhere.
struct BindingPreview {
  let draft: BindingDraft
  let pages: [DraftPage]
  let dictionary: FieldDictionary
  /// PNG, by the number of its page.
  let pictures: [Int: [UInt8]]

  /// More pages no form of one paper has.
  static let mostPages = 20

  func file(title: String) -> [UInt8] {
    var page = """
      <!DOCTYPE html>
      <html lang="zh-CN"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(escapedHTML(title))</title><style>\(Self.style)</style></head><body>
      <h1>\(escapedHTML(title))</h1>
      <p>绿：已猜出，请核对 guessed · 红：待定 open · 灰：不取 ignored</p>

      """
    for shown in pages.prefix(Self.mostPages) { page += section(shown) }
    return Array((page + "</body></html>\n").utf8)
  }

  private func section(_ page: DraftPage) -> String {
    let picture = pictures[page.number].map {
      "<img alt=\"\" src=\"data:image/png;base64,\(Data($0).base64EncodedString())\">"
    }
    let boxes = Array(draft.boxes.filter { $0.box.page == page.number }.enumerated())
    return """
      <h2>第 \(page.number) 页</h2>
      <div class="page" style="width:\(Int(page.width))pt;height:\(Int(page.height))pt">\(picture ?? "")\
      \(boxes.compactMap { box(of: $1, number: $0 + 1, on: page) }.joined())</div>
      <table><tr><th>序号<th>框名 box<th>猜成 taken for<th>根据 because of</tr>
      \(boxes.map { row(of: $1, number: $0 + 1) }.joined(separator: "\n"))
      </table>

      """
  }

  /// Its number and what it was taken for, where it stands: what does not fit is in the table.
  private func box(of drafted: BindingDraft.Box, number: Int, on page: DraftPage) -> String? {
    guard let area = drafted.box.rectangle.flatMap({ page.frame.shown($0) }) else { return nil }
    let (kind, words) = meaning(of: drafted.box.use)
    let numbers = [area.minX, area.minY, area.maxX - area.minX, area.maxY - area.minY].map { Int($0.rounded()) }
    return """
      <div class="\(kind)" title="\(escapedHTML(words))" style="left:\(numbers[0])pt;top:\(numbers[1])pt;\
      width:\(numbers[2])pt;height:\(numbers[3])pt"><b>\(number)</b> \(escapedHTML(words))</div>
      """
  }

  private func row(of drafted: BindingDraft.Box, number: Int) -> String {
    let (kind, words) = meaning(of: drafted.box.use)
    let cells = [drafted.box.name, words, drafted.reasons.joined(separator: "　")].map { "<td>\(escapedHTML($0))" }
    return "<tr class=\"\(kind)\"><td>\(number)\(cells.joined())</tr>"
  }

  private func meaning(of use: ForeignBinding.Use) -> (kind: String, words: String) {
    switch use {
    case .open: return ("open", "？")
    case .ignored: return ("ignored", "—")
    case .field(let target):
      let label = dictionary[target.key.name]?.label.chinese ?? target.key.name.rawValue
      let rest = [
        words(ofPart: target.key), target.entry.map { "第 \($0.ordinal) 条" }, target.piece.map { "第 \($0) 格" },
        target.word,
      ]
      return ("guessed", ([label] + rest.compactMap(\.self)).joined(separator: " "))
    }
  }

  /// What people call the part of a field; `nil` for the whole.
  private func words(ofPart key: FieldKey) -> String? {
    guard let part = key.part else { return nil }
    let option = dictionary.options(of: key.name)?.options.first { $0.code == part.rawValue }
    return Self.partWords[part] ?? option?.label ?? part.rawValue
  }

  private static let partWords: [FieldPart: String] = [
    .year: "年", .month: "月", .day: "日", .city: "市县", .street: "街道", .community: "社区", .number: "门牌",
  ]

  private static let style = """
    body{font-family:sans-serif;margin:1em}.page{position:relative;border:1px solid #888;margin-bottom:2em}
    .page img{position:absolute;left:0;top:0;width:100%;height:100%;opacity:.6}
    .page div{position:absolute;box-sizing:border-box;font-size:6.5pt;line-height:1.1;overflow:hidden;border:1px solid}
    .page div:hover{overflow:visible;z-index:1;background:#fff}
    .guessed{border-color:#080;background:#0802;color:#050}.open{border-color:#c00;background:#c002;color:#900}
    .ignored{border-color:#777;background:#7772;color:#444}
    table{border-collapse:collapse;font-size:10pt;margin-bottom:3em}th,td{border:1px solid #888;padding:2pt 6pt;text-align:left}
    """
}
