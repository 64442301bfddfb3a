import ArgumentParser
import Handover

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "合并各份 generate --shard 的结果 / join what generate --shard made",
    discussion: """
      例 / examples:
        handover merge 甲机 乙机 丙机 --out 全部
        handover merge 信息表 --out 信息表
      """)
  @Argument(help: ArgumentHelp("各份的输出文件夹 / the shards' folders", valueName: "DIR")) var folders: [String]
  @Option(help: ArgumentHelp("合并到的文件夹 / the folder for everything", valueName: "DIR")) var out: String
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let account = try printer.refusable { try Toolkit.merge(folders, into: out) }
    printer.say(
      "合并 \(account.shards) 份：\(account.files) 个文件，\(account.pages) 页。清单：\(account.manifest)",
      "\(account.shards) shards: \(account.files) files, \(account.pages) pages. Manifest: \(account.manifest)")
  }
}
