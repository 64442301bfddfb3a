package import Measures

extension PaintItem {
  /// How a word is circled out: a thin ellipse around it and a stroke through it.
  ///
  /// - Parameter rect: The word's, which the mark stays within.
  package static func strike(_ rect: Rect) -> [PaintItem] {
    let width = Length.points(0.7)
    let edge = width / 2
    let outline = rect.inset(by: Insets(top: edge, right: edge, bottom: edge, left: edge))
    let middle = outline.minY + outline.height / 2
    return [
      .ellipse(outline, width: width),
      .line(from: Point(x: outline.minX, y: middle), to: Point(x: outline.maxX, y: middle), width: width),
    ]
  }
}
