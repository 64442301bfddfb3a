private import CHarfBuzz

/// The owner of a font file opened by HarfBuzz.
///
/// `@unchecked Sendable` is true because both objects are made immutable before anyone else sees them, and HarfBuzz lets
/// immutable objects be read from any number of threads.
final class HarfBuzzFace: @unchecked Sendable {
  private let face: OpaquePointer
  private let font: OpaquePointer

  init?(path: String, index: Int) {
    guard let blob = hb_blob_create_from_file_or_fail(path) else { return nil }
    defer { hb_blob_destroy(blob) }
    guard index >= 0, index < Int(hb_face_count(blob)), let face = hb_face_create(blob, CUnsignedInt(index)) else {
      return nil
    }
    guard hb_face_get_glyph_count(face) > 0, let font = hb_font_create(face) else {
      hb_face_destroy(face)
      return nil
    }
    hb_face_make_immutable(face)
    hb_font_make_immutable(font)
    self.face = face
    self.font = font
  }

  deinit {
    hb_font_destroy(font)
    hb_face_destroy(face)
  }

  var unitsPerEm: Int { Int(hb_face_get_upem(face)) }
  var glyphCount: Int { min(Int(hb_face_get_glyph_count(face)), 65_536) }

  var wholeFile: [UInt8] { fontFile(of: face) }

  func hasTable(_ name: StaticString) -> Bool { withTable(name) { $0.count > 0 } }

  /// Lends a table's bytes; they are empty when the font has no such table.
  func withTable<Result>(_ name: StaticString, _ body: (BigEndianBytes) -> Result) -> Result {
    readTable(of: face, name, body)
  }

  var postScriptName: String? {
    var name = [CChar](repeating: 0, count: 128)
    var length = CUnsignedInt(name.count)
    hb_ot_name_get_utf8(face, hb_ot_name_id_t(HB_OT_NAME_ID_POSTSCRIPT_NAME), nil, &length, &name)
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  func glyph(for scalar: Unicode.Scalar, variation: Unicode.Scalar?) -> GlyphID? {
    var glyph: hb_codepoint_t = 0
    let found =
      if let variation {
        hb_font_get_variation_glyph(font, scalar.value, variation.value, &glyph)
      } else {
        hb_font_get_nominal_glyph(font, scalar.value, &glyph)
      }
    return found != 0 && glyph != 0 ? UInt16(exactly: glyph).map { GlyphID($0) } : nil
  }

  func advance(of glyph: GlyphID) -> Int {
    Int(hb_font_get_glyph_h_advance(font, hb_codepoint_t(glyph.rawValue)))
  }

  /// Calls `body` with every character of the character map and its glyph, in rising order of characters.
  func forEachCharacter(_ body: (UInt32, GlyphID) -> Void) {
    guard let set = hb_set_create() else { return }
    defer { hb_set_destroy(set) }
    hb_face_collect_unicodes(face, set)
    var scalar = hb_codepoint_t.max  // HB_SET_VALUE_INVALID: start before the first
    while hb_set_next(set, &scalar) != 0 {
      var glyph: hb_codepoint_t = 0
      guard hb_font_get_nominal_glyph(font, scalar, &glyph) != 0, let id = UInt16(exactly: glyph) else { continue }
      body(scalar, GlyphID(id))
    }
  }

  /// A font file of these glyphs and what they are made of, without hints, layout or names.
  ///
  /// - Parameter flat: Whether the outlines of CFF are written without subroutines, so that each stands alone.
  /// - Returns: What `body` makes of the wanted table and of the mapping from old to new glyphs; `nil` when the
  ///   font is broken.
  func withSubset<Result>(
    of glyphs: some Sequence<GlyphID>, flat: Bool, _ body: (SubsetTables) -> Result?
  ) -> Result? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    let wanted = hb_subset_input_glyph_set(input)
    for glyph in glyphs { hb_set_add(wanted, hb_codepoint_t(glyph.rawValue)) }
    var flags = HB_SUBSET_FLAGS_NO_HINTING.rawValue
    if flat { flags |= HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue }
    hb_subset_input_set_flags(input, flags)
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG))
    let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
    for name in Self.unneededTables { hb_set_add(dropped, tag(name)) }
    guard let plan = hb_subset_plan_create_or_fail(face, input) else { return nil }
    defer { hb_subset_plan_destroy(plan) }
    guard let subset = hb_subset_plan_execute_or_fail(plan) else { return nil }
    defer { hb_face_destroy(subset) }
    return body(SubsetTables(face: subset, mapping: hb_subset_plan_old_to_new_glyph_mapping(plan)))
  }

  /// PDF takes none of these from an embedded font, and making them costs time.
  private static let unneededTables: [StaticString] = [
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "DSIG", "name", "OS/2", "cmap", "post", "vhea", "vmtx", "VORG",
    "hdmx", "VDMX", "LTSH", "gasp", "kern", "morx", "kerx", "trak", "COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC",
    "EBDT", "EBLC", "EBSC", "meta", "STAT", "avar", "fvar", "HVAR", "MVAR",
  ]
}

/// A subset as HarfBuzz made it, lent for the time of a closure.
struct SubsetTables {
  fileprivate let face: OpaquePointer
  fileprivate let mapping: OpaquePointer?

  func withTable<Result>(_ name: StaticString, _ body: (BigEndianBytes) -> Result) -> Result {
    readTable(of: face, name, body)
  }

  /// Where a glyph went.
  func newGlyph(_ old: GlyphID) -> Int? {
    guard let mapping else { return nil }
    let new = hb_map_get(mapping, hb_codepoint_t(old.rawValue))
    return new == hb_codepoint_t.max ? nil : Int(new)
  }

  /// The subset as a font file of its own.
  var fontFile: [UInt8] { Fonts.fontFile(of: face) }
}

private func fontFile(of face: OpaquePointer) -> [UInt8] {
  guard let blob = hb_face_reference_blob(face) else { return [] }
  defer { hb_blob_destroy(blob) }
  return bytes(of: blob) { Array($0.bytes) }
}

private func readTable<Result>(
  of face: OpaquePointer, _ name: StaticString, _ body: (BigEndianBytes) -> Result
) -> Result {
  guard let blob = hb_face_reference_table(face, tag(name)) else {
    return body(BigEndianBytes(UnsafeRawBufferPointer(start: nil, count: 0)))
  }
  defer { hb_blob_destroy(blob) }
  return bytes(of: blob, body)
}

private func bytes<Result>(of blob: OpaquePointer, _ body: (BigEndianBytes) -> Result) -> Result {
  var length: CUnsignedInt = 0
  let start = hb_blob_get_data(blob, &length)
  return body(BigEndianBytes(UnsafeRawBufferPointer(start: start, count: Int(length))))
}

private func tag(_ name: StaticString) -> hb_tag_t {
  precondition(name.utf8CodeUnitCount == 4, "a table's name has four letters")
  return name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | hb_tag_t($1) } }
}
