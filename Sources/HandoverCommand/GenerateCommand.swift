import ArgumentParser
import Handover

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "按名单打印表格为 PDF / print a form for everyone on a list",
    discussion: """
      中断后再次运行同一命令，就从断处继续 / a run that was cut off goes on when the same command is run again.

      例 / examples:
        handover generate info-table --profile liaocheng --data 退休人员.xlsx --out 信息表
        handover generate info-table --profile liaocheng --data list.csv --out all.pdf --merged --for print
        handover generate info-table --profile liaocheng --data list.csv --out 信息表.zip --names '{number}-{retiree.name}'
        handover generate info-table --profile liaocheng --data list.csv --out 可填 --fillable --set signing.date=2026-11-21
        handover generate archive-roster --profile liaocheng --data list.xlsx --out 名册.pdf
        handover generate info-table --profile liaocheng --data list.csv --out 信息表 --shard 2/3
        handover generate info-table --profile liaocheng --data list.csv --out 信息表.xml --merged --for xml
      """)
  @Argument(help: ArgumentHelp("表格 / the form", valueName: "FORM")) var form: String
  @Option(help: ArgumentHelp("城市 / the city's profile", valueName: "P")) var profile: String
  @Option(help: ArgumentHelp("名单；- 为标准输入（JSON Lines） / the list; - is the standard input", valueName: "LIST"))
  var data: String
  @Option(
    help: ArgumentHelp("输出文件夹，或 .zip；合并时也可为文件 / a folder, a ZIP archive, or the one file", valueName: "PATH"))
  var out: String
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("对全体都成立的值，可多次给出 / a value that holds for all", valueName: "name=value"))
  var settings: [String] = []
  @Option(
    help: ArgumentHelp("批次文件（XML 或 JSON）：抬头、接收机构、资产等 / a file about the batch", valueName: "BATCH"))
  var batch: String?
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "存档（默认）、只供打印，或只要数据（XML，结构见 template schema） / for keeping (the default), for the printer alone, or the data as XML",
      valueName: "archive|print|xml"))
  var purpose = Purpose.archive
  @Flag(help: "可填写，或不可填写（默认） / fillable, or flat (the default)") var style = Style.flat
  @Flag(help: "合为一个文件 / all in one file") var merged = false
  @OptionGroup var bulk: BulkOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var options: CommonOptions

  enum Style: String, EnumerableFlag {
    case fillable, flat
  }

  enum Purpose: String, ExpressibleByArgument, CaseIterable {
    case archive, print, xml

    var kind: GenerationRequest.Kind {
      switch self {
      case .archive: .archive
      case .print: .print
      case .xml: .xml
      }
    }
  }

  func validate() throws {
    guard settings.allSatisfy({ $0.contains("=") && $0.first != "=" }) else {
      throw ValidationError("--set name=value")
    }
    guard style == .flat || purpose == .archive else {
      throw ValidationError("--fillable 不能与 --for 同用 / --fillable and --for exclude each other")
    }
  }

  func run() throws {
    let printer = FindingPrinter(options, leavesOutputAlone: bulk.jsonl)
    let bar = ProgressBar(options)
    let stop = StopSignal()
    let account = try printer.refusable {
      defer { bar.clear() }
      return try options.toolkit().generate(
        request, language: options.language, progress: { bar.show($0, findings: printer.counts) },
        printed: { if bulk.jsonl { print($0.jsonLine) } }, isStopped: { stop.wasGiven },
        report: {
          bar.clear()
          printer.show($0)
        })
    }
    printer.summary(of: account.list)
    summarize(account, printer)
    try printer.finish()
    if account.list.isInterrupted { throw ExitCode(StopSignal.exitCode) }
  }

  private var request: GenerationRequest {
    var request = GenerationRequest(form: form, profile: profile, list: data, output: out)
    request.kind = style == .fillable ? .fillable : purpose.kind
    request.isMerged = merged
    request.jobs = work.jobs
    request.batch = batch
    request.settings = settings.map { setting in
      let name = setting.prefix { $0 != "=" }
      return (String(name), String(setting.dropFirst(name.count + 1)))
    }
    bulk.apply(to: &request)
    return request
  }

  private func summarize(_ account: GenerationAccount, _ printer: FindingPrinter) {
    printer.say(
      "打印 \(account.papers) 份，\(account.pages) 页，\(account.files) 个文件；未能打印 \(account.failed) 份。输出：\(out)",
      "\(account.papers) papers, \(account.pages) pages, \(account.files) files; \(account.failed) failed. Output: \(out)"
    )
    printer.say(outsiders: account.list.outsiders)
    if account.papersFromBefore > 0 {
      printer.say("其中 \(account.papersFromBefore) 份上次已经完成", "\(account.papersFromBefore) of them had been made before")
    }
    if account.list.isInterrupted {
      printer.say("已中断；再次运行同一命令即可继续", "interrupted; run the same command again to go on")
    }
  }
}

/// What large runs need beside.
struct BulkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "文件名模式，可用 {number} {key} {form} 和字段；默认不含个人信息 / a pattern of file names", valueName: "PATTERN"))
  var names: String?
  @Option(
    help: ArgumentHelp("只打印名单的第 k 份（共 n 份），供多台机器分工 / print one of n shares of the list", valueName: "k/n"),
    transform: { word in
      guard let shard = Shard(word) else { throw ValidationError("--shard k/n") }
      return shard
    })
  var shard: Shard?
  @Flag(help: "不接着上次，重新生成 / start over instead of going on") var fresh = false
  @Flag(help: "每完成一个文件，向标准输出写一行 JSON / a line of JSON on the output for each file") var jsonl = false
  @Option(
    help: ArgumentHelp("多个进程合做一批时的批名 / the name of a run that several processes share", valueName: "NAME"))
  var run: String?

  func apply(to request: inout GenerationRequest) {
    request.names = names
    request.shard = shard
    request.startsOver = fresh
    request.run = run
  }
}
