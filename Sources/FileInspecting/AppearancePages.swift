/// A throw-away document whose pages are appearances, so that a reader of pages tells what they say.
///
/// It is the file itself with one more revision, in which each page has an appearance for its content: a form XObject is a
/// content stream with its own resources, just as a page is. So fonts, encodings and encryption are what they were, nothing is
/// copied or unpacked, and an appearance with a broken graphics state spoils no other.
///
/// Each has two pages: a narrow one, on which there is only what the widget's frame lets through, and a wide one with all of it.
struct AppearancePages {
  let document: DocumentBytes
  private let count: Int
  /// Points that glyphs may reach over the frame and still be seen.
  private static let narrow = 2.0
  private static let wide = 3_000.0
  /// Bytes of the resources that stand in an appearance itself.
  private static let longestResources = 1 << 20

  /// - Returns: `nil` when the file has no place for another revision, or there is nothing to look at.
  init?(of looks: [Look], in file: QPDFFile, _ original: DocumentBytes) {
    guard !looks.isEmpty, let trailer = file.dictionary(file.trailer) else { return nil }
    count = looks.count
    // Offsets count from the header, which may stand behind some other bytes.
    let whole = original[(firstIndex(of: "%PDF-", in: original.prefix(1024)) ?? 0)...]
    // Some files count their objects wrongly.
    let highest = looks.map { Int($0.stream.id) }.max() ?? 0
    let first = max(file.integer(trailer["Size"]) ?? 0, highest) + 1_000
    guard first < 8_000_000 else { return nil }
    var revision = RevisionInMaking(at: whole.count, first: first)
    revision.add("<</Type/Catalog/Pages \(first + 1) 0 R>>")
    let kids = (0..<2 * count).map { "\(first + 2 + $0) 0 R" }.joined(separator: " ")
    revision.add("<</Type/Pages/Count \(2 * count)/Kids[\(kids)]>>")
    for margin in [Self.narrow, Self.wide] {
      for look in looks {
        let frame = look.frame(widenedBy: margin, in: file).map(plainDecimal).joined()
        let resources = look.entries["Resources"].bytes(limit: Self.longestResources)
        revision.add(
          "<</Type/Page/Parent \(first + 1) 0 R/MediaBox[\(frame)]/Contents \(look.stream.id) "
            + "\(look.stream.generation) R/Resources ", resources ?? Array("<<>>".utf8), ">>")
      }
    }
    document = DocumentBytes(whole, followedBy: revision.finished(after: lastSection(of: whole), trailer))
  }

  /// The page, 0-based, of a look.
  func page(of look: Int, isWide: Bool) -> Int { look + (isWide ? count : 0) }
}

/// Where a file's own last cross-reference section stands.
private func lastSection(of bytes: Slice<DocumentBytes>) -> Int {
  guard let mark = lastIndex(of: "startxref", in: bytes) else { return 0 }
  let digits = bytes[(mark + "startxref".utf8.count)...].prefix(40).drop { $0 <= 32 }.prefix {
    (0x30...0x39).contains($0)
  }
  return Int(String(decoding: digits.prefix(15), as: UTF8.self)) ?? 0
}

/// Objects that are written behind a file.
private struct RevisionInMaking {
  private let first: Int
  private let start: Int
  private var bytes: [UInt8] = Array("\n".utf8)
  private var offsets: [Int] = []

  /// - Parameters:
  ///   - start: Where the file ends.
  ///   - first: The number of the first object.
  init(at start: Int, first: Int) {
    self.start = start
    self.first = first
  }

  mutating func add(_ head: String, _ body: [UInt8] = [], _ tail: String = "") {
    offsets.append(start + bytes.count)
    bytes += Array("\(first + offsets.count - 1) 0 obj\n".utf8)
    bytes += Array(head.utf8) + body + Array(tail.utf8)
    bytes += Array("\nendobj\n".utf8)
  }

  /// - Parameters:
  ///   - previous: Where the section before this stands.
  ///   - trailer: The file's, of which decryption needs two entries.
  func finished(after previous: Int, _ trailer: PDFDictionary) -> [UInt8] {
    var bytes = bytes
    let table = start + bytes.count
    bytes += Array("xref\n\(first) \(offsets.count)\n".utf8)
    for offset in offsets {
      let digits = String(offset)
      bytes += Array((String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n").utf8)
    }
    bytes += Array("trailer<</Size \(first + offsets.count)/Root \(first) 0 R/Prev \(previous)".utf8)
    for key in ["Encrypt", "ID"] as [PDFName] where trailer.has(key) {
      bytes += Array("/".utf8) + key.bytes + Array(" ".utf8) + (trailer[key].bytes(limit: 65_536) ?? Array("null".utf8))
    }
    return bytes + Array(">>\nstartxref\n\(table)\n%%EOF\n".utf8)
  }
}

extension Look {
  /// `/BBox`, its corners in order.
  fileprivate func frame(widenedBy margin: Double, in file: QPDFFile) -> [Double] {
    let numbers = (file.array(entries["BBox"]) ?? []).prefix(4).compactMap { file.resolve($0).number }
    guard numbers.count == 4 else { return [-margin, -margin, margin, margin] }
    let limited = numbers.map { min(max($0, -10_000), 10_000) }
    return [
      min(limited[0], limited[2]) - margin, min(limited[1], limited[3]) - margin,
      max(limited[0], limited[2]) + margin, max(limited[1], limited[3]) + margin,
    ]
  }
}
