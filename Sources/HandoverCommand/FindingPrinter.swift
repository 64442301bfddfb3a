import ArgumentParser
import Foundation
import Handover

/// Shows findings as they arise, and counts them.
final class FindingPrinter {
  private let options: CommonOptions
  /// Whether the standard output belongs to something else, and all that is said goes beside it.
  private let leavesOutputAlone: Bool
  private(set) var counts: [Finding.Severity: Int] = [:]
  /// More than this many of one code on a screen help nobody; all are counted, and `--json` gives all.
  private let mostOfOneCode = 40
  private var shown: [Finding.Code: Int] = [:]

  init(_ options: CommonOptions, leavesOutputAlone: Bool = false) {
    self.options = options
    self.leavesOutputAlone = leavesOutputAlone
  }

  var hasErrors: Bool { counts[.error, default: 0] > 0 }

  func show(_ finding: Finding) {
    counts[finding.severity, default: 0] += 1
    if options.json {
      write(finding.jsonLine(in: options.language))
      return
    }
    if options.quiet, finding.severity < .error { return }
    shown[finding.code, default: 0] += 1
    if shown[finding.code, default: 0] > mostOfOneCode { return }
    writeError(finding.text(in: options.language))
  }

  func show(_ findings: [Finding]) { findings.forEach(show) }

  /// A line of account, for people.
  func say(_ chinese: String, _ english: String) {
    if !options.quiet, !options.json { write(options.text(chinese, english)) }
  }

  private func write(_ line: String) { leavesOutputAlone ? writeError(line) : print(line) }

  /// Ends the command: exit code 1 when there were errors.
  func finish() throws {
    for (code, count) in shown.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > mostOfOneCode {
      writeError(
        options.text(
          "……另有 \(count - mostOfOneCode) 条 \(code)（--json 列出全部）",
          "… and \(count - mostOfOneCode) more of \(code) (--json lists all)"))
    }
    if hasErrors { throw ExitCode(1) }
  }

  /// Runs what may be refused as a whole: the reasons are shown, and the command ends with 1.
  func refusable<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let refusal as Refusal {
      show(refusal.findings)
      try finish()
      throw ExitCode(1)
    }
  }
}

extension Finding {
  /// One or two lines: severity, place, message; then the hint.
  func text(in language: Language) -> String {
    let place = place.text(in: language)
    let head =
      "\(severity.label(in: language)) \(place.isEmpty ? "" : place + (language == .chinese ? "：" : ": "))\(message.text(in: language)) [\(code)]"
    return hint.map { "\(head)\n     → \($0.text(in: language))" } ?? head
  }

  /// The finding as one JSON object on a line.
  func jsonLine(in language: Language) -> String {
    var object: [String: Any] = [
      "severity": severity.rawValue, "code": code.rawValue, "message": message.text(in: language),
    ]
    object["hint"] = hint?.text(in: language)
    object["file"] = place.file
    object["sheet"] = place.sheet
    object["row"] = place.row
    object["column"] = place.column
    object["line"] = place.line
    object["character"] = place.character
    object["page"] = place.page
    object["field"] = place.field
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension Finding.Severity {
  func label(in language: Language) -> String {
    switch (self, language) {
    case (.fix, .chinese): "已改"
    case (.suggestion, .chinese): "建议"
    case (.warning, .chinese): "提醒"
    case (.error, .chinese): "错误"
    case (.fix, .english): "fixed"
    case (.suggestion, .english): "suggest"
    case (.warning, .english): "warning"
    case (.error, .english): "error"
    }
  }
}

/// Writes a line for people beside the command's output proper.
func writeError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
