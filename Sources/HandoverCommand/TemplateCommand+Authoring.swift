import ArgumentParser
import Foundation
import Handover

extension TemplateCommand {
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由已有的表格复制出新模板 / a new template from a form that there is",
      discussion: """
        例 / examples:
          handover template new contact-card --from liaocheng/info-table
          handover template new notice --from xixian/acceptance-notice --profile weihai
        """)
    @Argument(help: ArgumentHelp("新表格的代号 / the new form's id", valueName: "ID")) var id: String
    @Option(help: ArgumentHelp("照着哪一个 / the form that is copied", valueName: "FORM")) var from: String
    @Option(help: ArgumentHelp("给哪个城市 / the city that it is for", valueName: "P")) var profile: String?
    @Option(help: ArgumentHelp("写到哪里；默认在该城市的模板文件夹 / where to write it", valueName: "FILE")) var out: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let made = try printer.refusable {
        try options.toolkit().newTemplate(id, from: from, profile: profile, to: out)
      }
      print(made.path)
      printer.say(
        "改好后在 profile.xml 中登记：\(made.registration)", "when it is done, add to profile.xml: \(made.registration)")
    }
  }

  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "两个版本有何不同，旧版交回的表格还能不能读 / what changed, and whether returned papers can still be read",
      discussion: """
        例 / example: handover template diff info-table-1.xml templates/liaocheng/info-table.xml
        """)
    @Argument(help: ArgumentHelp("旧的：文件或表格 / a file or a form", valueName: "OLD")) var old: String
    @Argument(help: ArgumentHelp("新的 / the new one", valueName: "NEW")) var new: String
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let difference = try printer.refusable { try options.toolkit().difference(from: old, to: new) }
      if options.json {
        for change in difference.changes { print(line(change)) }
        print(jsonText(["unreadable": difference.unreadable, "sharesVersion": difference.sharesVersion]))
        return
      }
      let rows = difference.changes.map { change in
        let name = change.subject == .words || change.subject == .form ? "" : change.name
        return [sign(change.kind), word(change.subject), name, change.detail.text(in: options.language)]
      }
      AlignedText.lines(rows).forEach { print($0) }
      verdict(difference, printer)
    }

    private func verdict(_ difference: TemplateDifference, _ printer: FindingPrinter) {
      if difference.changes.isEmpty { return printer.say("没有不同", "no difference") }
      if difference.unreadable.isEmpty {
        printer.say("旧版交回的表格，新版都能读", "every box of returned papers of the old version can be read by the new one")
      } else {
        let names = difference.unreadable.joined(separator: " ")
        printer.say(
          "旧版有 \(difference.unreadable.count) 个填写项新版读不了：\(names)",
          "\(difference.unreadable.count) boxes of the old version cannot be read by the new one: \(names)")
      }
      printer.say(
        difference.sharesVersion
          ? "版本号相同：印出过的旧版会被当作新版，请改版本号，并在 profile.xml 用 <older> 保留旧版"
          : "在 profile.xml 用 <older file=\"…\"/> 保留旧版，即可继续读取已印出的",
        difference.sharesVersion
          ? "the versions are alike: papers of the old one would be taken for the new; raise the version, keep the old as <older>"
          : "keep the old one as <older file=\"…\"/> in profile.xml to go on reading what was printed")
    }

    private func sign(_ kind: TemplateDifference.Change.Kind) -> String {
      switch kind {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      case .moved: ">"
      }
    }

    private func word(_ subject: TemplateDifference.Change.Subject) -> String {
      switch subject {
      case .form: options.text("表格", "form")
      case .box: options.text("填写项", "box")
      case .option: options.text("选项", "option")
      case .words: options.text("文字", "words")
      }
    }

    private func line(_ change: TemplateDifference.Change) -> String {
      jsonText([
        "subject": change.subject.rawValue, "kind": change.kind.rawValue, "name": change.name,
        "detail": change.detail.text(in: options.language),
      ])
    }
  }
}
