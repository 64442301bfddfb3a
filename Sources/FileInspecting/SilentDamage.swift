private import PDFObjects

// Damage that readers pass over without a word, and with it over what was filled in.

/// Whether anything stands behind the end of a file but white space and comments: a revision whose saving or sending broke off, perhaps.
///
/// Readers pass over up to a thousand such bytes without a word, and with them over what was filled in.
private func hasTail(_ bytes: DocumentBytes) -> Bool {
  guard let last = lastIndex(of: "startxref", in: bytes[...]) else { return false }
  var index = skipSpace(bytes[...], last + "startxref".utf8.count)
  while index < bytes.endIndex, (0x30...0x39).contains(bytes[index]) { index += 1 }
  index = skipSpace(bytes[...], index)
  while index < bytes.endIndex, bytes[index] == UInt8(ascii: "%") {
    while index < bytes.endIndex, bytes[index] != 10, bytes[index] != 13 { index += 1 }
    index = skipSpace(bytes[...], index)
  }
  // A file of CP/M's and DOS's heirs may end with SUB.
  return bytes[index...].contains { $0 != 0x1A }
}

/// Whether eight zero bytes or more stand in a row outside of streams and of texts in parentheses: a piece that was lost on the way.
///
/// They count as white space (ISO 32000-1, 7.2.2), also in the midst of a text in hexadecimal digits.
private func hasHole(_ bytes: DocumentBytes) -> Bool {
  var position = 0
  var zeros = 0
  while position < bytes.endIndex {
    switch bytes[position] {
    case 0:
      zeros += 1
      position += 1
      continue
    case UInt8(ascii: "("): position = endOfString(bytes[...], position)
    case UInt8(ascii: "s") where beginsStream(bytes, position):
      position = firstIndex(of: "endstream", in: bytes[(position + 6)...]).map { $0 + 9 } ?? bytes.endIndex
    default: position += 1
    }
    // Zeros at the very end fill a block of a disk.
    if zeros >= 8 { return true }
    zeros = 0
  }
  return false
}

private func beginsStream(_ bytes: DocumentBytes, _ position: Int) -> Bool {
  let line = bytes[position...].prefix(7)
  return line.count == 7 && line.starts(with: "stream".utf8) && (line.last == 10 || line.last == 13)
}

extension QPDFFile {
  func isSilentlyDamaged(_ bytes: DocumentBytes) -> Bool {
    hasTail(bytes) || hasHole(bytes) || hasDamagedObjectStreams(in: bytes)
  }

  /// Whether compressed objects or their table are not what was written. Those are read before anyone can ask.
  private func hasDamagedObjectStreams(in bytes: DocumentBytes) -> Bool {
    var met: Set<ObjectNumber> = []
    var room = 32 << 20
    for type in ["/ObjStm", "/XRef"] {
      var rest = bytes[...]
      // Made up, the word may stand there a million times.
      for _ in 0..<10_000 {
        guard room > 0, let found = firstIndex(of: type, in: rest) else { break }
        rest = rest[(found + type.utf8.count)...]
        guard let object = lastIndex(of: " obj", in: bytes[max(0, found - 1_000)..<found]),
          let number = objectNumber(in: bytes, before: object), met.insert(number).inserted
        else { continue }
        let data = flate(of: number, limit: room)
        room -= data?.count ?? 0
        if let data, !isWhole(data) { return true }
      }
    }
    return false
  }

  /// Whether a stream's data, where they are compressed in the common way, are what was written.
  func isWhole(_ stream: ObjectNumber, limit: Int) -> Bool { flate(of: stream, limit: limit).map(isWhole) ?? true }

  private func isWhole(_ data: [UInt8]) -> Bool { PDFObjects.isWhole(zlib: data, upTo: 16 << 20) }

  /// - Returns: `nil` when it is no stream that is compressed in the common way alone.
  private func flate(of stream: ObjectNumber, limit: Int) -> [UInt8]? {
    guard case .stream(_, let entries) = resolve(.reference(stream)) else { return nil }
    let filters = name(entries["Filter"]).map { [$0] } ?? items(entries["Filter"]).compactMap { name($0) }
    return filters == ["FlateDecode"] ? rawContent(of: stream, limit: limit) : nil
  }
}

/// The number of the object whose word `obj` stands at a position.
private func objectNumber(in bytes: DocumentBytes, before position: Int) -> ObjectNumber? {
  var words = bytes[max(0, position - 24)..<position].split { [0, 9, 10, 12, 13, 32].contains($0) }[...]
  let numbers = [words.popLast(), words.popLast()].map { $0.flatMap { Int32(String(decoding: $0, as: UTF8.self)) } }
  guard let generation = numbers[0], let id = numbers[1] else { return nil }
  return ObjectNumber(id: id, generation: generation)
}
