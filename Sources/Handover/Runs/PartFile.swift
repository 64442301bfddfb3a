import Archives
import Diagnostics
import Digests
import Fonts
import PDFWriting

/// A shard of a merged file: its papers prepared but for their place in the file, which `Toolkit.merge` gives them.
///
/// After a line of `RunIdentity` come the papers, each with its length before it, then a length of 0 and the SHA-256 of all
/// that was before. Integers are little-endian.
struct PartFile: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<[PartPaper?]>
  private var file: HashedFile
  private let digest = GrowingSHA256()
  private let printed: (PrintedFile) -> Void

  init(
    _ printing: Printing, fonts: FontCollection, path: String, identity: RunIdentity,
    printed: @escaping (PrintedFile) -> Void
  ) throws(Refusal) {
    self.printed = printed
    file = try HashedFile(path: path)
    let faces = fonts.allFaces
    make = { rows in
      rows.eachMade { row throws(Refusal) in
        let paper = try printing.paper(for: row.record, position: row.position, isOneOfMany: true)
        return (PartPaper(paper, position: row.position, faces: faces), paper.findings)
      }
    }
    try write(Array((identity.jsonLine + "\n").utf8))
  }

  mutating func take(
    _ made: Made<[PartPaper?]>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    for case let paper? in made.product {
      account.papers += 1
      account.pages += paper.pages
      try write(PartPaper.length(paper.bytes.count) + paper.bytes)
    }
  }

  mutating func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard account.papers > 0 else { return }
    try write(PartPaper.length(0))
    try file.write(digest.digest)
    account.files = 1
    printed(try file.commit(papers: account.papers, pages: account.pages))
  }

  private mutating func write(_ bytes: [UInt8]) throws(Refusal) {
    digest.append(bytes)
    try file.write(bytes)
  }
}

/// One paper of a part file.
struct PartPaper: Sendable {
  let bytes: [UInt8]
  let pages: Int

  static func length(_ count: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(count).littleEndian) { Array($0) } }

  /// - Parameter faces: By whose places fonts are named.
  init(_ paper: Printing.Paper, position: Int, faces: [FontFace]) {
    var bytes = PartBytes()
    let own = paper.prepared.ownPart
    bytes.put(position)
    bytes.put(paper.counts.count)
    for count in paper.counts { bytes.put(count) }
    bytes.put(own.pages.count)
    for page in own.pages {
      bytes.put(page == nil ? 0 : page?.isDeflated == true ? 2 : 1)
      bytes.put(page?.data ?? [])
    }
    bytes.put(own.fonts.count)
    for font in own.fonts {
      bytes.put(faces.firstIndex { $0 === font.face } ?? faces.count)
      bytes.put(font.rank)
      bytes.put(font.glyphs.count)
      for glyph in font.glyphs { bytes.put(Int(glyph.rawValue)) }
      bytes.put(font.clusters.count)
      for cluster in font.clusters {
        bytes.put(Int(cluster.glyph.rawValue))
        bytes.put(Int(cluster.base.value))
        bytes.put(cluster.second.map { Int($0.value) } ?? 0)
      }
    }
    bytes.put(paper.issued == nil ? 0 : 1)
    bytes.put(paper.issued ?? [])
    self.bytes = bytes.bytes
    pages = own.pages.count
  }
}

/// Integers of four bytes and blocks of bytes with their length before them.
private struct PartBytes {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: Int) {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ block: [UInt8]) {
    put(block.count)
    bytes += block
  }
}
