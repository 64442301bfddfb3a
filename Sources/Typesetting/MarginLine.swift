package import Documents
package import Fonts
import Measures
package import Pages

/// A short line in the upper margin, where nothing of the paper itself stands: what is said about a page and not by it, such as
/// its number in a packet. It keeps clear of the page's code.
package struct MarginLine: Sendable {
  private let box: TextBox
  private let fonts: FontCollection

  /// Where it is best seen, unless the margin is smaller.
  private static let depth = Length.mm(9)
  private static let height = Length.mm(4)

  package init(_ page: PageSetup, fonts: FontCollection) {
    self.fonts = fonts
    let code = page.codeRect.flatMap { $0.minY < page.size.height / 2 ? $0 : nil }
    let isRight = page.code == .topLeft && code != nil
    let style = TextStyle(role: .form, size: .points(7.5), alignment: isRight ? .right : .left)
    let bottom = max(Self.height, min(Self.depth, page.margins.top - .mm(1)))
    let width = page.size.width - page.margins.left - page.margins.right - (code.map { $0.width + .mm(2) } ?? .zero)
    let left = isRight ? page.size.width - page.margins.right - width : page.margins.left
    box = TextBox(
      Rect(x: left, y: bottom - Self.height, width: width, height: Self.height),
      fitting: TextFitting(style: style, fit: Slot.Fit(policy: .shrink, minimumSize: .points(4))))
  }

  /// The line as decoration, which readers of the page skip; what no font has is left out.
  package func segment(_ text: String) -> Segment {
    var texts = PlacedTexts()
    var setting = ValueSetting(fonts: fonts)
    var text = text
    _ = text.withUTF8 { setting.set($0, in: box, mark: nil, into: &texts) }
    return Segment(items: texts.glyphRuns.map { .text($0) })
  }
}
