/// What stands in a box that is ticked or not.
enum Mark: Sendable, Hashable {
  case on
  case off
  /// A cross: in lists it means no, on some forms it strikes out what does not apply, in a box it may be a tick.
  case cross

  /// `nil` for anything that is no mark.
  init?(_ text: String) {
    switch text.lowercased() {
    case "√", "✓", "✔", "☑", "✅", "■", "●", "◼", "⬛", "◉", "🗹", "▇", "█", "是", "有", "y", "yes", "1", "true", "on", "v",
      "对", "已选",
      "ok", "享受", "属于", "参加", "已参加", "\u{F0FE}", "\u{F052}":
      self = .on
    case "", "□", "☐", "○", "◯", "◻", "⬜", "▢", "否", "无", "不是", "没有", "n", "no", "0", "false", "off", "/", "-", "—",
      "未参加", "不享受",
      "\u{F0A8}", "\u{F06F}":
      self = .off
    case "×", "✗", "✘", "x", "☒", "☓", "✕", "✖", "╳":
      self = .cross
    default:
      return nil
    }
  }

  /// The mark that a scalar beside a word is, in cells that copy a form's boxes: `☑劳模 □残疾`.
  init?(box scalar: Unicode.Scalar) {
    switch scalar {
    case "√", "✓", "✔", "☑", "■", "●", "◼", "◉", "✅", "\u{F0FE}", "\u{F052}": self = .on
    case "□", "☐", "○", "◯", "◻", "▢", "\u{F0A8}", "\u{F06F}": self = .off
    case "☒", "✗", "✘", "×": self = .cross
    default: return nil
    }
  }
}
