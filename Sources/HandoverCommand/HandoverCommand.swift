import ArgumentParser

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
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, GenerateCommand.self, ReadCommand.self, InspectCommand.self, TemplateCommand.self, FieldsCommand.self,
    ])
}
