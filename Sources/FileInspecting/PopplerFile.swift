private import CPoppler
private import Glibc
import ReaderProtocol

/// One PDF, opened by poppler: for a second opinion, page text and pictures. Owns its document.
final class PopplerFile {
  private let document: OpaquePointer

  /// What poppler reads in one widget.
  struct Widget {
    enum Reading {
      case text(String)
      case button(isOn: Bool)
    }

    /// The fully qualified name of its field.
    var name: String
    var reading: Reading
  }

  /// - Parameter password: `nil` when it opens without one.
  /// - Returns: `nil` when poppler cannot open it; it knows passwords of Latin-1 only, and those of other letters crash it.
  init?(_ bytes: DocumentBytes, password: String?) {
    guard password?.unicodeScalars.allSatisfy(\.isASCII) ?? true else { return nil }
    // poppler reads from our memory, and lets go of it when its last thread has done with it.
    let data = bytes.withUnsafeBytes { memory in
      g_bytes_new_with_free_func(
        memory.baseAddress, UInt(memory.count),
        { if let owner = $0 { Unmanaged<DocumentBytes>.fromOpaque(owner).release() } },
        Unmanaged.passRetained(bytes).toOpaque())
    }
    defer { g_bytes_unref(data) }
    guard let opened = poppler_document_new_from_bytes(data, password, nil) else { return nil }
    document = opened
  }

  deinit { cpoppler_unref(UnsafeMutableRawPointer(document)) }

  var pageCount: Int { Int(max(0, poppler_document_get_n_pages(document))) }

  /// The text of a page, 0-based, in reading order; what fields show is not part of it.
  func text(ofPage index: Int) -> String {
    withPage(index) { page in
      guard let text = poppler_page_get_text(page) else { return "" }
      defer { g_free(text) }
      return String(cString: text)
    } ?? ""
  }

  func widgets(ofPage index: Int) -> [Widget] {
    withPage(index) { page in
      let mappings = poppler_page_get_form_field_mapping(page)
      defer { poppler_page_free_form_field_mapping(mappings) }
      var widgets: [Widget] = []
      var next = mappings
      while let item = next {
        next = item.pointee.next
        let mapping = item.pointee.data?.assumingMemoryBound(to: PopplerFormFieldMapping.self)
        if let field = mapping?.pointee.field, let widget = Self.widget(field) { widgets.append(widget) }
      }
      return widgets
    } ?? []
  }

  /// A page or a part of it, drawn on white with all its annotations, as a PNG file.
  ///
  /// - Parameter frame: The page's, to find the part that is wanted; `nil` where it is not known.
  /// - Returns: `nil` when there is no such page, or it would have more than `maximumPixels`.
  func picture(_ wish: PictureWish, frame: PageFrame?, maximumPixels: Double = 64e6) -> [UInt8]? {
    withPage(wish.page - 1) { page -> [UInt8]? in
      let part = part(of: page, box: wish.box, frame)
      let scale = Double(wish.dotsPerInch) / 72
      let (columns, rows) = ((part.width * scale).rounded(.up), (part.height * scale).rounded(.up))
      guard columns >= 1, rows >= 1, columns < 32_000, rows < 32_000, columns * rows <= maximumPixels else {
        return nil
      }
      let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(columns), CInt(rows))
      defer { cairo_surface_destroy(surface) }
      let context = cairo_create(surface)
      defer { cairo_destroy(context) }
      cairo_set_source_rgb(context, 1, 1, 1)
      cairo_paint(context)
      cairo_scale(context, scale, scale)
      cairo_translate(context, -part.x, -part.y)
      poppler_page_render(page, context)
      return Self.png(surface)
    } ?? nil
  }

  /// The part of a page as it is drawn: points from the top left corner of the crop box, after rotation.
  private func part(
    of page: OpaquePointer, box: [Double]?, _ frame: PageFrame?
  ) -> (x: Double, y: Double, width: Double, height: Double) {
    var (width, height) = (0.0, 0.0)
    poppler_page_get_size(page, &width, &height)
    guard let box, let part = (frame ?? PageFrame(right: width, top: height)).shown(box) else {
      return (0, 0, width, height)
    }
    return (part.minX, part.minY, part.maxX - part.minX, part.maxY - part.minY)
  }

  func withPage<Result>(_ index: Int, _ body: (OpaquePointer) -> Result) -> Result? {
    guard let page = poppler_document_get_page(document, CInt(index)) else { return nil }
    defer { cpoppler_unref(UnsafeMutableRawPointer(page)) }
    return body(page)
  }

  private static func widget(_ field: OpaquePointer) -> Widget? {
    guard let name = poppler_form_field_get_name(field) else { return nil }
    defer { g_free(name) }
    let fieldName = String(cString: name)
    switch poppler_form_field_get_field_type(field) {
    case POPPLER_FORM_FIELD_TEXT:
      let text = poppler_form_field_text_get_text(field)
      defer { g_free(text) }
      return Widget(name: fieldName, reading: .text(text.map { String(cString: $0) } ?? ""))
    case POPPLER_FORM_FIELD_BUTTON where poppler_form_field_button_get_button_type(field) != POPPLER_FORM_BUTTON_PUSH:
      return Widget(name: fieldName, reading: .button(isOn: poppler_form_field_button_get_state(field) != 0))
    default: return nil
    }
  }

  private static func png(_ surface: OpaquePointer?) -> [UInt8]? {
    var bytes: [UInt8] = []
    let outcome = withUnsafeMutablePointer(to: &bytes) { bytes in
      cairo_surface_write_to_png_stream(
        surface,
        { closure, data, length in
          closure?.assumingMemoryBound(to: [UInt8].self).pointee
            .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
          return CAIRO_STATUS_SUCCESS
        }, bytes)
    }
    return outcome == CAIRO_STATUS_SUCCESS ? bytes : nil
  }
}

/// Before any file: poppler's chatter is not for the error stream.
func beginPoppler() {
  cpoppler_silence()
  // poppler turns passwords into Latin-1, and follows a null pointer where the converter cannot be loaded any more. Never closed, so
  // that it stays.
  _ = iconv_open("ISO-8859-1", "UTF-8")
}
