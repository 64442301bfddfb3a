import ReaderProtocol

extension PopplerFile {
  /// Pages are drawn this fine for their ink; codes that are not found there are looked for in the next finer ones.
  private static let dotsPerInch = [150.0, 220.0, 300.0]

  /// What stands where on a page, 0-based.
  ///
  /// - Parameters:
  ///   - drawn: Whether its codes and its ink are wanted too.
  ///   - measured: Whether its pictures are measured, which takes as long as reading its text.
  ///   - text: The same document as its text is read, where that is not how it is drawn.
  /// - Returns: `nil` when there is no such page.
  func content(ofPage index: Int, drawn: Bool, measured: Bool, text: PopplerFile? = nil) -> PageContent? {
    guard let size = size(ofPage: index), size.width > 0, size.height > 0, size.width < 1e6, size.height < 1e6 else {
      return nil
    }
    var content = PageContent(width: size.width, height: size.height)
    content.characters = (text ?? self).characters(ofPage: index)
    if measured { content.pictureShare = pictureShare(ofPage: index) }
    guard drawn else { return content }
    for dotsPerInch in Self.dotsPerInch {
      guard let drawing = PageDrawing(page: index, of: self, dotsPerInch: dotsPerInch) else { break }
      content.ink = content.ink ?? drawing.ink
      content.codes = drawing.codes
      if !content.codes.isEmpty { break }
    }
    return content
  }
}
