import ArgumentParser
import Handover

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "按名单打印表格为 PDF / print a form for everyone on a list",
    discussion: """
      例 / examples:
        handover generate info-table --profile liaocheng --data 退休人员.xlsx --out 信息表
        handover generate info-table --profile liaocheng --data list.csv --out all.pdf --merged
        handover generate info-table --profile liaocheng --data list.csv --out 可填 --fillable --set signing.date=2026-11-21
        handover generate archive-roster --profile liaocheng --data list.xlsx --out 名册.pdf
      """)
  @Argument(help: ArgumentHelp("表格 / the form", valueName: "FORM")) var form: String
  @Option(help: ArgumentHelp("城市 / the city's profile", valueName: "P")) var profile: String
  @Option(help: ArgumentHelp("名单 / the list", valueName: "LIST")) var data: String
  @Option(help: ArgumentHelp("输出文件夹；合并时也可为文件 / a folder, or the one file", valueName: "PATH")) var out: String
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("对全体都成立的值，可多次给出 / a value that holds for all", valueName: "name=value"))
  var settings: [String] = []
  @Flag(help: "可填写，或不可填写（默认） / fillable, or flat (the default)") var style = Style.flat
  @Flag(help: "合为一个文件 / all in one file") var merged = false
  @OptionGroup var work: WorkOptions
  @OptionGroup var options: CommonOptions

  enum Style: String, EnumerableFlag {
    case fillable, flat
  }

  func validate() throws {
    guard settings.allSatisfy({ $0.contains("=") && $0.first != "=" }) else {
      throw ValidationError("--set name=value")
    }
  }

  func run() throws {
    let printer = FindingPrinter(options)
    let bar = ProgressBar(options)
    var request = GenerationRequest(form: form, profile: profile, list: data, output: out)
    request.isFillable = style == .fillable
    request.isMerged = merged
    request.jobs = work.jobs
    request.settings = settings.map { setting in
      let name = setting.prefix { $0 != "=" }
      return (String(name), String(setting.dropFirst(name.count + 1)))
    }
    let account = try printer.refusable {
      defer { bar.clear() }
      return try options.toolkit().generate(
        request, language: options.language, progress: { bar.show($0) },
        report: {
          bar.clear()
          printer.show($0)
        })
    }
    printer.summary(of: account.list)
    printer.say(
      "打印 \(account.papers) 份，\(account.pages) 页，\(account.files) 个文件；未能打印 \(account.failed) 份。输出：\(out)",
      "\(account.papers) papers, \(account.pages) pages, \(account.files) files; \(account.failed) failed. Output: \(out)"
    )
    try printer.finish()
  }
}
