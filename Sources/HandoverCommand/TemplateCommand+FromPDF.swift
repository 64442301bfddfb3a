import ArgumentParser
import Handover

extension TemplateCommand {
  struct FromPDF: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "from-pdf",
      abstract: "为外来的可填写 PDF 表格草拟对照表 / draft how a fillable form that is not ours is read",
      discussion: """
        逐框猜测对应的字段；猜不准的留给人定。核对后删去 draft="yes"，read 就能读取这种表格 / fields are guessed box by box; what is
        uncertain is left to a person. Take draft="yes" away when done, and read takes the form like any other.

        例 / examples:
          handover template from-pdf 信息采集表.pdf --profile liaocheng --id linqing-info --title 临清市退休人员信息采集表
          handover template lint templates/liaocheng/bindings/linqing-info.xml
        """)
    @Argument(help: ArgumentHelp("空白的可填写表格 / the empty fillable form", valueName: "FILE")) var file: String
    @Option(help: ArgumentHelp("给哪个城市 / the city that it is for", valueName: "P")) var profile: String
    @Option(help: ArgumentHelp("代号；默认用文件名 / its id", valueName: "ID")) var id: String?
    @Option(help: ArgumentHelp("表名 / what people call it", valueName: "T")) var title: String?
    @Option(help: ArgumentHelp("必填项与哪个表格相同 / the form of ours whose required fields hold", valueName: "FORM"))
    var form: String?
    @Option(help: ArgumentHelp("写到哪里；默认在该城市的 bindings 文件夹 / where to write it", valueName: "PATH")) var out: String?
    @Option(help: ArgumentHelp("另存一页 HTML，看每个框猜成什么 / also write a page that shows the guesses", valueName: "HTML"))
    var preview: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      let made = try printer.refusable {
        try options.toolkit().draftBinding(
          from: file, profile: profile, id: id, title: title, form: form, to: out, preview: preview)
      }
      if options.json {
        print(jsonText(["path": made.path, "boxes": made.boxes, "settled": made.settled]))
      } else {
        print(made.path)
      }
      printer.say(
        "共 \(made.boxes) 个框，已猜出 \(made.settled) 个，待定 \(made.boxes - made.settled) 个；请逐个核对",
        "\(made.boxes) boxes, \(made.settled) guessed, \(made.boxes - made.settled) open; see them all through")
    }
  }
}
