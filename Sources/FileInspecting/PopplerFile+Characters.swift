private import CPoppler
import ReaderProtocol

extension PopplerFile {
  /// Characters of one page that are still taken; more than any paper has.
  private static let mostCharacters = 100_000

  /// The size of a page, 0-based, as it is shown; `nil` when there is no such page.
  func size(ofPage index: Int) -> (width: Double, height: Double)? {
    withPage(index) { page in
      var (width, height) = (0.0, 0.0)
      poppler_page_get_size(page, &width, &height)
      return (width, height)
    }
  }

  /// The characters of a page, 0-based, with their places: the page's own, not those that its fields show.
  ///
  /// poppler makes up blanks and line ends from gaps; those are left out again, so that whoever knows what stands there decides.
  func characters(ofPage index: Int) -> [PageContent.Character] {
    withPage(index) { page in
      guard let text = poppler_page_get_text(page) else { return [] }
      defer { g_free(text) }
      var boxes: UnsafeMutablePointer<PopplerRectangle>?
      var count: CUnsignedInt = 0
      guard poppler_page_get_text_layout(page, &boxes, &count) != 0, let boxes else { return [] }
      defer { g_free(boxes) }
      let scalars = String(cString: text).unicodeScalars
      let sizes = Self.fontSizes(page, count: Int(count))
      var characters: [PageContent.Character] = []
      // Where poppler counts otherwise than it writes, no place can be trusted.
      guard scalars.count == Int(count) || scalars.count == Int(count) + 1 else { return [] }
      for (position, scalar) in scalars.enumerated().prefix(min(Int(count), Self.mostCharacters)) {
        let box = boxes[position]
        guard !scalar.properties.isWhitespace, scalar.value >= 0x20, box.x1.isFinite, box.y1.isFinite, box.x2.isFinite,
          box.y2.isFinite
        else { continue }
        characters.append(
          PageContent.Character(
            scalar: scalar,
            box: PageContent.Box(
              minX: min(box.x1, box.x2), minY: min(box.y1, box.y2), maxX: max(box.x1, box.x2),
              maxY: max(box.y1, box.y2)), size: sizes[position]))
      }
      return characters
    } ?? []
  }

  /// How much of a page its largest picture covers.
  func pictureShare(ofPage index: Int) -> Double {
    withPage(index) { page in
      var (width, height) = (0.0, 0.0)
      poppler_page_get_size(page, &width, &height)
      let mappings = poppler_page_get_image_mapping(page)
      defer { poppler_page_free_image_mapping(mappings) }
      var largest = 0.0
      var next = mappings
      while let item = next {
        next = item.pointee.next
        guard let mapping = item.pointee.data?.assumingMemoryBound(to: PopplerImageMapping.self) else { continue }
        let area = mapping.pointee.area
        let shown = (
          min(max(area.x1, area.x2), width) - max(min(area.x1, area.x2), 0),
          min(max(area.y1, area.y2), height) - max(min(area.y1, area.y2), 0)
        )
        if shown.0 > 0, shown.1 > 0 { largest = max(largest, shown.0 * shown.1) }
      }
      let share = largest / (width * height)
      return share.isFinite ? min(1, share) : 0
    } ?? 0
  }

  /// For each character of the text layout its font's size.
  private static func fontSizes(_ page: OpaquePointer, count: Int) -> [Double] {
    var sizes = [Double](repeating: 0, count: count)
    let attributes = poppler_page_get_text_attributes(page)
    defer { poppler_page_free_text_attributes(attributes) }
    var next = attributes
    while let item = next {
      next = item.pointee.next
      guard let run = item.pointee.data?.assumingMemoryBound(to: PopplerTextAttributes.self).pointee else { continue }
      let first = max(0, Int(run.start_index))
      let last = min(count - 1, Int(run.end_index))
      guard first <= last, run.font_size.isFinite else { continue }
      for position in first...last { sizes[position] = run.font_size }
    }
    return sizes
  }
}
