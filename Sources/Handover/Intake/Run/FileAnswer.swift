import Diagnostics
import Foundation
import Records

/// What is kept of a returned file that was read: everything that the outputs say of it, so that it need not be read again.
///
/// A line of `answers.jsonl` is one of these, with what sorting made of it.
struct FileAnswer: Codable, Sendable {
  var file: String
  var digest: String?
  /// How it ended after all files were seen.
  var status: String
  /// How it ended by itself, where the others made that another.
  var alone: String?
  var reason: String?
  var form: String?
  var title: String?
  var version: String?
  var key: String?
  var batch: String?
  var source: String?
  var time: String?
  var papers: [Paper] = []
  /// The pages, where the file holds only some of its paper.
  var part: PaperPart?
  /// What the file said by itself, before its pages were joined with those of others.
  var own: Own?
  var signatures: [Signature] = []
  var missingSigners: [String] = []
  var doubts: [Doubt] = []
  /// What was noticed in the file itself.
  var findings: [Remark] = []
  /// What was noticed when it was held against the other files.
  var amongOthers: [Remark] = []
  /// By what rules and templates it was read.
  var reading: String

  struct Paper: Codable, Sendable {
    /// As an entry of a file of records.
    var record: String?
    var key: String?
    var values: [Value] = []
    var changes: [Change] = []
    var isCompared: Bool
    /// By these the same paper is known again: its key, or whom it is about.
    var identities: [String] = []
    var people: [Person] = []
    /// Whether another file had the same paper with the same values before.
    var isRepeated = false
  }

  /// What joining pages changes of an answer.
  struct Own: Codable, Sendable {
    var status: String
    var reason: String?
    var batch: String?
    var papers: [Paper]
    var findings: [Remark]

    init(_ answer: FileAnswer) {
      (status, reason, batch) = (answer.status, answer.reason, answer.batch)
      (papers, findings) = (answer.papers, answer.findings)
    }
  }

  struct Value: Codable, Sendable {
    var box: String
    var label: String
    var text: String
  }

  struct Change: Codable, Sendable {
    var box: String
    var label: String
    var issued: String
    var returned: String
  }

  /// Someone on a paper, by marks that say nothing.
  struct Person: Codable, Sendable {
    var id: String
    /// A mark of each field's value.
    var facts: [String: String]
  }

  struct Signature: Codable, Sendable {
    var field: String
    var verdict: String
    var signer: String?
    var time: String?
    var changes: [Words]
    var reasons: [Words]
  }

  struct Doubt: Codable, Sendable {
    var box: String
    var label: String
    var code: String
    var page: Int?
    var area: [Double]?
    var stored: String?
    var state: String?
    var drawn: String?
    var issued: String?
    /// The file with its picture, in the folder of the answer.
    var picture: String?
  }

  struct Words: Codable, Sendable {
    var zh: String
    var en: String

    init(_ phrase: Phrase) { (zh, en) = (phrase.chinese, phrase.english) }
    var phrase: Phrase { Phrase(zh, en) }
  }

  /// A finding without the file's name, which others may have too.
  struct Remark: Codable, Sendable {
    var severity: String
    var code: String
    var message: Words
    var hint: Words?
    var page: Int?
    var field: String?
    var line: Int?

    init(_ finding: Finding) {
      (severity, code) = (finding.severity.rawValue, finding.code.rawValue)
      (message, hint) = (Words(finding.message), finding.hint.map { Words($0) })
      (page, field, line) = (finding.place.page, finding.place.field, finding.place.line)
    }

    var isError: Bool { severity == Finding.Severity.error.rawValue }

    func finding(in file: String) -> Finding {
      Finding(
        Finding.Severity(rawValue: severity) ?? .error, Finding.Code(rawValue: code),
        at: Place(file: file, line: line, page: page, field: field), message.phrase, hint: hint?.phrase)
    }
  }
}

extension FileAnswer {
  /// Why it was not accepted, and what else was noticed, in order.
  var remarks: [Remark] { findings + amongOthers }

  /// The answer as it was before the file was held against the others.
  var unsorted: FileAnswer {
    var answer = self
    answer.amongOthers = []
    for index in papers.indices { answer.papers[index].isRepeated = false }
    // Only what was accepted becomes something else.
    if let alone { (answer.status, answer.reason, answer.alone) = (alone, nil, nil) }
    guard let own else { return answer }
    (answer.status, answer.reason, answer.batch) = (own.status, own.reason, own.batch)
    (answer.papers, answer.findings, answer.own) = (own.papers, own.findings, nil)
    return answer
  }

  var isRefused: Bool { status == ReturnedForm.Status.refused.rawValue }
  var isForReview: Bool { status == ReturnedForm.Status.review.rawValue }
  var isAccepted: Bool { status == ReturnedForm.Status.accepted.rawValue }

  /// What files that we make of it are called: nothing about a person.
  var stem: String { String((digest ?? IntakeNaming.mark(file)).prefix(16)) }

  /// As a line, with its end.
  func line() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Everything in it is text, numbers and flags, which JSON can hold.
    return ((try? encoder.encode(self)).map { [UInt8]($0) } ?? []) + [0x0A]
  }

  /// - Returns: `nil` for half a line, or one of another format.
  init?(untrustedLine: some Collection<UInt8>) {
    guard let answer = try? JSONDecoder().decode(Self.self, from: Data(untrustedLine)) else { return nil }
    self = answer
  }
}
