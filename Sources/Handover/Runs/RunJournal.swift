import Archives
import Diagnostics
import Digests
import Foundation

/// What a run that makes many files has done, kept beside them while it lasts; at its end it becomes the manifest.
///
/// Files appear whole and are noted after that. So whatever ended a run, the same command goes on: what is noted and stands
/// there as noted is done, everything else is made again, with the same bytes.
final class RunJournal {
  /// What the run is made from; the day is that on which it began.
  let identity: RunIdentity
  /// What earlier sessions of this run have made.
  let earlier: Earlier
  private let file: GrowingFile
  private let paths: Paths
  private var pending: [UInt8] = []
  private var last = 0
  private var isInOrder = true
  /// Rows whose noted file is gone or changed, and has not been made again.
  private var missing: Set<Int> = []

  /// Files of earlier sessions that are as they were.
  struct Earlier: Sendable {
    private(set) var files = 0
    private(set) var pages = 0
    /// A bit for each row.
    private var rows: [UInt64] = []

    func contains(_ number: Int) -> Bool {
      number >> 6 < rows.count && rows[number >> 6] >> UInt64(number & 63) & 1 == 1
    }

    mutating func add(_ file: PrintedFile) {
      guard let number = file.number, number > 0, !contains(number) else { return }
      if number >> 6 >= rows.count { rows += Array(repeating: 0, count: number >> 6 + 1 - rows.count) }
      rows[number >> 6] |= 1 << UInt64(number & 63)
      files += 1
      pages += file.pages
    }
  }

  /// Where a run keeps its books; a shard has its own, so that shards may share a folder.
  struct Paths {
    let folder: String
    let journal: String
    let manifest: String

    init(folder: String, shard: Shard?) {
      let ending = shard.map { "-\($0.number)of\($0.count)" } ?? ""
      self.folder = folder
      journal = "\(folder)/.handover-run\(ending)"
      manifest = "\(folder)/manifest\(ending).jsonl"
    }
  }

  /// Opens the books of a run: new ones, or those of the run that this command began before.
  ///
  /// - Parameters:
  ///   - startsOver: Whether what was made before is taken away first, as far as it still is as it was made.
  ///   - jobs: Threads that look at the files of earlier sessions.
  /// - Throws: `Refusal` when another run's files are there, saying what differs; when another process is at work there.
  init(_ identity: RunIdentity, at paths: Paths, startsOver: Bool, jobs: Int) throws(Refusal) {
    self.paths = paths
    file = try GrowingFile(path: paths.journal)
    WholeFile.removeLeftovers(in: paths.folder)
    if startsOver {
      for path in [paths.journal, paths.manifest] {
        try Self.removeFiles(notedIn: path, folder: paths.folder, jobs: jobs)
      }
      unlink(paths.manifest)
      try file.truncate(to: 0)
    }
    let isUnfinished = try Self.head(of: paths.journal) != nil
    if !isUnfinished {
      try file.truncate(to: 0)
      if FileManager.default.fileExists(atPath: paths.manifest) {
        let pieces = try FilePieces(path: paths.manifest, name: paths.manifest)
        while let piece = try pieces.next() { try file.append(piece) }
      }
    }
    guard let head = try Self.head(of: paths.journal) else {
      self.identity = identity
      earlier = Earlier()
      try file.truncate(to: 0)
      pending = Array((identity.jsonLine + "\n").utf8)
      return
    }
    let differences = identity.differences(from: head)
    guard differences.isEmpty else {
      if !isUnfinished { file.remove() }
      throw Refusal(Self.changed(differences, folder: paths.folder))
    }
    self.identity = head
    var earlier = Earlier()
    var (missing, last): (Set<Int>, Int) = ([], 0)
    let length = try Self.forEachNote(in: paths.journal, folder: paths.folder, jobs: jobs) { note in
      guard let number = note.printed.number else { return }
      if note.isAsNoted { earlier.add(note.printed) } else { missing.insert(number) }
      last = max(last, number)
    }
    try file.truncate(to: length)
    (self.earlier, self.missing, self.last) = (earlier, missing, last)
    isInOrder = missing.isEmpty
  }

  /// Notes a file that stands in its place.
  func add(_ printed: PrintedFile) {
    let number = printed.number ?? 0
    if number <= last { isInOrder = false }
    last = max(last, number)
    missing.remove(number)
    pending += Array(printed.jsonLine.utf8)
    pending.append(0x0A)
  }

  /// Writes down what was noted.
  func flush() throws(Refusal) {
    try file.append(pending)
    pending = []
  }

  /// Makes the manifest of the journal: all files by rising number.
  func finish() throws(Refusal) {
    try flush()
    let manifest = try WholeFile(path: paths.manifest)
    if isInOrder, missing.isEmpty {
      let pieces = try FilePieces(path: paths.journal, name: paths.journal)
      while let piece = try pieces.next() { try manifest.write(piece) }
    } else {
      try manifest.write(try sorted())
    }
    try manifest.commit()
    file.remove()
  }

  /// Where files had to be made again, their first lines no longer count.
  private func sorted() throws(Refusal) -> [UInt8] {
    var lines = try FileLines(path: paths.journal)
    var sorted: [UInt8] = try lines.next().map { Array($0) + [0x0A] } ?? []
    var byNumber: [Int: [UInt8]] = [:]
    while let line = try lines.next() {
      guard let number = Self.printed(line)?.number, !missing.contains(number) else { continue }
      byNumber[number] = Array(line) + [0x0A]
    }
    for (_, line) in byNumber.sorted(by: { $0.key < $1.key }) { sorted += line }
    return sorted
  }
}

// Looking back.
extension RunJournal {
  private static func head(of path: String) throws(Refusal) -> RunIdentity? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var lines = try FileLines(path: path)
    return try lines.next().flatMap { RunIdentity(jsonLine: String(decoding: $0, as: UTF8.self)) }
  }

  private static func printed(_ line: ArraySlice<UInt8>) -> PrintedFile? {
    try? JSONDecoder().decode(PrintedFile.self, from: Data(line))
  }

  /// A line of a journal, held against the file that it names.
  private struct Note: Sendable {
    var printed: PrintedFile
    var isAsNoted: Bool
    /// In bytes, with the line's end.
    var length: Int

    init?(_ line: [UInt8], folder: String) {
      guard let printed = try? JSONDecoder().decode(PrintedFile.self, from: Data(line)) else { return nil }
      self.printed = printed
      isAsNoted = RunJournal.isAsNoted(printed, folder: folder)
      length = line.count + 1
    }
  }

  /// Looks at every file that a journal or manifest names.
  ///
  /// - Parameter body: Gets each file in order, up to the first line that cannot be understood: after a loss of power the end
  ///   of a journal may be anything.
  /// - Returns: How many bytes of the journal can be understood.
  private static func forEachNote(
    in path: String, folder: String, jobs: Int, _ body: (Note) -> Void
  ) throws(Refusal) -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    let checking = OrderedPipeline(Workers(jobs)) { (lines: [[UInt8]]) in lines.map { Note($0, folder: folder) } }
    var lines = try FileLines(path: path)
    guard try lines.next() != nil else { return 0 }
    var understood = lines.length
    var isBroken = false
    func take(_ notes: [Note?]?) {
      for note in notes ?? [] where !isBroken {
        guard let note else { return isBroken = true }
        understood += note.length
        body(note)
      }
    }
    var chunk: [[UInt8]] = []
    while let line = try lines.next() {
      chunk.append(Array(line))
      if chunk.count == 256 {
        take(checking.push(chunk))
        chunk = []
      }
    }
    take(checking.push(chunk))
    while let notes = checking.next() { take(notes) }
    return understood
  }

  private static func isAsNoted(_ printed: PrintedFile, folder: String) -> Bool {
    let path = "\(folder)/\(printed.file)"
    guard printed.staysInside,
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size == printed.bytes,
      let bytes = try? contents(of: path)
    else { return false }
    return hexadecimal(sha256(bytes)) == printed.sha256
  }

  private static func removeFiles(notedIn path: String, folder: String, jobs: Int) throws(Refusal) {
    _ = try forEachNote(in: path, folder: folder, jobs: jobs) { note in
      if note.isAsNoted { unlink("\(folder)/\(note.printed.file)") }
    }
  }

  private static func changed(_ differences: [Phrase], folder: String) -> Finding {
    let chinese = differences.map(\.chinese).joined(separator: "、")
    let english = differences.map(\.english).joined(separator: ", ")
    return Finding(
      .error, .runChanged, at: Place(file: folder),
      Phrase("这个文件夹里是另一次生成的结果，与本次不同：\(chinese)", "this folder holds another run's files, which differs in \(english)"),
      hint: Phrase(
        "加 --fresh 重新生成（会删去上次生成的文件），或换一个输出文件夹",
        "start over with --fresh, which removes the files of that run, or take another folder"))
  }
}
