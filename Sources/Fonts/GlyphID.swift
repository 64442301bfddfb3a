/// A glyph's index in its font file.
package struct GlyphID: Sendable, Hashable, Comparable {
  package let rawValue: UInt16
  @inlinable package init(_ rawValue: UInt16) { self.rawValue = rawValue }
  package static func < (a: GlyphID, b: GlyphID) -> Bool { a.rawValue < b.rawValue }
}

/// What a piece of text is for; the font for each purpose is chosen in `Resources/fonts.xml` (after GB/T 9704).
package enum FontRole: String, Sendable, CaseIterable {
  case title
  case heading
  case body
  case form
  /// 楷体.
  case kai
}
