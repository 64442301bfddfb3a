/// One more revision behind a file, in memory: objects of ours, and a catalog that is the first of them.
struct RevisionInMaking {
  /// The number of the first object.
  let first: Int
  /// The file from its header on.
  private let whole: Slice<DocumentBytes>
  private let trailer: PDFDictionary
  private var bytes: [UInt8] = Array("\n".utf8)
  private var offsets: [Int] = []

  /// - Parameter objects: The highest number that is known to be in use; some files count their objects wrongly.
  /// - Returns: `nil` when the file has no place for another revision.
  init?(behind original: DocumentBytes, of file: QPDFFile, objects highest: Int) {
    guard let trailer = file.dictionary(file.trailer) else { return nil }
    self.trailer = trailer
    // Offsets count from the header, which may stand behind some other bytes.
    whole = original[(firstIndex(of: "%PDF-", in: original.prefix(1024)) ?? 0)...]
    first = max(file.integer(trailer["Size"]) ?? 0, highest) + 1_000
    guard first < 8_000_000 else { return nil }
  }

  mutating func add(_ head: String, _ body: [UInt8] = [], _ tail: String = "") {
    offsets.append(whole.count + bytes.count)
    bytes += Array("\(first + offsets.count - 1) 0 obj\n".utf8)
    bytes += Array(head.utf8) + body + Array(tail.utf8)
    bytes += Array("\nendobj\n".utf8)
  }

  /// The file with the revision behind it. Of the file's own trailer decryption needs two entries.
  func document() -> DocumentBytes {
    var bytes = bytes
    let table = whole.count + bytes.count
    bytes += Array("xref\n\(first) \(offsets.count)\n".utf8)
    for offset in offsets {
      let digits = String(offset)
      bytes += Array((String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n").utf8)
    }
    bytes += Array(
      "trailer<</Size \(first + offsets.count)/Root \(first) 0 R/Prev \(lastSection(of: whole))".utf8)
    for key in ["Encrypt", "ID"] as [PDFName] where trailer.has(key) {
      bytes += Array("/".utf8) + key.bytes + Array(" ".utf8) + (trailer[key].bytes(limit: 65_536) ?? Array("null".utf8))
    }
    return DocumentBytes(whole, followedBy: bytes + Array(">>\nstartxref\n\(table)\n%%EOF\n".utf8))
  }
}

/// Where a file's own last cross-reference section stands.
private func lastSection(of bytes: Slice<DocumentBytes>) -> Int {
  guard let mark = lastIndex(of: "startxref", in: bytes) else { return 0 }
  let digits = bytes[(mark + "startxref".utf8.count)...].prefix(40).drop { $0 <= 32 }.prefix {
    (0x30...0x39).contains($0)
  }
  return Int(String(decoding: digits.prefix(15), as: UTF8.self)) ?? 0
}
