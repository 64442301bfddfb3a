// The room MailParts: the files that an e-mail carries (RFC 5322, RFC 2045 to 2047, RFC 2231).
//
// Plain Swift over the bytes of the mail, without recursion and with every count capped: mail libraries are large, and their converters
// would load tables from disk inside the reader process. Only the reader process uses it.

/// A file that a mail carries.
package struct MailFile: Sendable, Equatable {
  /// As the mail names it: unchecked, never to be used as a path. `nil` when it has no name.
  package var name: String?
  /// The media type in lower case, such as `application/pdf`.
  package var type: String
  package var bytes: [UInt8]
}

/// The files of an e-mail. What it says in words, its subject and its text, is no data and is passed over.
package struct MailMessage: Sendable {
  /// In the order in which they stand, those of forwarded mails among them.
  package private(set) var files: [MailFile] = []
  /// Whether parts were left out because they are nested too deeply.
  package private(set) var isTooDeep = false
  /// Whether parts were left out because they are too many.
  package private(set) var isTooMuch = false
  /// Whether some file is not in the encoding that the mail says.
  package private(set) var isDamaged = false

  private static let mostParts = 10_000
  private static let deepest = 20
  /// Pictures up to this size that the text shows are logos and smileys, not something handed in.
  private static let largestDecoration = 64 << 10

  private struct Entity {
    var range: Range<Int>
    var depth: Int
    /// What a part is that does not say (RFC 2046, 5.1.5).
    var defaultType = "text/plain"
  }

  package init(untrustedBytes bytes: [UInt8]) {
    var waiting = [Entity(range: Self.beginning(of: bytes)..<bytes.count, depth: 0)]
    var count = 0
    while let entity = waiting.popLast() {
      count += 1
      guard count <= Self.mostParts else {
        isTooMuch = true
        return
      }
      let header = MailHeader(bytes, in: entity.range, defaultType: entity.defaultType)
      waiting += kids(of: entity, header, in: bytes).reversed()
    }
  }

  /// Blank lines, a mark of UTF-8, and the line that mailboxes put before each mail are no part of it.
  private static func beginning(of bytes: [UInt8]) -> Int {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    guard bytes[start...].starts(with: Array("From ".utf8)) else { return start }
    return bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }

  /// The entities inside this one; a file is taken and has none.
  private mutating func kids(of entity: Entity, _ header: MailHeader, in bytes: [UInt8]) -> [Entity] {
    let body = header.end..<entity.range.upperBound
    let isDigest = header.type == "multipart/digest"
    if header.type.hasPrefix("multipart/"), let boundary = header.boundary {
      guard entity.depth < Self.deepest else {
        isTooDeep = true
        return []
      }
      let parts = split(bytes, body, at: boundary, atMost: Self.mostParts + 1)
      return parts.map {
        Entity(range: $0, depth: entity.depth + 1, defaultType: isDigest ? "message/rfc822" : "text/plain")
      }
    }
    if header.type == "message/rfc822", header.encoding.isPlain {
      guard entity.depth < Self.deepest else {
        isTooDeep = true
        return []
      }
      return [Entity(range: body, depth: entity.depth + 1)]
    }
    take(bytes[body], header)
    return []
  }

  private mutating func take(_ body: ArraySlice<UInt8>, _ header: MailHeader) {
    guard header.isFile else { return }
    let decoded = header.encoding.decode(body)
    if decoded.isDamaged { isDamaged = true }
    if header.isShownInText, decoded.bytes.count <= Self.largestDecoration { return }
    // An empty file is one; a part without a name and content is nothing.
    if decoded.bytes.isEmpty, header.fileName == nil { return }
    files.append(MailFile(name: header.fileName, type: header.type, bytes: decoded.bytes))
  }
}

/// The parts of a multipart body: what stands between its boundary's lines (RFC 2046, 5.1.1). A last part that nothing ends counts.
private func split(_ bytes: [UInt8], _ body: Range<Int>, at boundary: [UInt8], atMost limit: Int) -> [Range<Int>] {
  var parts: [Range<Int>] = []
  var start: Int?
  var line = body.lowerBound
  bytes.withUnsafeBufferPointer { bytes in
    while line < body.upperBound, parts.count < limit {
      let end = bytes[line..<body.upperBound].firstIndex(of: 0x0A) ?? body.upperBound
      let next = min(end + 1, body.upperBound)
      if let isLast = boundaryLine(bytes[line..<end], boundary) {
        // The line end before the boundary belongs to it.
        if let start { parts.append(start..<max(start, contentEnd(bytes, line, after: start))) }
        start = isLast ? nil : next
        if isLast { return }
      }
      line = next
    }
  }
  if let start, parts.count < limit { parts.append(start..<body.upperBound) }
  return parts
}

private func contentEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int, after start: Int) -> Int {
  var end = line
  if end > start, bytes[end - 1] == 0x0A { end -= 1 }
  if end > start, bytes[end - 1] == 0x0D { end -= 1 }
  return end
}

/// - Returns: `nil` for any other line; whether it is the last boundary.
private func boundaryLine(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ boundary: [UInt8]) -> Bool? {
  let dashes = [UInt8](repeating: UInt8(ascii: "-"), count: 2)
  guard line.count >= boundary.count + 2, line.starts(with: dashes), line.dropFirst(2).starts(with: boundary) else {
    return nil
  }
  var rest = line.dropFirst(2 + boundary.count)
  let isLast = rest.starts(with: dashes)
  if isLast { rest = rest.dropFirst(2) }
  return rest.allSatisfy { [0x09, 0x0D, 0x20].contains($0) } ? isLast : nil
}
