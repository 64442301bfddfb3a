import ArgumentParser
import Handover

struct FieldsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields", abstract: "字段字典：名称、标签、类型、可识别的列名 / the dictionary of fields",
    discussion: "例 / example: handover fields --profile liaocheng")
  @Option(help: ArgumentHelp("城市 / the city's profile", valueName: "P")) var profile: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let dictionary = try printer.refusable { try options.toolkit().fields(profile: profile) }
    for field in dictionary.fields {
      let headings = field.headings.map(\.text).joined(separator: " ")
      print("\(field.name)\t\(field.label.text(in: options.language))\t\(field.type.rawValue)\t\(headings)")
    }
    for group in dictionary.groups { print("\(group.name)\t\(group.label.text(in: options.language))\tgroup") }
  }
}
