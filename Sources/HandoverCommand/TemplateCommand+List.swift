import ArgumentParser
import Handover

extension TemplateCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "列出所有表格 / list all forms", discussion: "例 / example: handover template list --profile liaocheng")
    @Option(help: ArgumentHelp("只列这个城市的 / of this city only", valueName: "P")) var profile: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let forms = try printer.refusable { try options.toolkit().forms() }
        .filter { profile == nil || $0.name.hasPrefix("\(profile ?? "")/") }
      guard !options.json else { return forms.forEach { print($0.jsonLine) } }
      let head =
        options.language == .chinese
        ? ["类别", "表格", "版本", "城市", "对象", "题名", "份数", "依据"]
        : ["group", "form", "version", "city", "about", "title", "copies", "source"]
      let rows = forms.map { form in
        [
          form.group, form.name, form.version, form.city,
          form.subject == "batch" ? options.text("一批", "batch") : options.text("个人", "person"), form.title,
          "\(form.keepers.count)（\(form.keepers.joined(separator: "、"))）",
          form.source
            + (form.hasOwnLayout && !form.source.contains("版式自拟") ? options.text("；版式自拟", "; layout ours") : ""),
        ]
      }
      AlignedText.lines([head] + rows).forEach { print($0) }
    }
  }

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "检查模板，列出全部问题 / list all faults of templates",
      discussion: """
        不给文件就检查所有城市的所有表格 / without a file all forms of all cities are checked.

        例 / examples:
          handover template lint
          handover template lint templates/liaocheng/info-table.xml
        """)
    @Argument(help: ArgumentHelp("模板文件 / template files", valueName: "FILE")) var files: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let toolkit = try printer.refusable { try options.toolkit() }
      if files.isEmpty { printer.show(toolkit.lintAll()) }
      for file in files { printer.show(toolkit.lint(file)) }
      if printer.counts.isEmpty, !options.quiet { print(options.text("没有问题", "no faults")) }
      try printer.finish()
    }
  }
}

extension FormSummary {
  fileprivate var jsonLine: String {
    jsonText([
      "form": name, "title": title, "version": version, "city": city, "subject": subject, "keepers": keepers,
      "copies": keepers.count, "group": group, "source": source, "layout": hasOwnLayout ? "ours" : "policy",
    ])
  }
}
