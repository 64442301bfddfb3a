import ArgumentParser
import Handover

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "表格模板：列出、检查、预览 / templates: list, lint, preview",
    subcommands: [List.self, Lint.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "列出所有表格 / list all forms")
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let forms = try printer.refusable { try options.toolkit().forms() }
      for form in forms {
        let keepers = form.keepers.joined(separator: "、")
        print("\(form.name)\t\(form.version)\t\(form.subject)\t\(form.title)\t\(form.keepers.count) (\(keepers))")
      }
    }
  }

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "检查模板，列出全部问题 / list all faults of template files",
      discussion: "例 / example: handover template lint templates/liaocheng/info-table.xml")
    @Argument(help: ArgumentHelp("模板文件 / template files", valueName: "FILE")) var files: [String]
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let toolkit = try printer.refusable { try options.toolkit() }
      for file in files { printer.show(toolkit.lint(file)) }
      if !printer.hasErrors, !options.quiet { print(options.text("没有问题", "no faults")) }
      try printer.finish()
    }
  }
}
