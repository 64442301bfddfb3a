import Foundation
import Handover

/// The steps of the demonstration, each with its lines of account.
struct DemoRun {
  let toolkit: Toolkit
  let folder: String
  let jobs: Int
  let options: CommonOptions
  let printer: FindingPrinter

  private let profile = "liaocheng"
  private let people = 200
  private var list: String { "\(folder)/退休人员名单.xlsx" }
  private var rejected: String { "\(folder)/rejected.xlsx" }
  private var records: String { "\(folder)/读回.xlsx" }

  /// - Returns: Whether all went as it must: every fault found, nothing else refused, everything read back equal.
  func run() throws -> Bool {
    let start = ContinuousClock.now
    let check = try check()
    let papers = try print(check)
    let reading = try readBack(papers.filter(\.isFillable))
    let arePacketsWhole = try DemoPackets(
      toolkit: toolkit, list: list, folder: folder, people: people, jobs: jobs, options: options, printer: printer
    ).run()
    conclude(check, papers, reading, seconds: Self.seconds(since: start))
    return check.isAsPlanned && reading.isComplete && papers.allSatisfy { $0.account.failed == 0 } && arePacketsWhole
  }

  // MARK: Steps

  private func check() throws -> DemoCheck {
    let planned = try toolkit.writeSampleList(to: list, people: people)
    head("名单", "The list")
    say(
      """
         \(people) 位虚构的退休人员，照人事部门常见的样子做成：标题行、两行表头、合并单元格、隐藏列、
         日期单元格、页脚，并故意留下 \(planned.count) 处常见毛病。文件：\(list)
      """,
      """
         \(people) fictitious retirees as an HR office lists them: titles, two rows of headings, merged cells,
         a hidden column, date cells, a footer, and \(planned.count) typical faults put in on purpose. File: \(list)
      """)
    var check = DemoCheck(planned: planned)
    check.account = try toolkit.check(
      list, profile: profile, rejected: rejected, language: options.language, jobs: jobs
    ) { finding in
      if options.json { printer.show(finding) }
      check.take(finding)
    }
    head("检查：留下的毛病和查出的问题", "The check: what was put in, and what was found")
    table(check.rows(in: options.language), numbers: [0])
    let others = check.others.sorted { $0.key > $1.key }.map { "\($0.key.label(in: options.language)) \($0.value)" }
    say(
      "   通过 \(check.account.accepted) 人，退回 \(check.account.refused) 人。退回的行在 \(rejected)，在里面改好可直接再检查。",
      "   \(check.account.accepted) accepted, \(check.account.refused) refused: they are in \(rejected), to be mended there and checked again."
    )
    if !others.isEmpty {
      let list = others.joined(separator: options.text("，", ", "))
      say(
        "   其余各行：\(list)，如隐藏列、页脚；用 handover check 查看全部。",
        "   Elsewhere: \(list), such as the hidden column and the footer; handover check shows all.")
    }
    return check
  }

  private func print(_ check: DemoCheck) throws -> [DemoPaper] {
    head("打印", "Printing")
    let bar = ProgressBar(options)
    var papers = DemoPaper.all
    for index in papers.indices {
      let (start, begun) = (ContinuousClock.now, Date())
      let request = papers[index].request(list: list, folder: folder, rejected: rejected, profile: profile, jobs: jobs)
      papers[index].account = try toolkit.generate(
        request, language: options.language, progress: { bar.show($0, findings: [:]) }
      ) {
        finding in
        // What the check has said need not be said six times again.
        guard !check.all.contains(finding) else { return }
        bar.clear()
        printer.show(finding)
      }
      bar.clear()
      papers[index].seconds = Self.seconds(since: start)
      // File systems keep times less finely than clocks.
      papers[index].noteFiles(in: folder, since: begun.addingTimeInterval(-0.1))
    }
    table(papers.map(row), numbers: [1, 2, 3, 4])
    return papers
  }

  private func row(_ paper: DemoPaper) -> [String] {
    [
      paper.name.text(in: options.language),
      options.text("\(paper.account.papers) 份", Self.counted(paper.account.papers, "paper")),
      options.text("\(paper.account.pages) 页", Self.counted(paper.account.pages, "page")), average(paper),
      Self.shown(paper.seconds, options),
      "\(folder)/\(paper.path)",
    ]
  }

  /// The size of one file; of many files, on average.
  private func average(_ paper: DemoPaper) -> String {
    let size = Self.kilobytes(paper.bytes / max(paper.account.files, 1))
    return paper.account.files > 1 ? options.text("每个 \(size)", "each \(size)") : size
  }

  private func readBack(_ papers: [DemoPaper]) throws -> DemoReading {
    head("读回可填写的文件，与签发时的数据逐格比较", "Reading the fillable ones back, box by box against what was issued")
    var reading = DemoReading(expected: papers.reduce(0) { $0 + $1.account.papers })
    let start = ContinuousClock.now
    let bar = ProgressBar(options)
    defer { bar.clear() }
    try toolkit.read(papers.flatMap(\.files)) { returned in
      reading.take(returned)
      bar.show(reading.files, Phrase("个文件", "files"))
      guard returned.status != .accepted else { return }
      bar.clear()
      printer.show(returned.findings)
    }
    bar.clear()
    try toolkit.write(reading.people, to: records)
    say(
      "   \(reading.files) 个文件，\(reading.papers) 份，一致 \(reading.equal) 份，用时 \(Self.shown(Self.seconds(since: start), options))。记录写入 \(records)",
      "   \(reading.files) files, \(reading.papers) papers, \(reading.equal) equal, in \(Self.shown(Self.seconds(since: start), options)). Records: \(records)"
    )
    return reading
  }

  private func conclude(_ check: DemoCheck, _ papers: [DemoPaper], _ reading: DemoReading, seconds: Double) {
    head("小结", "Account")
    let total = papers.reduce(into: (papers: 0, files: 0, pages: 0, bytes: 0)) { sum, paper in
      sum.papers += paper.account.papers
      sum.files += paper.account.files
      sum.pages += paper.account.pages
      sum.bytes += paper.bytes
    }
    let rows = [
      (
        Phrase("名单", "on the list"),
        Phrase("\(people) 人，退回 \(check.account.refused) 人", "\(people) people, \(check.account.refused) refused")
      ),
      (
        Phrase("毛病", "faults"),
        Phrase(
          "留下 \(check.planned.count) 处，查出 \(check.noticed) 处", "\(check.planned.count) put in, \(check.noticed) found")
      ),
      (
        Phrase("打印", "printed"),
        Phrase(
          "\(total.papers) 份，\(total.pages) 页，\(total.files) 个文件，\(Self.kilobytes(total.bytes))",
          "\(total.papers) papers, \(total.pages) pages, \(total.files) files, \(Self.kilobytes(total.bytes))")
      ),
      (
        Phrase("读回", "read back"),
        Phrase("\(reading.papers) 份，一致 \(reading.equal) 份", "\(reading.papers) papers, \(reading.equal) equal")
      ),
      (Phrase("用时", "time"), Phrase(Self.shown(seconds, options), Self.shown(seconds, options))),
      (Phrase("文件", "files"), Phrase(folder, folder)),
    ]
    table(rows.map { [$0.0.text(in: options.language), $0.1.text(in: options.language)] })
  }
}

// MARK: Showing

extension DemoRun {
  private func head(_ chinese: String, _ english: String) { say("\n\(chinese)", "\n\(english)") }

  private func say(_ chinese: String, _ english: String) { printer.say(chinese, english) }

  private func table(_ rows: [[String]], numbers: Set<Int> = []) {
    for line in AlignedText.lines(rows, numbers: numbers) { say("   \(line)", "   \(line)") }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
  }

  private static func shown(_ seconds: Double, _ options: CommonOptions) -> String {
    let number = String(format: "%.1f", seconds)
    return options.text("\(number) 秒", "\(number) s")
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func kilobytes(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\((bytes + 512) / 1024) KB" : String(format: "%.1f MB", Double(bytes) / 1_048_576)
  }
}
