import Diagnostics
import ReaderProtocol
import Templates
import XMLTrees

extension BindingDraft {
  /// Lists what could run, send or fetch, each text once with the places where it hangs, and says in words what it is.
  func writeActive(to writer: inout XMLWriter) throws(Refusal) {
    guard !active.isEmpty else { return }
    writer.comment(
      "本表含以下活动内容，从不执行；read 只收内容不超出此表的文件，不认可的请删去。Active content, never run: a file that holds more is refused")
    writer.lineBreak()
    var order: [Text] = []
    var places: [Text: [ActiveItem]] = [:]
    for item in active {
      let text = Text(kind: item.kind, digest: item.digest)
      if places[text] == nil { order.append(text) }
      places[text, default: []].append(item)
    }
    for text in order { try write(text, at: places[text] ?? [], to: &writer) }
  }

  private struct Text: Hashable {
    var kind: String
    var digest: String?
  }

  private func write(_ text: Text, at items: [ActiveItem], to writer: inout XMLWriter) throws(Refusal) {
    guard let first = items.first else { return }
    let named = items.filter { ($0.place + $0.event).unicodeScalars.allSatisfy(\.isLegalInXML) }
    writer.comment("\(ActiveWords.kind(first))：\(first.excerpt)")
    writer.lineBreak()
    guard let digest = text.digest, !named.isEmpty else {
      writer.comment("无法列入，含此内容的文件会被拒收 cannot be listed; files that hold it are refused")
      return writer.lineBreak()
    }
    try writer.start("active", ["kind": text.kind, "sha256": digest])
    for item in named {
      writer.lineBreak()
      writer.comment(ActiveWords.event(item))
      try writer.element("at", attributes(of: item))
    }
    writer.end()
    writer.lineBreak()
  }

  private func attributes(of item: ActiveItem) -> KeyValuePairs<String, String> {
    item.event.isEmpty ? ["place": item.place] : ["place": item.place, "event": item.event]
  }
}

/// What active content is, in words for the person who sees a binding through.
enum ActiveWords {
  static func kind(_ item: ActiveItem) -> String {
    switch item.kind {
    case "JavaScript": script(item.excerpt)
    case "SubmitForm": "提交按钮 sends the form to"
    case "ImportData": "导入数据 imports data from"
    case "Launch": "启动程序 starts a program"
    case "GoToR", "GoToE": "打开别的文件 opens another file"
    case "URI": "自动打开网址 opens an address by itself"
    case "EmbeddedProgram": "内嵌程序 carries a program"
    case "RichMedia": "多媒体 rich media"
    default: item.kind
    }
  }

  /// Acrobat's own functions by what they do; what else is in a script, a person must read.
  private static func script(_ text: String) -> String {
    let known = [
      ("AFNumber", "数字格式 number format"), ("AFPercent", "百分比格式 percent format"), ("AFDate", "日期格式 date format"),
      ("AFTime", "时间格式 time format"), ("AFSpecial", "号码格式 format of numbers"), ("AFSimple", "简单计算 calculation"),
      ("AFRange", "取值范围 range of values"),
    ]
    let found = known.first { text.trimmingPrefix(while: \.isWhitespace).hasPrefix($0.0) }
    return "脚本 script：\(found?.1 ?? "自编 of its author's own")"
  }

  static func event(_ item: ActiveItem) -> String {
    let events = [
      "K": "输入时 on a key", "F": "显示前 before it is shown", "V": "校验时 when it is checked",
      "C": "计算时 when it is calculated",
      "E": "移入时 pointer enters", "X": "移出时 pointer leaves", "D": "按下时 button down", "U": "松开时 button up",
      "Fo": "获得焦点 focus", "Bl": "失去焦点 focus lost", "O": "翻到此页 page opened", "WC": "关闭前 before closing",
      "WS": "保存前 before saving", "DS": "保存后 after saving", "WP": "打印前 before printing", "DP": "打印后 after printing",
    ]
    switch item.place {
    case "document script", "OpenAction": return "打开文件时 when the file is opened"
    default: return item.event.isEmpty ? "点击时 on a click" : events[item.event] ?? item.event
    }
  }
}
