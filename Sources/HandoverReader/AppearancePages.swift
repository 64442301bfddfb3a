/// A throw-away document whose pages are appearances, so that a reader of pages tells what they say.
///
/// It is the file itself with one more revision, in which each page has an appearance for its content: a form XObject is a
/// content stream with its own resources, just as a page is. So fonts, encodings and encryption are what they were, nothing is
/// copied or unpacked, and an appearance with a broken graphics state spoils no other.
///
/// Each has two pages: a narrow one, on which there is only what the widget's frame lets through, and a wide one with all of it.
struct AppearancePages {
  private(set) var bytes: [UInt8]
  private let count: Int
  /// Points that glyphs may reach over the frame and still be seen.
  private static let narrow = 2.0
  private static let wide = 3_000.0
  /// Bytes of the resources that stand in an appearance itself.
  private static let longestResources = 1 << 20

  /// - Returns: `nil` when the file has no place for another revision, or there is nothing to look at.
  init?(of looks: [Look], in file: QPDFFile, untrustedBytes: DocumentBytes) {
    guard !looks.isEmpty, let trailer = file.dictionary(file.trailer) else { return nil }
    count = looks.count
    let highest = looks.map { Int($0.stream.id) }.max() ?? 0
    // Some files count their objects wrongly.
    let first = max(file.integer(trailer["Size"]) ?? 0, highest) + 1_000
    guard first < 8_000_000 else { return nil }
    // Offsets count from the header, which may stand behind some other bytes.
    let start = firstIndex(of: "%PDF-", in: untrustedBytes.prefix(1024)) ?? 0
    bytes = Array(untrustedBytes[start...])
    bytes.reserveCapacity(bytes.count + looks.count * 700)
    let previous = previousSection
    var offsets: [Int] = []
    func begin(_ bytes: inout [UInt8]) {
      bytes += Array("\n\(first + offsets.count) 0 obj".utf8)
      offsets.append(bytes.count - String(first + offsets.count).utf8.count - " 0 obj".utf8.count)
    }
    begin(&bytes)
    bytes += Array("<</Type/Catalog/Pages \(first + 1) 0 R>>endobj".utf8)
    begin(&bytes)
    let kids = (0..<2 * looks.count).map { "\(first + 2 + $0) 0 R" }.joined(separator: " ")
    bytes += Array("<</Type/Pages/Count \(2 * looks.count)/Kids[\(kids)]>>endobj".utf8)
    for margin in [Self.narrow, Self.wide] {
      for look in looks {
        begin(&bytes)
        bytes += Array("<</Type/Page/Parent \(first + 1) 0 R/MediaBox[".utf8)
        for edge in look.frame(widenedBy: margin, in: file) { bytes += Array(plainDecimal(edge).utf8) }
        bytes += Array("]/Contents \(look.stream.id) \(look.stream.generation) R/Resources ".utf8)
        bytes += look.entries["Resources"].bytes(limit: Self.longestResources) ?? Array("<<>>".utf8)
        bytes += Array(">>endobj".utf8)
      }
    }
    finish(first: first, offsets: offsets, previous: previous, trailer)
  }

  /// The page, 0-based, of a look.
  func page(of look: Int, isWide: Bool) -> Int { look + (isWide ? count : 0) }

  /// Where the file's own last cross-reference section stands.
  private var previousSection: Int {
    guard let mark = lastIndex(of: "startxref", in: bytes[...]) else { return 0 }
    let digits = bytes[(mark + "startxref".utf8.count)...].drop { $0 <= 32 }.prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits.prefix(15), as: UTF8.self)) ?? 0
  }

  private mutating func finish(first: Int, offsets: [Int], previous: Int, _ trailer: PDFDictionary) {
    let table = bytes.count + 1
    bytes += Array("\nxref\n\(first) \(offsets.count)\n".utf8)
    for offset in offsets {
      let digits = String(offset)
      bytes += Array((String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n").utf8)
    }
    bytes += Array("trailer<</Size \(first + offsets.count)/Root \(first) 0 R/Prev \(previous)".utf8)
    for key in ["Encrypt", "ID"] as [PDFName] where trailer.has(key) {
      bytes += Array("/".utf8) + key.bytes + Array(" ".utf8) + (trailer[key].bytes(limit: 65_536) ?? Array("null".utf8))
    }
    bytes += Array(">>\nstartxref\n\(table)\n%%EOF\n".utf8)
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
