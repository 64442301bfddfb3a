import ArgumentParser
import Handover

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "表格模板：列出、检查、预览、新建、比较，以及数据的结构和填报表 / templates and their data",
    subcommands: [
      List.self, Lint.self, Preview.self, New.self, Diff.self, Schema.self, Sheet.self, FromPDF.self,
    ])
}
