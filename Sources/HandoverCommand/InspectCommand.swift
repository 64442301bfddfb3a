import ArgumentParser
import Handover

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "查看 PDF 表单里有什么，每个文件一行 JSON / what is in PDF forms, a line of JSON for each",
    discussion: """
      不限于本系统的表格。字段、签名、附件、活动内容都会列出；文件在隔离的进程中读取。
      Any PDF form, not only ours. Exit code 0 when every file is ok, 1 otherwise.
      例 / example: handover inspect *.pdf | jq '.fields[] | {name, value}'
      """)
  @Argument(help: ArgumentHelp("PDF 文件 / PDF files", valueName: "FILE")) var files: [String]
  @OptionGroup var trust: TrustOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let toolkit = try printer.refusable { try options.toolkit(trusting: try trust.roots()) }
    var allOK = true
    toolkit.inspect(files, language: options.language) { line, isOK in
      print(line)
      allOK = allOK && isOK
    }
    if !allOK { throw ExitCode(1) }
  }
}
