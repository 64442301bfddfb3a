import ArgumentParser
import Handover

struct PacketCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packet", abstract: "按接收地打印一批移交的全部材料 / everything of a transfer, a file for each receiving place",
    discussion: """
      每个接收地一个 PDF：封面与目录、关于这批人员的材料、每人的材料；另有清单 manifest.json 和 manifest.xlsx。
      A PDF for each receiving place: cover and contents, the papers about all its people, each person's papers; and a manifest.

      例 / examples:
        handover packet --example liaocheng > 批次.xml
        handover packet --profile liaocheng --data 退休人员.xlsx --batch 批次.xml --out 移交材料
        handover packet --profile liaocheng --data 退休人员.xlsx --batch 批次.xml --out 移交材料 --keepers
        handover packet --profile liaocheng --data 退休人员.xlsx --batch 批次.xml --out 一人 --person 17
        handover packet --profile liaocheng --data 退休人员.xlsx --batch 批次.xml --out 变动 --since 移交材料/manifest.json
      """)
  @Option(help: ArgumentHelp("城市 / the city's profile", valueName: "P")) var profile: String?
  @Option(help: ArgumentHelp("名单 / the list", valueName: "LIST")) var data: String?
  @Option(
    help: ArgumentHelp("批次文件（XML 或 JSON）：抬头、接收机构、资产等 / a file about the batch", valueName: "BATCH"))
  var batch: String?
  @Option(help: ArgumentHelp("输出文件夹 / a folder", valueName: "DIR")) var out: String?
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("对全体都成立的值，可多次给出 / a value that holds for all", valueName: "name=value"))
  var settings: [String] = []
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("存档（默认），或只供打印 / for keeping (the default), or for the printer alone", valueName: "archive|print")
  )
  var purpose = GenerateCommand.Purpose.archive
  @Option(help: ArgumentHelp("每种材料印几份：按留存单位（默认），或一份 / as many as keepers, or one", valueName: "all|one"))
  var copies = Copies.all
  @Flag(help: "另为每个留存单位做一个文件 / a file for each keeper beside") var keepers = false
  @Option(help: ArgumentHelp("只要一个人的：纸上的编号，或名单序号 / one person's papers", valueName: "KEY|n")) var person: String?
  @Option(help: ArgumentHelp("只要一种表格 / one form only", valueName: "FORM")) var form: String?
  @Option(
    help: ArgumentHelp("只要与上次清单不同的 / only what differs from an earlier manifest", valueName: "MANIFEST.json"))
  var since: String?
  @Flag(help: "清单中写姓名（默认不含个人信息） / names in the manifest") var names = false
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("批名，纸上编号由它产生；默认用批次文件的 batch.id / from what keys are drawn", valueName: "NAME"))
  var runName: String?
  @Option(
    help: ArgumentHelp("写出该城市的批次文件样例，供填写 / write a batch file of the city to fill in", valueName: "P"))
  var example: String?
  @OptionGroup var work: WorkOptions
  @OptionGroup var options: CommonOptions

  enum Copies: String, ExpressibleByArgument, CaseIterable {
    case all, one
  }

  func validate() throws {
    guard settings.allSatisfy({ $0.contains("=") && $0.first != "=" }) else {
      throw ValidationError("--set name=value")
    }
    guard example != nil || profile != nil && data != nil && out != nil else {
      throw ValidationError("--profile P --data LIST --out DIR")
    }
  }

  func run() throws {
    let printer = FindingPrinter(options)
    if let example {
      print(try printer.refusable { try options.toolkit().batchExample(profile: example) }, terminator: "")
      return
    }
    guard let request else { return }
    let bar = ProgressBar(options)
    let stop = StopSignal()
    let account = try printer.refusable {
      defer { bar.clear() }
      return try options.toolkit().packet(
        request, language: options.language, progress: { bar.show($0, findings: printer.counts) },
        isStopped: { stop.wasGiven },
        report: {
          bar.clear()
          printer.show($0)
        })
    }
    printer.summary(of: account.list)
    printer.summary(of: account, in: request.output)
    try printer.finish()
    if account.list.isInterrupted { throw ExitCode(StopSignal.exitCode) }
  }

  private var request: PacketRequest? {
    guard let profile, let data, let out else { return nil }
    var request = PacketRequest(profile: profile, list: data, batch: batch, output: out)
    request.settings = settings.map { setting in
      let name = setting.prefix { $0 != "=" }
      return (String(name), String(setting.dropFirst(name.count + 1)))
    }
    request.kind = purpose == .print ? .print : .archive
    request.copies = copies == .all ? .all : .one
    request.hasKeeperFiles = keepers
    request.person = person
    request.form = form
    request.since = since
    request.namesPeople = names
    request.jobs = work.jobs
    request.run = runName
    return request
  }
}

extension FindingPrinter {
  /// What became of a request for packets.
  func summary(of account: PacketAccount, in folder: String) {
    say(
      "材料 \(account.documents) 件，\(account.pages) 页，\(account.files) 个文件；未能打印 \(account.failed) 件。输出：\(folder)",
      "\(account.documents) papers, \(account.pages) pages, \(account.files) files; \(account.failed) failed. Output: \(folder)"
    )
    if account.excluded > 0 { say("不移交 \(account.excluded) 人", "\(account.excluded) people are not handed over") }
    if account.unplaced > 0 {
      say(
        "没有接收地 \(account.unplaced) 人，材料单独成包",
        "\(account.unplaced) people without a receiving place, in a packet of their own")
    }
    if account.unchanged + account.vanished > 0 {
      say(
        "与上次相同、没有再印 \(account.unchanged) 件；上次有而这次没有 \(account.vanished) 件",
        "\(account.unchanged) papers are as before and were not printed again; \(account.vanished) are no longer there")
    }
    if account.list.isInterrupted { say("已中断", "interrupted") }
  }
}
