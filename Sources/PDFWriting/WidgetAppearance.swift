internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

/// What a widget looks like, drawn by us so that every viewer shows the same.
enum WidgetAppearance: Sendable {
  /// `nil` for an empty field: what is stored in it later must not have an old look beside it.
  case text(PDFBytes?)
  /// The look when on; off is empty, as the box around it belongs to the page.
  case button(on: PDFBytes)

  init(_ widget: Widget, isReadable: Bool, fonts: inout FontChoice) {
    let size = widget.rect.size
    var content = ContentStream(height: size.height, .own, isTagged: false, isReadable: isReadable, fonts: fonts)
    switch widget.kind {
    case .text(let field):
      for run in field.appearance { content.paint(.text(run)) }
      fonts = content.fonts
      let out = content.finish()
      self = .text(out.isEmpty ? nil : Self.framed(out))
    case .check, .radio:
      content.paint(.stroke(Self.tick(in: size), width: min(size.width, size.height) * 0.12))
      self = .button(on: content.finish())
    }
  }

  /// The marks that tell a viewer which part of the look it may replace while someone types (ISO 32000-1, 12.7.3.3).
  ///
  /// No clip is set: what we draw was fitted into the field, and a form has dozens of fields.
  private static func framed(_ text: PDFBytes) -> PDFBytes {
    var out = PDFBytes()
    out.raw("/Tx BMC\n")
    out.raw(text)
    out.raw("EMC\n")
    return out
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
