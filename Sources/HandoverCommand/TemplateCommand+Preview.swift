import ArgumentParser
import Foundation
import Handover

extension TemplateCommand {
  struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "用虚构人员预览表格 / print forms with fictitious people, to be looked at",
      discussion: """
        例 / examples:
          handover template preview liaocheng/info-table --png
          handover template preview archive-roster info-table --values longest --out /tmp
          handover template preview --all --png --out 预览
          handover template preview liaocheng/info-table --png --watch
        """)
    @Argument(help: ArgumentHelp("表格 / the forms", valueName: "FORM")) var forms: [String] = []
    @Flag(help: "所有表格 / all forms") var all = false
    @Flag(help: "画成 PNG，每页一个 / PNG files, one for each page") var png = false
    @Option(
      help: ArgumentHelp("填什么内容 / what stands in the boxes", valueName: "empty|shortest|typical|longest"),
      transform: { word in
        guard let values = PreviewValues(rawValue: word) else {
          throw ValidationError(PreviewValues.allCases.map(\.rawValue).joined(separator: " | "))
        }
        return values
      })
    var values = PreviewValues.typical
    @Option(help: ArgumentHelp("输出文件夹 / where to put them", valueName: "DIR")) var out = "."
    @Flag(help: "模板改动后立即重新预览，按 Ctrl-C 结束 / show changes at once, until Ctrl-C") var watch = false
    @OptionGroup var options: CommonOptions

    func validate() throws {
      guard all != !forms.isEmpty else { throw ValidationError("FORM… | --all") }
    }

    func run() throws {
      let printer = FindingPrinter(options)
      guard watch else {
        try preview(try printer.refusable { try options.toolkit() }, printer)
        return try printer.finish()
      }
      try keepShowing()
    }

    /// Each form by itself: one that cannot be shown stops no other.
    private func preview(_ toolkit: Toolkit, _ printer: FindingPrinter) throws {
      let names = all ? try printer.refusable { try toolkit.forms().map(\.name) } : forms
      for name in names {
        do throws(Refusal) {
          let made = try toolkit.preview(name, values: values, isPicture: png, namesCity: names.count > 1, in: out)
          printer.show(made.findings)
          for path in made.paths { print(path) }
        } catch {
          printer.show(error.findings)
        }
      }
    }

    /// Faults are shown and waited over: the next save may mend them.
    private func keepShowing() throws {
      let stop = StopSignal()
      let locations = try FindingPrinter(options).refusable { try options.locations() }
      var shown: [String: Date]?
      while !stop.wasGiven {
        let now = locations.editedFiles
        if now != shown {
          shown = now
          let printer = FindingPrinter(options)
          do {
            try preview(try printer.refusable { try options.toolkit() }, printer)
          } catch is ExitCode {}
          printer.say("改动模板后自动重画，按 Ctrl-C 结束", "drawn anew when a template changes; Ctrl-C ends it")
        }
        Thread.sleep(forTimeInterval: 0.2)
      }
    }
  }
}
