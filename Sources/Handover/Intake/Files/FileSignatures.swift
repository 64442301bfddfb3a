import RecordReading
import Records
import XMLTrees

/// Files that are told by their first bytes.
enum BinarySignature {
  static func kind(of head: ArraySlice<UInt8>) -> FileKind? {
    for (bytes, kind) in starts where head.starts(with: bytes) { return kind }
    if head.starts(with: text("RIFF")), head.dropFirst(8).starts(with: text("WEBP")) { return .image("WebP") }
    if head.dropFirst(4).starts(with: text("ftyp")) {
      let brand = String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self)
      return ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif"].contains(brand) ? .image("HEIC") : nil
    }
    // Of a bitmap the four bytes after its length are zero.
    if head.starts(with: text("BM")), head.count > 26, head.dropFirst(6).prefix(4).allSatisfy({ $0 == 0 }) {
      return .image("BMP")
    }
    return nil
  }

  private static let starts: [([UInt8], FileKind)] = [
    ([0xFF, 0xD8, 0xFF], .image("JPEG")),
    ([0x89] + text("PNG\r\n"), .image("PNG")),
    (text("GIF87a"), .image("GIF")), (text("GIF89a"), .image("GIF")),
    (text("II*") + [0], .image("TIFF")), (text("MM") + [0] + text("*"), .image("TIFF")),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .office("DOC/XLS/WPS")),
    (text("{\\rtf"), .office("RTF")),
    (text("7z") + [0xBC, 0xAF, 0x27, 0x1C], .archive("7Z")),
    (text("Rar!") + [0x1A, 0x07], .archive("RAR")),
    // What Outlook packs attachments into for those who do not have it.
    ([0x78, 0x9F, 0x3E, 0x22], .office("winmail.dat")),
    ([0x1F, 0x8B], .archive("GZ")), (text("BZh"), .archive("BZ2")),
    ([0xFD] + text("7zXZ") + [0], .archive("XZ")),
    ([0x28, 0xB5, 0x2F, 0xFD], .archive("ZSTD")),
  ]

  private static func text(_ word: String) -> [UInt8] { Array(word.utf8) }
}

/// Whether a file is an e-mail: it begins with a block of header fields (RFC 5322, 2.2) as only mail has them.
enum MailSignature {
  private static let ofMail: Set<String> = [
    "received", "from", "to", "cc", "subject", "message-id", "mime-version", "return-path", "delivered-to", "reply-to",
    "sender", "dkim-signature", "x-mailer", "x-originating-ip", "x-qq-mid", "in-reply-to", "references",
  ]

  static func isMail(_ head: ArraySlice<UInt8>) -> Bool {
    var names: Set<String> = []
    var isFirst = true
    for line in head.dropFirst(head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.isEmpty {
        if names.isEmpty { continue }
        break
      }
      defer { isFirst = false }
      // A line that goes on, or the line that mailboxes put before each mail.
      if !isFirst, line.first == 0x20 || line.first == 0x09 { continue }
      if isFirst, line.starts(with: Array("From ".utf8)) { continue }
      guard let name = fieldName(line) else { break }
      names.insert(name)
    }
    return names.intersection(ofMail).count >= 2
  }

  private static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.prefix(80).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = line[..<colon].reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
    guard !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return String(decoding: name, as: UTF8.self).lowercased()
  }
}

/// What an XML file is, by its root element.
enum XMLSignature {
  /// - Returns: `nil` for what does not begin like XML.
  static func kind(of head: ArraySlice<UInt8>) -> FileKind? {
    guard let first = head.first(where: { !ignorable.contains($0) }), first == UInt8(ascii: "<") else { return nil }
    let start = head.firstIndex { ![0x09, 0x0A, 0x0D, 0x20].contains($0) } ?? head.startIndex
    var isRead = false
    let reader = XMLPullReader {
      defer { isRead = true }
      return isRead ? nil : Array(head[start...])
    }
    if (try? reader.next()) == .start { return kind(name: reader.name, namespace: reader.namespace ?? "") }
    return refusedKind(head)
  }

  private static let ignorable: Set<UInt8> = [0, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]

  private static func kind(name: String, namespace: String) -> FileKind {
    if let form = FormName(untrustedNamespace: namespace) { return .formXML(form) }
    if namespace.hasPrefix("urn:handover:records:") { return .recordListXML }
    switch name {
    case "xfdf": return .xfdf
    case "xdp": return .xdp
    default: return .xml
    }
  }

  /// Of a file that is refused before its root, as one with a DOCTYPE is: its reader says why.
  private static func refusedKind(_ head: ArraySlice<UInt8>) -> FileKind? {
    let text = String(decoding: head.filter { $0 != 0 }, as: UTF8.self)
    if text.contains("<xfdf") { return .xfdf }
    if text.contains("<xdp:xdp") || text.contains("<xdp ") { return .xdp }
    return text.drop { $0 != "<" }.dropFirst().first.map { $0.isLetter || "?!".contains($0) } == true ? .xml : nil
  }
}
