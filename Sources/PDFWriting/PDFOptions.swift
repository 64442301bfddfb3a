package import Fonts
internal import PDFObjects

/// What kind of PDF to write.
package struct PDFOptions: Sendable {
  package enum Kind: Sendable {
    /// For keeping: PDF/A-3b (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), with attachments.
    case archive
    /// For filling in: an interactive form, tagged like the archive kind.
    case fillable
    /// For the printer: pages alone, without the structure that paper cannot show.
    case print
  }

  package var kind: Kind
  /// The font that fillable forms name for what others type; without one, Helvetica, with which some programs refuse Chinese.
  package var entryFace: FontFace?
  /// Streams uncompressed and each object on its own, for people and snapshots to read.
  package var isReadable: Bool
  /// The program that made the file, for the metadata.
  package var producer: String

  package init(kind: Kind, entryFace: FontFace? = nil, isReadable: Bool = false, producer: String = "Handover") {
    self.kind = kind
    self.entryFace = entryFace
    self.isReadable = isReadable
    self.producer = producer
  }

  var isTagged: Bool { kind != .print }
  /// How hard to compress what stands in one file only. Files of thousands of papers and those for the printer are written
  /// once and read once; separate files are kept, sent and stored by the thousand.
  func effort(sharesFile: Bool) -> Deflating.Effort { kind == .print || sharesFile ? .instant : .quick }
}

/// A file that rides inside a PDF.
package struct Attachment: Sendable {
  /// What it is to the document (ISO 19005-3, annex E; ISO 32000-2, table 43).
  package enum Relationship: String, Sendable {
    /// What the page was made from.
    case source = "Source"
    /// Data that the page shows.
    case data = "Data"
  }

  package var name: String
  package var bytes: [UInt8]
  /// The media type, such as `text/xml`.
  package var mediaType: String
  package var relationship: Relationship
  package var description: String

  package init(name: String, bytes: [UInt8], mediaType: String, relationship: Relationship, description: String) {
    self.name = name
    self.bytes = bytes
    self.mediaType = mediaType
    self.relationship = relationship
    self.description = description
  }
}
