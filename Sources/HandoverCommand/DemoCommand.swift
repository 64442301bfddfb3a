import ArgumentParser
import Foundation
import Handover

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "演示：虚构的二百人，检查、打印、读回 / two hundred fictitious people, out and back again",
    discussion: """
      写出一份常见的、有毛病的名单，检查它，用各种方式打印，再把可填写的读回来。文件留在 DIR 里供查看。
      Writes a list as offices keep it, faults and all, checks it, prints it in every way, reads the fillable ones back.
      例 / example: handover demo 演示
      """)
  @Argument(help: ArgumentHelp("输出文件夹 / where the files go", valueName: "DIR")) var folder = "demo"
  @OptionGroup var work: WorkOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    let printer = FindingPrinter(options)
    let asExpected = try printer.refusable {
      try DemoRun(toolkit: try options.toolkit(), folder: folder, jobs: work.jobs, options: options, printer: printer)
        .run()
    }
    if !asExpected { throw ExitCode(1) }
  }
}
