import Diagnostics
import PDFWriting
import Pages
import Records

/// Writes one file of a packet, paper after paper as they are made; it appears when it is whole.
struct PacketFile {
  private let printing: PacketPrinting
  private let contents: PacketContents
  private let cover: PacketForm?
  private let jobs: Int
  private var file: HashedFile
  private var writer: PDFWriter

  /// Papers in one piece of work.
  private static let chunk = 8

  init(
    _ contents: PacketContents, cover: PacketForm?, printing: PacketPrinting, jobs: Int, path: String,
    existing: HashedFile.Existing
  ) throws(Refusal) {
    self.contents = contents
    self.cover = cover
    self.printing = printing
    self.jobs = jobs
    file = try HashedFile(path: path, existing: existing)
    writer = PDFWriter(shared: printing.shared)
  }

  /// - Parameter front: The cover.
  /// - Throws: `Refusal` when the disk is full or fails.
  mutating func write(front: PreparedDocument?, isStopped: () -> Bool) throws(Refusal) -> PrintedFile? {
    if let front { writer.append(front, copies: 1, firstPage: 0) }
    let making = OrderedPipeline(Workers(jobs)) {
      [printing] (entries: ArraySlice<PacketContents.Entry>) -> Result<[PreparedDocument], Refusal> in
      do throws(Refusal) {
        var made: [PreparedDocument] = []
        for entry in entries { made.append(try printing.prepare(printing.plan.documents[entry.document])) }
        return .success(made)
      } catch { return .failure(error) }
    }
    var next = contents.entries[...]
    func take(_ made: Result<[PreparedDocument], Refusal>?) throws(Refusal) {
      guard let made else { return }
      for prepared in try made.get() {
        guard let entry = next.popFirst() else { return }
        writer.append(prepared, copies: entry.copies.count, firstPage: entry.firstPage)
      }
      let ready = writer.drain()
      if !ready.isEmpty { try file.write(ready) }
    }
    for start in stride(from: 0, to: contents.entries.count, by: Self.chunk) {
      if isStopped() { return nil }
      try take(making.push(contents.entries[start..<min(start + Self.chunk, contents.entries.count)]))
    }
    while let made = making.next() { try take(made) }
    writer.close { [contents, cover, printing] page in
      let line = contents.entry(at: page).map { printing.forms[$0.entry.form].line } ?? cover?.line
      return line.map { [$0.segment(Self.words(for: page, of: contents, printing))] } ?? []
    }
    try file.write(try writer.finish())
    return try file.commit(papers: contents.entries.count, pages: contents.pages)
  }

  /// What stands above a page: its number in the packet, and whose copy it is.
  private static func words(for page: Int, of contents: PacketContents, _ printing: PacketPrinting) -> String {
    let number = "第 \(page + 1) 页，共 \(contents.pages) 页"
    guard let (entry, copy) = contents.entry(at: page) else { return number }
    let keepers = printing.forms[entry.form].template.keepers
    guard keepers.indices.contains(copy), keepers.count > 1 else { return number }
    let isOneForAll = contents.keeper == nil && entry.copies.count < keepers.count
    return isOneForAll
      ? "\(number)　一式 \(keepers.count) 份" : "\(number)　第 \(copy + 1) 份　\(keepers[copy])留存"
  }
}
