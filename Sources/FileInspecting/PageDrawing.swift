private import CPoppler
private import CZXing
import ReaderProtocol

/// A page drawn in greys, one byte for each pixel.
struct PageDrawing {
  let columns: Int
  let rows: Int
  let dotsPerInch: Double
  private let pixels: [UInt8]

  /// Darker than this is ink: thin strokes are grey where they cover a pixel in part.
  private static let darkest = 150
  private static let mostPixels = 40_000_000.0

  /// - Returns: `nil` when there is no such page, or it would have too many pixels.
  init?(page index: Int, of file: PopplerFile, dotsPerInch: Double) {
    let drawn = file.withPage(index) { page -> (Int, Int, [UInt8])? in
      var (width, height) = (0.0, 0.0)
      poppler_page_get_size(page, &width, &height)
      let scale = dotsPerInch / 72
      let (columns, rows) = ((width * scale).rounded(.up), (height * scale).rounded(.up))
      guard columns >= 1, rows >= 1, columns < 16_000, rows < 16_000, columns * rows <= Self.mostPixels else {
        return nil
      }
      guard let pixels = Self.draw(page, columns: Int(columns), rows: Int(rows), scale: scale) else { return nil }
      return (Int(columns), Int(rows), pixels)
    }
    guard case .some(.some(let drawn)) = drawn else { return nil }
    (columns, rows, pixels) = drawn
    self.dotsPerInch = dotsPerInch
  }

  private static func draw(_ page: OpaquePointer, columns: Int, rows: Int, scale: Double) -> [UInt8]? {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(columns), CInt(rows))
    defer { cairo_surface_destroy(surface) }
    let context = cairo_create(surface)
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    poppler_page_render(page, context)
    cairo_destroy(context)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    return [UInt8](unsafeUninitializedCapacity: columns * rows) { buffer, count in
      for row in 0..<rows {
        let line = data + row * stride
        for column in 0..<columns {
          // Four bytes a pixel in the machine's order: blue, green, red, nothing. Red counts in full, so that seals do not hide ink.
          let pixel = line + column * 4
          buffer[row * columns + column] = UInt8((Int(pixel[0]) + Int(pixel[1]) * 5 + Int(pixel[2]) * 2) >> 3)
        }
      }
      count = columns * rows
    }
  }

  /// What is dark on it.
  var ink: PageInk? {
    let width = (columns + 7) / 8
    var bits = [UInt8](repeating: 0, count: width * rows)
    for row in 0..<rows {
      for column in 0..<columns where pixels[row * columns + column] < Self.darkest {
        bits[row * width + column / 8] |= 0x80 >> UInt8(column % 8)
      }
    }
    return PageInk(columns: columns, rows: rows, dotsPerInch: dotsPerInch, bits: bits)
  }

  /// The QR codes on it.
  var codes: [PageContent.Code] {
    final class Found { var codes: [PageContent.Code] = [] }
    let found = Found()
    let scale = 72 / dotsPerInch
    withExtendedLifetime(found) {
      // The scale travels with the corners: a C function can hold on to nothing.
      _ = pixels.withUnsafeBufferPointer {
        czxing_read($0.baseAddress, Int32(columns), Int32(rows), Unmanaged.passUnretained(found).toOpaque()) {
          context, bytes, count, corners in
          guard let context, let bytes, let corners else { return }
          let text = String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
          let places = UnsafeBufferPointer(start: corners, count: 8).map { Double($0) }
          Unmanaged<Found>.fromOpaque(context).takeUnretainedValue().codes
            .append(PageContent.Code(text: text, corners: places))
        }
      }
    }
    return found.codes.map { PageContent.Code(text: $0.text, corners: $0.corners.map { $0 * scale }) }
  }
}
