import ArgumentParser
import Handover

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "表格模板：列出、检查、预览 / templates: list, lint, preview",
    subcommands: [List.self, Lint.self, Preview.self])

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

  struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "用虚构人员预览表格 / print a form with fictitious people, to be looked at",
      discussion: """
        例 / examples:
          handover template preview liaocheng/info-table --png
          handover template preview archive-roster --values longest --out /tmp
        """)
    @Argument(help: ArgumentHelp("表格 / the form", valueName: "FORM")) var form: String
    @Flag(help: "画成 PNG，每页一个 / PNG files, one for each page") var png = false
    @Option(
      help: ArgumentHelp("空白、常见或最长的内容 / what stands in the boxes", valueName: "empty|typical|longest"),
      transform: { word in
        guard let values = PreviewValues(rawValue: word) else { throw ValidationError("empty | typical | longest") }
        return values
      })
    var values = PreviewValues.typical
    @Option(help: ArgumentHelp("输出文件夹 / where to put them", valueName: "DIR")) var out = "."
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let paths = try printer.refusable {
        try options.toolkit().preview(form, values: values, isPicture: png, in: out)
      }
      for path in paths { print(path) }
    }
  }
}
