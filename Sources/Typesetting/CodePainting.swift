import Documents
import Fonts
import Measures
import Pages

/// Paints the codes of a paper's pages, each with its caption.
struct CodePainting: Sendable {
  private let rect: Rect
  private let caption: TextBox
  private let fonts: FontCollection
  private let codes = PageCodes()

  /// For people, and for the day when the code is smudged.
  private static let style = TextStyle(role: .form, size: .points(5.5), alignment: .centre)
  private static let fitting = TextFitting(style: style, fit: Slot.Fit(policy: .shrink, minimumSize: .points(4)))

  /// - Returns: `nil` when the pages have no place for a code.
  init?(setup: PageSetup, fonts: FontCollection) {
    guard let rect = setup.codeRect else { return nil }
    self.rect = rect
    self.fonts = fonts
    let box = Rect(x: rect.minX, y: rect.maxY - .mm(1.2), width: rect.width, height: .mm(2.4))
    caption = TextBox(box, fitting: Self.fitting)
  }

  func segment(for code: PageCode) -> Segment? {
    guard let (side, rows) = codes.modules(of: code) else { return nil }
    // The quiet zone is four modules at each side (ISO/IEC 18004, 9.1).
    let quiet = rect.width / Double(side + 8) * 4
    let inner = rect.inset(by: Insets(top: quiet, right: quiet, bottom: quiet, left: quiet))
    return Segment(items: [.modules(inner, side: side, rows)] + captionItems(code.caption))
  }

  private func captionItems(_ text: String) -> [PaintItem] {
    var texts = PlacedTexts()
    var setting = ValueSetting(fonts: fonts)
    var text = text
    _ = text.withUTF8 { setting.set($0, in: caption, mark: nil, into: &texts) }
    return texts.glyphRuns.map { .text($0) }
  }
}

extension PageSetup {
  /// The place of the code: in the margin, at the corner asked for, the quiet zone flush with the text.
  var codeRect: Rect? {
    guard let code else { return nil }
    let isTop = code == .topLeft || code == .topRight
    let isLeft = code == .topLeft || code == .bottomLeft
    let margin = isTop ? margins.top : margins.bottom
    let side = min(.mm(18), margin - .mm(4))
    guard side > .mm(8) else { return nil }
    return Rect(
      x: isLeft ? margins.left : size.width - margins.right - side,
      y: isTop ? .mm(2.5) : size.height - .mm(4) - side, width: side, height: side)
  }
}
