import ArgumentParser
import Handover

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查名单，一次列出全部问题 / check a list and show all its faults",
    discussion: """
      例 / examples:
        handover check 退休人员.xlsx --profile liaocheng
        handover check list.csv --profile liaocheng --rejected rejected.xlsx
        handover check list.xlsx --profile liaocheng --json | jq .code
      """)
  @Argument(help: ArgumentHelp("名单：XLSX、CSV、JSON、XML / the list", valueName: "LIST")) var list: String
  @Option(help: ArgumentHelp("城市 / the city's profile", valueName: "P")) var profile: String
  @Option(help: ArgumentHelp("把退回的行写成可修改的工作簿 / write refused rows to a workbook", valueName: "PATH"))
  var rejected: String?
  @OptionGroup var work: WorkOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let bar = ProgressBar(options)
    let stop = StopSignal()
    let account = try printer.refusable {
      defer { bar.clear() }
      return try options.toolkit().check(
        list, profile: profile, rejected: rejected, language: options.language, jobs: work.jobs,
        progress: { bar.show($0, findings: printer.counts) }, isStopped: { stop.wasGiven },
        report: {
          bar.clear()
          printer.show($0)
        })
    }
    printer.summary(of: account)
    try printer.finish()
    if account.isInterrupted { throw ExitCode(StopSignal.exitCode) }
  }
}

/// How the work is spread.
struct WorkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("同时工作的线程数，默认与处理器核数相同 / threads at work", valueName: "N"))
  var jobs = ProcessorCount.available

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs 1…256") }
  }
}
