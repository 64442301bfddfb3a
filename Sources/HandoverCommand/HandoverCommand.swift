import ArgumentParser
import Foundation
import Handover

/// The command `handover`.
@main
struct HandoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover",
    abstract: "国有企业退休人员社会化管理移交材料：打印出去，读得回来。\nPrints the papers of a retiree handover and reads them back.",
    discussion: """
      退出码 / exit codes: 0 一切正常 all went well; 1 有错误，见所列问题 there were errors, see the findings; \
      2 用法不对 wrong usage.
      """,
    version: Toolkit.version,
    subcommands: [
      CheckCommand.self, GenerateCommand.self, PacketCommand.self, MergeCommand.self, ReadCommand.self,
      InspectCommand.self,
      TemplateCommand.self,
      FieldsCommand.self,
      DemoCommand.self,
    ])

  /// Runs the command. Wrong usage ends with 2, as users of other programs expect, not with the parser's 64.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch  where exitCode(for: error) == .validationFailure {
      writeError(fullMessage(for: error))
      Foundation.exit(2)
    } catch {
      exit(withError: error)
    }
  }
}
