import ReaderProtocol

extension PageFrame {
  /// The frame of a page (ISO 32000-1, 7.7.3.3, 14.11.2): what its crop box and media box have in common, as viewers show it.
  ///
  /// A `/UserUnit` makes all of the page's lengths larger alike, and poppler leaves it aside; so does this.
  ///
  /// - Returns: `nil` when the page has no media box.
  init?(of page: PDFDictionary, in file: QPDFFile) {
    guard let media = Self.box("MediaBox", of: page, in: file) else { return nil }
    let crop = Self.box("CropBox", of: page, in: file) ?? media
    let left = max(media[0], crop[0])
    let bottom = max(media[1], crop[1])
    let right = min(media[2], crop[2])
    let top = min(media[3], crop[3])
    let turn = file.integer(file.inherited("Rotate", by: page)) ?? 0
    let quarters = turn % 90 == 0 ? ((turn / 90) % 4 + 4) % 4 : 0
    if left < right, bottom < top {
      self.init(left: left, bottom: bottom, right: right, top: top, quarters: quarters)
    } else {
      self.init(left: media[0], bottom: media[1], right: media[2], top: media[3], quarters: quarters)
    }
  }

  private static func box(_ key: PDFName, of page: PDFDictionary, in file: QPDFFile) -> [Double]? {
    let numbers = (file.array(file.inherited(key, by: page)) ?? []).compactMap { file.resolve($0).number }
    guard numbers.count == 4, numbers.allSatisfy({ abs($0) < 1e6 }) else { return nil }
    return [
      min(numbers[0], numbers[2]), min(numbers[1], numbers[3]), max(numbers[0], numbers[2]),
      max(numbers[1], numbers[3]),
    ]
  }
}

extension QPDFFile {
  /// The frame of a page, 0-based; `nil` when there is no such page or it has no box.
  func frame(ofPage index: Int) -> PageFrame? {
    let pages = pages()
    guard pages.indices.contains(index) else { return nil }
    return dictionary(.reference(pages[index])).flatMap { PageFrame(of: $0, in: self) }
  }
}
