import Archives
import Diagnostics
import Foundation

/// What earlier runs over the same output folder have read, and what this one reads.
///
/// Answers go to a file that grows while a run lasts; at its end `answers.jsonl` takes its place. Whatever ended a run, the next one
/// finds what was read by its digest, and half a line is no line.
final class IntakeJournal {
  /// Where an answer lies.
  enum Location: Sendable {
    case old(Range<Int>)
    case fresh(Range<Int>)
    /// Not noted, since it may be another next time.
    case held(FileAnswer)
  }

  private let folder: String
  private let reading: String
  private let old: Data
  private var fresh = Data()
  private var growing: GrowingFile?
  private var length = 0
  private var byDigest: [String: Location] = [:]

  static func path(in folder: String) -> String { "\(folder)/answers.jsonl" }
  private var growingPath: String { "\(folder)/.answers.part" }

  /// - Parameter reading: What files are read by; answers of another reading do not count.
  init(folder: String, reading: String) throws(Refusal) {
    self.folder = folder
    self.reading = reading
    old = (try? Data(contentsOf: URL(fileURLWithPath: Self.path(in: folder)), options: .alwaysMapped)) ?? Data()
    index(old, isFresh: false)
    guard FileManager.default.fileExists(atPath: growingPath) else { return }
    try open()
    let before = (try? Data(contentsOf: URL(fileURLWithPath: growingPath))) ?? Data()
    length = index(before, isFresh: true)
    try growing?.truncate(to: length)
  }

  /// Whether the outputs of a run stand in a folder.
  static func isThere(in folder: String) -> Bool {
    ["answers.jsonl", ".answers.part"].contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  /// The digests of files that need not be read again.
  var known: Set<String> { Set(byDigest.keys) }

  func location(of digest: String) -> Location? { byDigest[digest] }

  /// Notes an answer.
  func add(_ answer: FileAnswer) throws(Refusal) -> Location {
    guard let digest = answer.digest, answer.isLasting else { return .held(answer) }
    if growing == nil { try open() }
    let line = answer.line()
    try growing?.append(line)
    let location = Location.fresh(length..<length + line.count - 1)
    length += line.count
    byDigest[digest] = location
    return location
  }

  /// An answer as it was when the file was read.
  func answer(at location: Location) -> FileAnswer? {
    switch location {
    case .held(let answer): return answer
    case .old(let range): return range.upperBound <= old.count ? FileAnswer(untrustedLine: old[range])?.unsorted : nil
    case .fresh(let range):
      if fresh.count < range.upperBound {
        fresh = (try? Data(contentsOf: URL(fileURLWithPath: growingPath), options: .alwaysMapped)) ?? Data()
      }
      return range.upperBound <= fresh.count ? FileAnswer(untrustedLine: fresh[range]) : nil
    }
  }

  /// Lets the growing file go, once `answers.jsonl` holds everything.
  func close() {
    growing?.remove()
    growing = nil
  }

  private func open() throws(Refusal) { growing = try GrowingFile(path: growingPath) }

  /// - Returns: How many bytes are whole lines.
  @discardableResult
  private func index(_ data: Data, isFresh: Bool) -> Int {
    var start = 0
    while let end = data[start...].firstIndex(of: 0x0A) {
      defer { start = end + 1 }
      guard let answer = FileAnswer(untrustedLine: data[start..<end]) else {
        if isFresh { return start }
        continue
      }
      guard answer.reading == reading, answer.isLasting, let digest = answer.digest else { continue }
      byDigest[digest] = isFresh ? .fresh(start..<end) : .old(start..<end)
    }
    return start
  }
}

extension FileAnswer {
  /// Whether a password may open it next time.
  var isLocked: Bool { reason == "encrypted" || reason == "wrong-password" }

  /// Whether reading the same bytes again would give the same answer. What failed for want of something here may go well later,
  /// and what lies beside form data may change.
  var isLasting: Bool {
    !reading.isEmpty && reason != "reader-unusable" && reason != "unreadable" && reason != "missing"
  }
}
