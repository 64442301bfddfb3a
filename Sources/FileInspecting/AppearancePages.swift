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
    guard !looks.isEmpty else { return nil }
    count = looks.count
    let highest = looks.map { Int($0.stream.id) }.max() ?? 0
    guard var revision = RevisionInMaking(behind: original, of: file, objects: highest) else { return nil }
    let first = revision.first
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
    document = revision.document()
  }

  /// The page, 0-based, of a look.
  func page(of look: Int, isWide: Bool) -> Int { look + (isWide ? count : 0) }
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
