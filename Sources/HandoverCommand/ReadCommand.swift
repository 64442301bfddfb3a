import ArgumentParser
import Foundation
import Handover

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "读取交回的表格，得到核验过的记录 / read returned forms into validated records",
    discussion: """
      例 / examples:
        handover read 交回/*.pdf --out records.xlsx
        handover read a.pdf b.pdf --out records.jsonl --json
      """)
  @Argument(help: ArgumentHelp("交回的文件 / returned files", valueName: "FILE")) var files: [String]
  @Option(help: ArgumentHelp("写出记录：.json .jsonl .xml .csv .xlsx / where to write the records", valueName: "PATH"))
  var out: String?
  @OptionGroup var trust: TrustOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let toolkit = try printer.refusable { try options.toolkit(trusting: try trust.roots()) }
    var records: [Record] = []
    var tally = (accepted: 0, changed: 0, review: 0, refused: 0)
    try printer.refusable {
      try toolkit.read(files) { returned in
        printer.show(returned.findings)
        show(returned)
        if returned.status == .accepted { records += returned.papers.compactMap(\.record) }
        tally.accepted += returned.status == .accepted ? 1 : 0
        tally.review += returned.status == .review ? 1 : 0
        tally.refused += returned.status == .refused ? 1 : 0
        tally.changed += returned.status == .accepted && returned.papers.contains { !$0.changes.isEmpty } ? 1 : 0
      }
      if let out { try toolkit.write(records, to: out) }
    }
    printer.say(
      "读取 \(files.count) 个文件：接受 \(tally.accepted)（其中有改动 \(tally.changed)），待核 \(tally.review)，退回 \(tally.refused)；记录 \(records.count) 条",
      "\(files.count) files: \(tally.accepted) accepted (\(tally.changed) with changes), \(tally.review) for review, \(tally.refused) refused; \(records.count) records"
    )
    if let out { printer.say("记录已写入 \(out)", "records written to \(out)") }
    try printer.finish()
  }

  private func show(_ returned: ReturnedForm) {
    if options.json {
      print(returned.jsonLine)
    } else if !options.quiet {
      print(returned.text(in: options.language))
    }
  }
}

extension ReturnedForm {
  /// A line on what became of the file, and one for each change.
  fileprivate func text(in language: Language) -> String {
    func say(_ chinese: String, _ english: String) -> String { Phrase(chinese, english).text(in: language) }
    var head = file + say("：", ": ")
    switch status {
    case .refused: head += say("退回", "refused") + " [\(reason ?? "")]"
    case .review: head += say("待核", "for review") + " \(form ?? "") \(key ?? "") [\(reason ?? "")]"
    case .accepted:
      let changes = papers.reduce(0) { $0 + $1.changes.count }
      head += say("接受", "accepted") + " \(form ?? "") \(key ?? "")"
      head +=
        papers.allSatisfy(\.isCompared)
        ? say("，改动 \(changes) 处", ", \(changes) changes") : say("，没有签发数据可比", ", nothing to compare with")
      if source == .attachment { head += say("（读自附带数据）", " (from the attached data)") }
    }
    let lines = papers.flatMap(\.changes).map { change in
      "    \(change.label)\(say("：", ": "))\(change.shownIssued) → \(change.shownReturned)"
    }
    return ([head] + lines).joined(separator: "\n")
  }

  /// The same for programs. Personal values are masked here too: the records themselves go to `--out`.
  fileprivate var jsonLine: String {
    var object: [String: Any] = ["file": file, "status": status.rawValue]
    object["reason"] = reason
    object["form"] = form
    object["version"] = version
    object["key"] = key
    object["source"] = source?.rawValue
    object["papers"] = papers.map { paper in
      [
        "accepted": paper.record != nil, "compared": paper.isCompared,
        "changes": paper.changes.map { ["field": $0.box, "issued": $0.shownIssued, "returned": $0.shownReturned] },
      ] as [String: Any]
    }
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension ReturnedForm.Change {
  fileprivate var shownIssued: String { isPersonal ? masked(issued) : issued }
  fileprivate var shownReturned: String { isPersonal ? masked(returned) : returned }
}
