import ArgumentParser
import Handover

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "合并各份 generate --shard 的结果 / join what generate --shard made",
    discussion: """
      例 / examples:
        handover merge 甲机 乙机 丙机 --out 全部
        handover merge 信息表 --out 信息表
        handover merge 合订-1of2.part 合订-2of2.part --out 合订.pdf
      """)
  @Argument(help: ArgumentHelp("各份的输出文件夹，或合订的各份 / the shards' folders, or part files", valueName: "PATH"))
  var shards: [String]
  @Option(help: ArgumentHelp("合并到的文件夹，或一个 PDF / the folder for everything, or the PDF", valueName: "PATH"))
  var out: String
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let account = try printer.refusable {
      shards.allSatisfy { $0.hasSuffix(".part") }
        ? try options.toolkit().merge(parts: shards, into: out) : try Toolkit.merge(folders: shards, into: out)
    }
    printer.say(
      "合并 \(account.shards) 份：\(account.files) 个文件，\(account.pages) 页。\(account.path)",
      "\(account.shards) shards: \(account.files) files, \(account.pages) pages. \(account.path)")
  }
}
