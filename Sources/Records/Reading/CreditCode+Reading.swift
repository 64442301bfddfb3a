import Diagnostics

/// Unified social credit codes, GB 32100-2015.
extension CreditCode {
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  private static let innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

  /// Reads a code; a check character that does not fit is an error.
  static func read(_ text: String, kind: RawValue.Kind, _ notes: inout Notes) -> CreditCode? {
    if case .number(let value) = kind, abs(value) >= 1e15 {
      notes.refuse(
        .digitsLost, "代码在表格里存成了数值，末几位已经丢失", "the code was stored as a numeric cell and lost its last digits",
        hint: Phrase("请把该列设为文本格式，再照营业执照重新录入", "format the column as text and enter the code again"))
      return nil
    }
    let code = plain(text)
    let values = code.utf8.map { byte in alphabet.firstIndex(of: byte) }
    guard values.count == 18, values.allSatisfy({ $0 != nil }) else {
      refuseShape(text, code, &notes)
      return nil
    }
    guard check(values.compactMap { $0 }) else {
      notes.refuse(
        .creditCodeCheck, "校验码不对（\(notes.shown(code))）", "the check character is wrong (\(notes.shown(code)))",
        hint: Phrase("请照营业执照逐位核对", "check every character against the licence"))
      return nil
    }
    if ExactText(code) != ExactText(text) {
      notes.fix(.creditCodeCleaned, "已去掉空格、连字符，或改为大写", "blanks and hyphens were removed, small letters made capital")
    }
    noteInner(Array(code.utf8), &notes)
    return CreditCode(code: code)
  }

  /// Whether this is a code as a licence shows it, both check characters right.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 18 else { return false }
    var values: [Int] = []
    values.reserveCapacity(18)
    for byte in text {
      guard let value = alphabet.firstIndex(of: byte) else { return false }
      values.append(value)
    }
    return check(values) && hasRightInner(Array(text))
  }

  private static func plain(_ text: String) -> String {
    text.foldedToASCII.removing { " -'`’‘".unicodeScalars.contains($0) }.uppercased()
  }

  /// A code from its first 17 characters, or from 16, to which the check character of the organisation code is added too: for
  /// samples and tests.
  ///
  /// - Returns: `nil` unless these are characters of the code's alphabet.
  package static func completing(_ start: String) -> String? {
    if start.utf8.count == 16 { return innerCheck(Array(start.utf8)).flatMap { completing(start + $0) } }
    let values = start.utf8.compactMap { alphabet.firstIndex(of: $0) }
    guard values.count == 17, start.utf8.count == 17 else { return nil }
    let check = (31 - zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } % 31) % 31
    return start + String(decoding: [alphabet[check]], as: UTF8.self)
  }

  private static func check(_ values: [Int]) -> Bool {
    (31 - zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } % 31) % 31 == values[17]
  }

  /// The organisation code at characters 9 to 17 (GB 11714) has a check character of its own.
  private static func hasRightInner(_ bytes: [UInt8]) -> Bool {
    innerCheck(bytes) == String(decoding: [bytes[16]], as: UTF8.self)
  }

  /// - Parameter bytes: At least the sixteen characters before it.
  private static func innerCheck(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 16 else { return nil }
    let inner = bytes[8..<16].map { Int($0) - ($0 < 0x3A ? 0x30 : 0x37) }
    let remainder = 11 - zip(inner, innerWeights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    return remainder == 10 ? "X" : remainder == 11 ? "0" : String(remainder)
  }

  private static func noteInner(_ bytes: [UInt8], _ notes: inout Notes) {
    guard !hasRightInner(bytes) else { return }
    notes.warn(
      .creditCodeCheck, "其中的组织机构代码校验码不对（\(notes.shown(String(decoding: bytes, as: UTF8.self)))）",
      "the organisation code inside has a wrong check character (\(notes.shown(String(decoding: bytes, as: UTF8.self))))",
      hint: Phrase("请照营业执照核对；确实无误则不用改", "check it against the licence; leave it if it is right"))
  }

  private static func refuseShape(_ text: String, _ code: String, _ notes: inout Notes) {
    let stray = code.unicodeScalars.first { "IOSVZ".unicodeScalars.contains($0) }
    let reason = stray.map { "，代码中不会有字母 \($0)" } ?? "，应为 18 位"
    let why = stray.map { ": it never holds the letter \($0)" } ?? ": it has 18 characters"
    notes.refuse(
      .creditCodeShape, "不是统一社会信用代码（\(notes.shown(text))）\(reason)",
      "this is no unified social credit code (\(notes.shown(text)))\(why)",
      hint: Phrase("请照营业执照填写 18 位代码", "give the 18 characters of the licence"))
  }
}
