import Diagnostics

/// A JSON value that keeps what Foundation's parser throws away: the digits of numbers as written (an 18-digit ID does
/// not fit a double), every member of an object in order, repeated keys too, and the line of each.
indirect enum JSONValue {
  struct Member {
    var key: String
    var value: JSONValue
    var line: Int
  }

  case string(String)
  case number(String)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([Member])
}

/// A strict parser (RFC 8259) over bytes that come in pieces. Ours, because no library at hand reads JSON as a stream and
/// keeps what `JSONValue` keeps.
final class JSONParser {
  /// What one record may hold; a list of any length is read record by record.
  private static let deepest = 32
  private static let longestString = 1 << 20
  private static let mostValues = 100_000

  private let file: String
  private let source: Pieces
  private let decoder: TextDecoder
  private var piece: [UInt8] = []
  private var position = 0
  private var hasEnded = false
  private var values = 0
  private(set) var line = 1

  init(_ source: @escaping Pieces, _ encoding: TextEncoding, file: String) {
    self.source = source
    self.file = file
    decoder = TextDecoder(encoding)
  }

  /// The next byte that is no blank, not taken; `nil` at the end.
  func peekToken() throws(Refusal) -> UInt8? {
    while let byte = try peek() {
      guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
      advance()
    }
    return nil
  }

  /// Takes a byte if it comes next, after blanks.
  func take(_ byte: UInt8) throws(Refusal) -> Bool {
    guard try peekToken() == byte else { return false }
    advance()
    return true
  }

  func expect(_ byte: UInt8) throws(Refusal) {
    guard try take(byte) else {
      let sign = String(Unicode.Scalar(byte))
      throw malformed("这里应为 \(sign)", "a \(sign) is missing here")
    }
  }

  func malformed(_ chinese: String, _ english: String) -> Refusal {
    Refusal(
      Finding(
        .error, .jsonMalformed, at: Place(file: file, line: line),
        Phrase("JSON 语法错误：\(chinese)", "JSON syntax error: \(english)")))
  }

  /// One whole value.
  func value() throws(Refusal) -> JSONValue {
    values = 0
    return try value(depth: 0)
  }

  private func value(depth: Int) throws(Refusal) -> JSONValue {
    values += 1
    guard depth < Self.deepest, values < Self.mostValues else {
      throw malformed("嵌套过深或内容过多", "nested too deeply or too much in one record")
    }
    guard let byte = try peekToken() else { throw malformed("文件不完整", "the file ends too early") }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private func object(depth: Int) throws(Refusal) -> JSONValue {
    try expect(UInt8(ascii: "{"))
    var members: [JSONValue.Member] = []
    if try take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      let (key, at) = try self.key()
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1), line: at))
    } while try take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
    return .object(members)
  }

  /// A key with its colon, and its line.
  func key() throws(Refusal) -> (String, Int) {
    guard try peekToken() == UInt8(ascii: "\"") else {
      throw malformed("键应写在双引号里", "a key in double quotes is missing")
    }
    let at = line
    let key = try string()
    try expect(UInt8(ascii: ":"))
    return (key, at)
  }

  private func array(depth: Int) throws(Refusal) -> JSONValue {
    try expect(UInt8(ascii: "["))
    var items: [JSONValue] = []
    if try take(UInt8(ascii: "]")) { return .array([]) }
    repeat { items.append(try value(depth: depth + 1)) } while try take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    return .array(items)
  }

  private func string() throws(Refusal) -> String {
    advance()
    var bytes: [UInt8] = []
    while let byte = try peek() {
      advance()
      switch byte {
      case UInt8(ascii: "\""):
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"): bytes += try escape().utf8
      case 0..<0x20: throw malformed("字符串里有控制字符或换行", "a control character or line break stands in a string")
      default: bytes.append(byte)
      }
      guard bytes.count <= Self.longestString else { throw malformed("字符串过长", "a string is too long") }
    }
    throw malformed("字符串没有结束", "a string is never closed")
  }

  private func escape() throws(Refusal) -> String {
    guard let byte = try peek() else { throw malformed("文件不完整", "the file ends too early") }
    advance()
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(Unicode.Scalar(byte))
    case UInt8(ascii: "u"): return String(try unicodeEscape())
    default: throw malformed("不认识的转义", "an unknown escape")
    }
  }

  private func unicodeEscape() throws(Refusal) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    guard UTF16.isLeadSurrogate(first), try peek() == UInt8(ascii: "\\") else { throw halfPair() }
    advance()
    guard try peek() == UInt8(ascii: "u") else { throw halfPair() }
    advance()
    let second = try hexadecimal()
    guard UTF16.isTrailSurrogate(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    else { throw halfPair() }
    return scalar
  }

  private func halfPair() -> Refusal { malformed("\\u 转义只有半个字符", "half a surrogate pair") }

  private func hexadecimal() throws(Refusal) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("\\u 后面应有四位十六进制数", "four hexadecimal digits are missing after \\u")
      }
      advance()
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  private func number() throws(Refusal) -> JSONValue {
    let text = try run { "+-.eE0123456789".utf8.contains($0) }
    let digits = text.drop { $0 == "-" }
    let isPlain =
      digits.first != "0" || digits.count == 1 || digits.dropFirst().first.map { ".eE".contains($0) } == true
    let last = text.last ?? "."
    guard isPlain, last.isNumber, !text.contains(".e"), !text.contains(".E"), Double(text)?.isFinite == true else {
      throw malformed("数字写法有误", "a number is not well written")
    }
    return .number(text)
  }

  private func word() throws(Refusal) -> JSONValue {
    switch try run({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: throw malformed("不认识的内容", "something here is no JSON value")
    }
  }

  private func run(_ belongs: (UInt8) -> Bool) throws(Refusal) -> String {
    var bytes: [UInt8] = []
    while let byte = try peek(), belongs(byte), bytes.count < 400 {
      bytes.append(byte)
      advance()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Bytes

  /// Lends the bytes at hand, for reading what is plain in them at once.
  func withRest<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    piece.withUnsafeBufferPointer { body($0.part(position..<$0.count)) }
  }

  /// Passes over bytes that were read so.
  func skip(_ count: Int, lines: Int) {
    position += count
    line += lines
  }

  /// Joins what is left with the next piece.
  ///
  /// - Returns: Whether there is more now; what is left of an entry that is too long to be plain is not added to.
  func refill() throws(Refusal) -> Bool {
    let rest = Array(piece[position...])
    guard rest.count < Self.longestString else { return false }
    position = piece.count
    guard try peek() != nil else {
      (piece, position) = (rest, 0)
      return false
    }
    piece = rest + piece
    return true
  }

  private func peek() throws(Refusal) -> UInt8? {
    while position == piece.count, !hasEnded {
      position = 0
      let raw = try source()
      hasEnded = raw == nil
      do throws(TextDecoder.Malformed) {
        piece = try raw.map { (raw) throws(TextDecoder.Malformed) -> [UInt8] in try decoder.decode(raw) } ?? []
        if hasEnded { try decoder.finish() }
      } catch {
        throw malformed("文字编码有误", "the text is not validly encoded")
      }
    }
    return position < piece.count ? piece[position] : nil
  }

  private func advance() {
    if piece[position] == 0x0A { line += 1 }
    position += 1
  }
}
