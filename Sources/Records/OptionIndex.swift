/// An option list ready for looking words up.
struct OptionIndex: Sendable {
  /// Marks between the words of a cell with several options.
  static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "、", ",", "，", ";", "；", "/", "／", "|", "｜", " ", "\u{3000}", "+", "＋": true
    default: false
    }
  }
}
