import Archives
import Diagnostics
import IsolatedReading
import ReaderProtocol

/// What hostile containers may cost.
struct ContainerLimits: Sendable {
  /// Bytes of one file that is unpacked.
  var item = 64 << 20
  /// Files that one archive or mail and all in it may give: archives within it multiply.
  var files = 10_000
  /// Bytes that one archive or mail and all in it may give.
  var total = 512 << 20
  /// Bytes of an archive or mail that stands in another one; it is held in memory while it is taken apart.
  var inner = 32 << 20
  /// How many archives and mails may stand in one another.
  var depth = 3
}

/// Takes folders, archives and mails apart into the files that came back, one after another.
///
/// The kind of each file is told from its bytes. Names are only shown: nothing is unpacked to disk, links are not followed, and one
/// unpacked file at a time is in memory, beside the archives around it. What cannot be read is an item too, with its refusal.
struct Containers {
  typealias Sink = (ReturnedItem) throws -> Void
  /// The files of a mail, read behind the wall.
  typealias MailUnpacking = (ReturnedDocument) -> UnpackedMail

  let passwords: [String]
  var limits = ContainerLimits()
  /// A folder that is left out.
  var own: String?
  /// Gets what is worth knowing of a container as a whole.
  let report: (Finding) -> Void
  let unpackMail: MailUnpacking

  /// Hands out the files of a path in a fixed order: those of a folder by name, those of an archive likewise, those of a mail as they stand.
  ///
  /// - Throws: What `take` throws.
  func items(of path: String, take: @escaping Sink) throws {
    guard FolderListing.isFolder(path) else { return try file(path, shown: path, take) }
    let listing = FolderListing(path, but: own)
    if !listing.skipped.isEmpty { report(skipped(listing.skipped, at: Place(file: path))) }
    for entry in listing.files {
      if let file = String(validating: entry, as: UTF8.self) {
        try self.file(
          file, shown: file, in: String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex)), take)
      } else {
        try unnameable(entry, take)
      }
    }
  }

  /// - Parameter folder: The one that was walked and holds it; `nil` for a file that was named by itself.
  private func file(_ path: String, shown: String, in folder: String? = nil, _ take: @escaping Sink) throws {
    // To open a pipe to which nobody writes would never end.
    guard !FolderListing.isDevice(path) else {
      let refusal = Reason.notAFile.finding.at(file: shown)
      return try take(ReturnedItem(name: shown, content: .withheld, kind: .unknown, refusal: refusal))
    }
    let kind: FileKind
    do throws(Refusal) {
      kind = try FileKind.of(path: path)
    } catch {
      let refusal = error.findings.first.map { $0.at(file: shown) }
      return try take(ReturnedItem(name: shown, content: .file(path: path), kind: .unknown, refusal: refusal))
    }
    switch kind {
    case .zip:
      var unpacking = Unpacking(self, take: take)
      try unpacking.archive(shown, kind, depth: 1) { (limits) throws(Refusal) in
        try ZIPArchive(path: path, file: shown, limits: limits)
      }
    case .email:
      var unpacking = Unpacking(self, take: take)
      try unpacking.mail(shown, depth: 1) { () throws(FileFault) in try ReturnedDocument(path: path, limit: limits.item)
      }
    default:
      let refusal = kind.refusal(at: Place(file: shown))
      try take(
        ReturnedItem(name: shown, content: .file(path: path), kind: kind, refusal: refusal, folder: folder))
    }
  }

  /// A file whose name is not UTF-8, as unpackers of GBK archives leave them: no text names it, so it is read by its bytes.
  private func unnameable(_ path: [UInt8], _ take: @escaping Sink) throws {
    let shown = shownName(path)
    guard let bytes = FolderListing.contents(ofFileAt: path, limit: limits.item) else {
      let refusal = Reason.unreadable.finding.at(file: shown)
      return try take(ReturnedItem(name: shown, content: .withheld, kind: .unknown, refusal: refusal))
    }
    var unpacking = Unpacking(self, take: take)
    try unpacking.item(bytes, shown, depth: 0)
  }

  func skipped(_ names: [String], at place: Place) -> Finding {
    let some = someOf(names, most: 5)
    return Finding(
      .suggestion, .filesSkipped, at: place,
      Phrase(
        "略过 \(names.count) 个临时、隐藏文件或链接：\(some)",
        "\(names.count) temporary or hidden files or links were passed over: \(some)"))
  }
}
