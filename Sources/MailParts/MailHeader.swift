/// The header of a mail or of one of its parts: what says what the part is.
struct MailHeader {
  /// In lower case.
  private(set) var type: String
  private(set) var encoding = TransferEncoding.plain
  /// Between its parts, of a multipart.
  private(set) var boundary: [UInt8]?
  private(set) var fileName: String?
  /// Where the body begins.
  private(set) var end: Int
  private var disposition = ""
  private var hasContentID = false

  private static let longest = 1 << 20
  private static let mostFields = 2000

  init(_ bytes: [UInt8], in range: Range<Int>, defaultType: String) {
    type = defaultType
    end = range.lowerBound
    var dispositionName: String?
    var typeName: String?
    var fields = 0
    while let field = Self.nextField(bytes, &end, range) {
      fields += 1
      guard fields <= Self.mostFields, let colon = field.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let content = Array(field[(colon + 1)...])
      switch String(decoding: field[..<colon], as: UTF8.self).lowercased().filter({ $0 != " " && $0 != "\t" }) {
      case "content-type":
        let value = StructuredField(content)
        if !value.word.isEmpty { type = value.word }
        boundary = value.raw("boundary").flatMap { (1...200).contains($0.count) ? $0 : nil }
        typeName = value.text("name")
      case "content-disposition":
        let value = StructuredField(content)
        disposition = value.word
        dispositionName = value.text("filename")
      case "content-transfer-encoding": encoding = TransferEncoding(StructuredField(content).word)
      case "content-id": hasContentID = true
      default: break
      }
    }
    fileName = (dispositionName ?? typeName).map { String($0.prefix(1000)) }
  }

  /// The next field, its lines joined; `nil` at the end of the header, which is passed over.
  private static func nextField(_ bytes: [UInt8], _ position: inout Int, _ range: Range<Int>) -> [UInt8]? {
    var field: [UInt8] = []
    while position < range.upperBound, position - range.lowerBound < longest {
      let lineEnd = bytes[position..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      let next = min(lineEnd + 1, range.upperBound)
      var line = bytes[position..<lineEnd]
      if line.last == 0x0D { line = line.dropLast() }
      let goesOn = line.first == 0x20 || line.first == 0x09
      if line.isEmpty {
        if field.isEmpty { position = next }
        break
      }
      if !field.isEmpty, !goesOn { break }
      field += line
      position = next
    }
    return field.isEmpty ? nil : field
  }

  /// Whether the part is something handed in, and not the mail's own words or what proves or reports the mail.
  var isFile: Bool {
    if disposition == "attachment" || fileName != nil { return !isOfMail }
    return !type.hasPrefix("text/") && !type.hasPrefix("multipart/") && !isOfMail
  }

  private var isOfMail: Bool {
    [
      "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
      "message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "text/calendar",
    ].contains(type)
  }

  /// Whether the part is a picture that the mail's text shows.
  var isShownInText: Bool { type.hasPrefix("image/") && hasContentID && disposition != "attachment" }
}

/// A header field with parameters, such as `attachment; filename="a.pdf"` (RFC 2045, 5.1).
struct StructuredField {
  /// The word before the parameters, in lower case.
  private(set) var word = ""
  private var parameters: [(name: String, value: [UInt8])] = []

  init(_ content: [UInt8]) {
    var rest = content[...]
    word = String(decoding: Self.take(&rest, until: UInt8(ascii: ";")), as: UTF8.self).lowercased()
    while !rest.isEmpty, parameters.count < 500 {
      let part = Self.take(&rest, until: UInt8(ascii: ";"))
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: Self.trimmed(part[..<equals]), as: UTF8.self).lowercased()
      parameters.append((name, Self.unquoted(Self.trimmed(part[(equals + 1)...]))))
    }
  }

  /// A parameter's bytes as they stand.
  func raw(_ name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

  /// A parameter's text, in whichever of the ways that programs know: in pieces and with a charset (RFC 2231), as encoded words (which
  /// the standard forbids here and most programs write), or as bare bytes.
  func text(_ name: String) -> String? {
    if let value = raw(name + "*") { return Self.extended(value) }
    if let text = pieces(name) { return text }
    return raw(name).map { MailWords.decode($0) }
  }

  private func pieces(_ name: String) -> String? {
    var bytes: [UInt8] = []
    var charset = ""
    var number = 0
    while number < 500 {
      if let value = raw("\(name)*\(number)*") {
        var value = value[...]
        if number == 0 { charset = Self.takeCharset(&value) }
        bytes += Self.percentDecoded(value)
      } else if let value = raw("\(name)*\(number)") {
        bytes += value
      } else {
        break
      }
      number += 1
    }
    return number == 0 ? nil : charset.isEmpty ? MailWords.decode(bytes) : MailWords.text(bytes, charset)
  }

  /// `charset'language'percent-encoded`.
  private static func extended(_ value: [UInt8]) -> String {
    var value = value[...]
    let charset = takeCharset(&value)
    return MailWords.text(percentDecoded(value), charset)
  }

  private static func takeCharset(_ value: inout ArraySlice<UInt8>) -> String {
    let quote = UInt8(ascii: "'")
    guard let first = value.firstIndex(of: quote), let second = value[(first + 1)...].firstIndex(of: quote) else {
      return ""
    }
    defer { value = value[(second + 1)...] }
    return String(decoding: value[..<first], as: UTF8.self)
  }

  private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
      if value[index] == UInt8(ascii: "%"), index + 2 < value.endIndex,
        let high = hexDigit(value[index + 1]), let low = hexDigit(value[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(value[index])
        index += 1
      }
    }
    return bytes
  }

  /// Takes what stands before a separator that is not in quotes.
  private static func take(_ rest: inout ArraySlice<UInt8>, until separator: UInt8) -> ArraySlice<UInt8> {
    var isQuoted = false
    var isEscaped = false
    var end = rest.startIndex
    while end < rest.endIndex {
      let byte = rest[end]
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), isQuoted {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == separator, !isQuoted {
        break
      }
      end += 1
    }
    defer { rest = rest[min(end + 1, rest.endIndex)...] }
    return trimmed(rest[..<end])
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let blanks: Set<UInt8> = [0x09, 0x20, 0x0D, 0x0A]
    let start = bytes.drop { blanks.contains($0) }
    return start.lastIndex { !blanks.contains($0) }.map { start[...$0] } ?? []
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.first == UInt8(ascii: "\"") else { return Array(bytes) }
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in bytes.dropFirst() {
      if isEscaped {
        // A backslash that escapes nothing stands in bare paths and in two-byte characters of GBK.
        if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { plain.append(UInt8(ascii: "\\")) }
        plain.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        break
      } else {
        plain.append(byte)
      }
    }
    return plain
  }
}

func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
  default: nil
  }
}
