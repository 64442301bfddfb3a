package import Fonts
internal import PDFObjects
package import Pages

/// What of a prepared document is its own, beside what all documents of its shape share: enough to prepare it again in another
/// process, for files whose pages are made on several machines.
package struct OwnPart: Sendable {
  /// A page's own content as it stands in the file.
  package struct Content: Sendable {
    package var data: [UInt8]
    package var isDeflated: Bool

    package init(data: [UInt8], isDeflated: Bool) {
      self.data = data
      self.isDeflated = isDeflated
    }
  }

  /// The glyphs that its pages use of a font.
  package struct Font: Sendable {
    package var face: FontFace
    package var rank: Int
    package var glyphs: [GlyphID]
    /// Of glyphs that no single character has: what they stand for.
    package var clusters: [(glyph: GlyphID, base: Unicode.Scalar, second: Unicode.Scalar?)]

    package init(
      face: FontFace, rank: Int, glyphs: [GlyphID],
      clusters: [(glyph: GlyphID, base: Unicode.Scalar, second: Unicode.Scalar?)]
    ) {
      self.face = face
      self.rank = rank
      self.glyphs = glyphs
      self.clusters = clusters
    }
  }

  package var pages: [Content?]
  package var fonts: [Font]

  package init(pages: [Content?], fonts: [Font]) {
    self.pages = pages
    self.fonts = fonts
  }
}

extension PreparedDocument {
  /// What is its own; of a document with form fields that would not be all.
  package var ownPart: OwnPart {
    OwnPart(
      pages: pages.map { $0.content.map { OwnPart.Content(data: $0.data, isDeflated: $0.isDeflated) } },
      fonts: usage.fonts.map { font in
        OwnPart.Font(
          face: font.key.face, rank: font.key.rank, glyphs: font.glyphs.glyphs,
          clusters: font.clusters.sorted { $0.key < $1.key }.map { ($0.key, $0.value.base, $0.value.second) })
      })
  }

  /// A document that was prepared elsewhere.
  ///
  /// - Parameters:
  ///   - empty: A document of its shape without values, prepared for a file that documents share.
  ///   - identity: Whose it is.
  ///   - own: What is its own.
  /// - Returns: `nil` when the two do not have as many pages.
  package init?(_ empty: PreparedDocument, identity: FormIdentity, own: OwnPart) {
    guard own.pages.count == empty.pages.count else { return nil }
    var usage = FontUsage(coding: .glyphIDs)
    for font in own.fonts {
      let index = usage.index(of: FontKey(face: font.face, rank: font.rank))
      for glyph in font.glyphs { _ = usage.use(glyph, in: index, as: nil) }
      for cluster in font.clusters {
        _ = usage.use(cluster.glyph, in: index, as: Cluster(base: cluster.base, second: cluster.second))
      }
    }
    self.init(
      empty, identity: identity,
      pages: zip(empty.pages, own.pages).map { page, content in
        PreparedPage(page, content: content.map { EncodedStream(data: $0.data, isDeflated: $0.isDeflated) })
      }, usage: usage)
  }
}
