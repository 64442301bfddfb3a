import Archives
import Diagnostics
import Foundation
import RecordWriting
import Records

/// Writes what a run has to say, from answers that are looked up one by one. A file that would be the same is not touched, and what
/// an earlier run wrote about files that are gone is taken away.
struct IntakeOutputs {
  let folder: String
  let language: Language
  let catalogue: FormCatalogue
  let rows: [IntakeRow]
  /// The sorted answer of a row.
  let answer: (Int) -> FileAnswer?

  /// What stands in the output folder.
  static let names = ["accepted", "review", "refused", "summary.xlsx", "report.html"]

  func write(_ account: inout IntakeAccount, answer report: (IntakeAnswer) -> Void) throws(Refusal) {
    for name in ["accepted", "review", "refused"] { try makeFolder("\(folder)/\(name)") }
    let answers = try WholeFile(path: IntakeJournal.path(in: folder), existing: .replacedUnlessEqual)
    var summary = try IntakeSummary(path: "\(folder)/summary.xlsx", language: language)
    var page = IntakeReport(folder: folder, language: language, answer: answer)
    var kept = (review: Set<String>(), refused: Set<String>())
    for index in rows.indices {
      guard let answer = answer(index) else { continue }
      try answers.write(answer.line())
      account.add(answer)
      try summary.add(answer)
      page.add(answer, at: index)
      if answer.isForReview, kept.review.insert(answer.stem).inserted { try review(answer) }
      if answer.isRefused, kept.refused.insert(answer.stem + ".txt").inserted { try refuse(answer) }
      report(IntakeAnswer(answer))
    }
    try answers.commit()
    let accepted = try IntakeRecords(self).write(&account)
    try summary.finish(account)
    try page.write(to: "\(folder)/report.html", account)
    clear("accepted", but: accepted)
    clear("review", but: kept.review)
    clear("refused", but: kept.refused)
  }

  /// The values of a file that a person must look at, and why.
  private func review(_ answer: FileAnswer) throws(Refusal) {
    let path = "\(folder)/review/\(answer.stem)"
    try makeFolder(path)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let json: [UInt8] = (try? encoder.encode(answer)).map { [UInt8]($0) + [0x0A] } ?? []
    try writeWhole(json, to: "\(path)/answer.json", existing: .replacedUnlessEqual)
    let entries = answer.papers.compactMap(\.record).map { Array($0.utf8) }
    if entries.isEmpty {
      try? FileManager.default.removeItem(atPath: "\(path)/records.xml")
    } else {
      try writeWhole(recordsXML(entries: entries), to: "\(path)/records.xml", existing: .replacedUnlessEqual)
    }
  }

  /// A note on why a file was not read.
  private func refuse(_ answer: FileAnswer) throws(Refusal) {
    let (message, hint) = answer.cause(in: language)
    let lines = [
      (Phrase("文件", "file"), answer.file), (Phrase("代码", "code"), answer.reason ?? ""),
      (Phrase("原因", "reason"), message), (Phrase("处理", "what to do"), hint),
      (Phrase("摘要", "digest"), answer.digest ?? ""),
    ].map { "\($0.text(in: language))\(language == .chinese ? "：" : ": ")\(shown($1))\n" }
    try writeWhole(
      Array(lines.joined().utf8), to: "\(folder)/refused/\(answer.stem).txt", existing: .replacedUnlessEqual)
  }

  /// Takes away what only an earlier run wrote: nothing but what is named as we name things.
  private func clear(_ name: String, but kept: Set<String>) {
    let path = "\(folder)/\(name)"
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where !kept.contains(entry) {
      let isOurs =
        switch name {
        case "accepted": entry.hasSuffix(".xml") || entry.hasSuffix(".xlsx")
        default: entry.wholeMatch(of: /[0-9a-f]{16}(\.txt)?/) != nil
        }
      if isOurs { try? FileManager.default.removeItem(atPath: "\(path)/\(entry)") }
    }
  }
}

extension IntakeAccount {
  fileprivate mutating func add(_ answer: FileAnswer) {
    files += 1
    accepted += answer.isAccepted ? 1 : 0
    review += answer.isForReview ? 1 : 0
    refused += answer.isRefused ? 1 : 0
    repeated += answer.isAccepted && !answer.papers.isEmpty && answer.papers.allSatisfy(\.isRepeated) ? 1 : 0
    changed += answer.isAccepted && answer.papers.contains { !$0.changes.isEmpty } ? 1 : 0
    if let reason = answer.reason { reasons[reason, default: 0] += 1 }
  }
}

extension FileAnswer {
  /// What stood in the way of its being accepted, and what to do about it.
  func cause(in language: Language) -> (message: String, hint: String) {
    let cause = remarks.first { $0.isError && $0.code == reason } ?? remarks.first(where: \.isError)
    return (cause?.message.phrase.text(in: language) ?? "", cause?.hint?.phrase.text(in: language) ?? "")
  }

  /// How it ended, in words.
  func ending(in language: Language) -> String {
    let words =
      switch ReturnedForm.Status(rawValue: status) {
      case .accepted: Phrase("接受", "accepted")
      case .review: Phrase("待核", "for review")
      case .refused, nil: Phrase("退回", "refused")
      }
    return words.text(in: language)
  }
}

/// A text from a file as it may be shown on a line of its own: without control characters and invisible marks of direction.
func shown(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029, 0xFEFF, 0xFFFE,
          0xFFFF:
          " "
        default: scalar
        }
      }))
}
