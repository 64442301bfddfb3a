import ArgumentParser
import Foundation
import Handover

extension TemplateCommand {
  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "表格数据的结构定义（XSD），或列的清单 / the XML Schema of a form's data, or its columns",
      discussion: """
        例 / examples:
          handover template schema liaocheng/info-table --out info-table.xsd
          handover template schema liaocheng/archive-roster --columns
        """)
    @Argument(help: ArgumentHelp("表格 / the form", valueName: "FORM")) var form: String
    @Flag(help: "列出各列：列名、字段、类型、长度、选项、必填 / list the columns instead") var columns = false
    @Option(help: ArgumentHelp("写入文件；不写则输出到屏幕 / where to write it", valueName: "FILE")) var out: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
      let printer = FindingPrinter(options)
      try printer.refusable {
        let toolkit = try options.toolkit()
        let text =
          columns
          ? try listing(toolkit.formColumns(form)) : String(decoding: try toolkit.formSchema(form), as: UTF8.self)
        guard let out else { return print(text, terminator: text.hasSuffix("\n") ? "" : "\n") }
        try toolkit.write(text: text, to: out)
      }
    }

    private func listing(_ columns: [FormColumnSummary]) -> String {
      if options.json { return columns.map(\.jsonLine).joined(separator: "\n") }
      let head = [
        ["列名", "字段", "组", "类型", "长度", "必填", "选项"],
        ["column", "field", "group", "type", "length", "required", "options"],
      ]
      let rows = columns.map { column in
        [
          column.heading, column.key, column.group ?? "", column.type.rawValue,
          column.maxLength.map { String($0) } ?? "",
          column.isRequired ? options.text("是", "yes") : "",
          column.options.map { "\($0.code) \($0.label)" }.joined(separator: "、"),
        ]
      }
      return AlignedText.lines([options.language == .chinese ? head[0] : head[1]] + rows, numbers: [4])
        .joined(separator: "\n")
    }
  }

  struct Sheet: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "供企业填写的表格工作簿 / a workbook for enterprises to fill in",
      discussion: """
        列名、下拉选项和填写规则都已备好；填好后直接交给 check 和 generate / headings, drop-down lists and rules are ready; check and
        generate read it as it is.

        例 / examples:
          handover template sheet liaocheng/info-table --out 信息表.xlsx --rows 500
          handover template sheet liaocheng/archive-roster --out 名册.xlsx --data 退休人员.csv
        """)
    @Argument(help: ArgumentHelp("表格 / the form", valueName: "FORM")) var form: String
    @Option(help: ArgumentHelp("写到哪里 / where to write it", valueName: "FILE")) var out: String
    @Option(help: ArgumentHelp("准备多少行 / how many rows are prepared", valueName: "N")) var rows = 200
    @Option(help: ArgumentHelp("先填入这份名单的人员 / a list whose people stand there already", valueName: "LIST"))
    var data: String?
    @OptionGroup var options: CommonOptions

    func validate() throws {
      guard (1...1_000_000).contains(rows) else { throw ValidationError("--rows 1…1000000") }
      guard out.lowercased().hasSuffix(".xlsx") else { throw ValidationError("--out FILE.xlsx") }
    }

    func run() throws {
      let printer = FindingPrinter(options)
      let account = try printer.refusable {
        try options.toolkit().writeSheet(of: form, to: out, rows: rows, list: data, report: printer.show)
      }
      if data != nil { printer.summary(of: account) }
      printer.say("工作簿已写入 \(out)", "the workbook was written to \(out)")
      try printer.finish()
    }
  }
}

extension FormColumnSummary {
  fileprivate var jsonLine: String {
    var object: [String: Any] = [
      "heading": heading, "field": key, "type": type.rawValue, "required": isRequired,
    ]
    object["group"] = group
    object["maxLength"] = maxLength
    if !options.isEmpty { object["options"] = options.map { ["code": $0.code, "word": $0.label] } }
    return jsonText(object)
  }
}

/// An object as one line of JSON.
func jsonText(_ object: [String: Any]) -> String {
  let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
  return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
}
