internal import Fonts
internal import Measures
internal import Pages

/// What a widget looks like, drawn by us so that every viewer shows the same.
enum WidgetAppearance: Sendable {
  /// `nil` for an empty field: what is stored in it later must not have an old look beside it.
  case text([UInt8]?)
  /// The look when on; off is empty, as the box or word under it belongs to the page.
  case button(on: [UInt8])
  /// Nothing is to be seen until it is signed.
  case signature

  init(_ widget: Widget, isReadable: Bool, fonts: inout FontChoice) {
    let size = widget.rect.size
    var content = ContentStream(
      height: size.height, .own, isTagged: false, isReadable: isReadable, fonts: consume fonts, capacity: 256)
    switch widget.kind {
    case .text(let field):
      content.paintValue(field.appearance)
      self = .text(content.out.isEmpty ? nil : content.out.bytes)
    case .check(let button), .radio(let button):
      switch button.look {
      case .tick: content.paint(.stroke(Self.tick(in: size), width: min(size.width, size.height) * 0.12))
      case .strike: for item in PaintItem.strike(Rect(origin: .zero, size: size)) { content.paint(item) }
      }
      self = .button(on: content.out.bytes)
    case .signature: self = .signature
    }
    fonts = content.takeFonts()
  }

  private static func tick(in size: Size) -> [Point] {
    let side = min(size.width, size.height)
    let left = (size.width - side) / 2
    let top = (size.height - side) / 2
    return [(0.2, 0.52), (0.42, 0.76), (0.82, 0.24)].map { x, y in
      Point(x: left + side * x, y: top + side * y)
    }
  }
}
