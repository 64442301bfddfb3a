import ArgumentParser
import Foundation
import Handover

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "读取交回的表格，得到核验过的记录 / read returned forms into validated records",
    discussion: """
      给出文件夹（或 --out 为文件夹）时，读取其中所有文件，并分到输出文件夹的 accepted（接受）、review（待核）、refused（退回），
      另有 summary.xlsx 和 report.html。原文件不移动、不改动；再次运行不改变任何东西，中断后可接着运行。
      With a folder (or a folder as --out) every file in it is read and sorted into accepted/, review/ and refused/ below --out, with
      summary.xlsx and report.html. Inputs are never moved or changed; running it again changes nothing, or goes on.
      With --out records.xlsx only accepted records are written; the others are named, with reasons.
      退出码 / exit code: 0 全部接受 all accepted; 1 有待核或退回 some for review or refused; 2 用法 usage.
      例 / examples:
        handover read 交回 --out 结果
        handover read 交回/*.pdf --out records.xlsx
        handover read a.pdf b.pdf --out records.jsonl --json
      """)
  @Argument(help: ArgumentHelp("交回的文件或文件夹 / returned files or folders", valueName: "FILE|DIR")) var files: [String]
  @Option(
    help: ArgumentHelp(
      "写出记录：.json .jsonl .xml .csv .xlsx，或文件夹 / where to write the records, or a folder for everything",
      valueName: "PATH"))
  var out: String?
  @Option(help: ArgumentHelp("同时读取的文件数 / files read at the same time", valueName: "N"))
  var jobs = min(2, ProcessInfo.processInfo.activeProcessorCount)
  @Option(help: ArgumentHelp("密码文件：每行一个，用于打开加密的文件 / passwords for encrypted files, one a line", valueName: "FILE"))
  var passwordFile: String?
  @Flag(
    help: "应签章处没有电子签名或印章的列为待核 / forms without a digital signature or seal where they ask for one are for review")
  var requireSignatures = false
  @OptionGroup var trust: TrustOptions
  @OptionGroup var options: CommonOptions

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs: 1, 2, …") }
  }

  func run() throws {
    if let out, isFolder(out) { return try sort(into: out) }
    try readFiles()
  }

  /// A folder is what is one, or what has none of the endings of a list.
  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) { return isFolder.boolValue }
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased()
    return path.hasSuffix("/") || !["json", "jsonl", "xml", "csv", "xlsx"].contains(ending)
  }

  /// One a line; never shown.
  private func passwords() throws -> [String] {
    guard let passwordFile else { return [] }
    guard let text = try? String(contentsOfFile: passwordFile, encoding: .utf8) else {
      throw ValidationError(options.text("读不出密码文件 \(passwordFile)", "the password file \(passwordFile) cannot be read"))
    }
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }

  // MARK: Into a list

  private func readFiles() throws {
    let printer = FindingPrinter(options)
    let toolkit = try printer.refusable { try options.toolkit(trusting: try trust.roots()) }
    var records: [Record] = []
    var tally = (files: 0, accepted: 0, changed: 0, review: 0, refused: 0)
    try printer.refusable {
      try toolkit.read(
        files, passwords: try passwords(), requiresSignatures: requireSignatures, report: { printer.show([$0]) }
      ) { returned in
        printer.show(returned.findings)
        show(returned)
        if returned.status == .accepted { records += returned.papers.compactMap(\.record) }
        tally.files += 1
        tally.accepted += returned.status == .accepted ? 1 : 0
        tally.review += returned.status == .review ? 1 : 0
        tally.refused += returned.status == .refused ? 1 : 0
        tally.changed += returned.status == .accepted && returned.papers.contains { !$0.changes.isEmpty } ? 1 : 0
      }
      if let out { try toolkit.write(records, to: out) }
    }
    printer.say(
      "读取 \(tally.files) 个文件：接受 \(tally.accepted)（其中有改动 \(tally.changed)），待核 \(tally.review)，退回 \(tally.refused)；记录 \(records.count) 条",
      "\(tally.files) files: \(tally.accepted) accepted (\(tally.changed) with changes), \(tally.review) for review, \(tally.refused) refused; \(records.count) records"
    )
    if let out { printer.say("记录已写入 \(out)", "records written to \(out)") }
    if tally.review + tally.refused > 0 { throw ExitCode(1) }
  }

  private func show(_ returned: ReturnedForm) {
    if options.json {
      print(returned.jsonLine)
    } else if !options.quiet {
      print(returned.text(in: options.language))
    }
  }

  // MARK: Into a folder

  private func sort(into folder: String) throws {
    let printer = FindingPrinter(options)
    let toolkit = try printer.refusable { try options.toolkit(trusting: try trust.roots()) }
    var request = IntakeRequest(inputs: files, output: folder)
    (request.language, request.jobs) = (options.language, jobs)
    request.passwords = try printer.refusable { try passwords() }
    request.requiresSignatures = requireSignatures
    let bar = ProgressBar(options)
    let stop = StopSignal()
    let account = try printer.refusable {
      try toolkit.takeIn(
        request, progress: { bar.show($0, Phrase("个文件", "files")) },
        isStopped: { stop.wasGiven },
        report: {
          bar.clear()
          printer.show($0)
        }
      ) { answer in
        if options.json { print(answer.jsonLine(in: options.language)) }
      }
    }
    bar.clear()
    if account.isInterrupted {
      printer.say("已中断；用同样的命令接着读取", "stopped; the same command goes on")
      throw ExitCode(StopSignal.exitCode)
    }
    printer.say(
      "读取 \(account.files) 个文件：接受 \(account.accepted)（其中有改动 \(account.changed)），待核 \(account.review)，退回 \(account.refused)；记录 \(account.records) 条",
      "\(account.files) files: \(account.accepted) accepted (\(account.changed) with changes), \(account.review) for review, \(account.refused) refused; \(account.records) records"
    )
    for (code, count) in account.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      printer.say("  \(count)  \(code)", "  \(count)  \(code)")
    }
    printer.say("结果在 \(folder)，先看 \(folder)/report.html", "see \(folder)/report.html first")
    if account.review + account.refused > 0 { throw ExitCode(1) }
  }
}
