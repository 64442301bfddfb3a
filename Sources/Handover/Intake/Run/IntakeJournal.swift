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
    /// Not noted, since it may be another next time; apart, for these are few and a location should be small.
    indirect case held(FileAnswer)
  }

  private let folder: String
  private let reading: String
  private let old: AnswerLines?
  private var fresh: AnswerLines?
  private var growing: GrowingFile?
  private var length = 0
  private var byDigest: [String: (location: Location, reason: String)] = [:]

  static func path(in folder: String) -> String { "\(folder)/answers.jsonl" }
  private var growingPath: String { "\(folder)/.answers.part" }

  /// - Parameter reading: What files are read by; answers of another reading do not count.
  init(folder: String, reading: String) throws(Refusal) {
    self.folder = folder
    self.reading = reading
    old = AnswerLines(path: Self.path(in: folder))
    index(old, isFresh: false)
    guard FileManager.default.fileExists(atPath: growingPath) else { return }
    try open()
    length = index(fresh, isFresh: true)
    try growing?.truncate(to: length)
  }

  /// Whether the outputs of a run stand in a folder.
  static func isThere(in folder: String) -> Bool {
    ["answers.jsonl", ".answers.part"].contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  /// The files that need not be read again: for each digest the code of what stood in the way, empty where nothing did.
  var known: [String: String] { byDigest.mapValues(\.reason) }

  func location(of digest: String) -> Location? { byDigest[digest]?.location }

  /// Notes an answer.
  func add(_ answer: FileAnswer) throws(Refusal) -> Location {
    guard let digest = answer.digest, answer.isLasting else { return .held(answer) }
    if growing == nil { try open() }
    let line = answer.line()
    try growing?.append(line)
    let location = Location.fresh(length..<length + line.count - 1)
    length += line.count
    byDigest[digest] = (location, answer.reason ?? "")
    return location
  }

  /// An answer as it was when the file was read.
  func answer(at location: Location) -> FileAnswer? {
    switch location {
    case .held(let answer): return answer
    case .old(let range): return old?.line(at: range).flatMap { FileAnswer(untrustedLine: $0) }?.unsorted
    case .fresh(let range): return fresh?.line(at: range).flatMap { FileAnswer(untrustedLine: $0) }
    }
  }

  /// Lets the growing file go, once `answers.jsonl` holds everything.
  func close() {
    growing?.remove()
    growing = nil
  }

  private func open() throws(Refusal) {
    growing = try GrowingFile(path: growingPath)
    fresh = AnswerLines(path: growingPath)
  }

  /// - Returns: How many bytes are whole lines.
  @discardableResult
  private func index(_ lines: AnswerLines?, isFresh: Bool) -> Int {
    var length = 0
    lines?.forEach { line, range in
      guard let head = try? JSONDecoder().decode(Head.self, from: line) else { return !isFresh }
      length = range.upperBound + 1
      guard head.reading == reading, FileAnswer.isLasting(head.reason), let digest = head.digest else { return true }
      byDigest[digest] = (isFresh ? .fresh(range) : .old(range), head.alone == nil ? head.reason ?? "" : "")
      return true
    }
    return length
  }

  /// What of an answer says whether and when it is known.
  private struct Head: Decodable {
    var digest: String?
    var alone: String?
    var reason: String?
    var reading: String
  }
}

extension FileAnswer {
  /// Whether a password may open next time what was refused for this reason.
  static func isLocked(_ reason: String) -> Bool { reason == "encrypted" || reason == "wrong-password" }

  /// Whether reading the same bytes again would give the same answer. What failed for want of something here may go well later,
  /// and what lies beside form data may change.
  var isLasting: Bool { !reading.isEmpty && Self.isLasting(reason) }

  static func isLasting(_ reason: String?) -> Bool {
    !["reader-unusable", "unreadable", "missing", "character-maps-missing"].contains(reason)
  }
}
