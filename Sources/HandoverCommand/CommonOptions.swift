import ArgumentParser
import Foundation
import Handover

/// What every subcommand understands.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("语言 zh 或 en；默认依系统设置 / language of messages", valueName: "zh|en"),
    transform: { word in
      guard let language = Language(rawValue: word) else { throw ValidationError("zh | en") }
      return language
    })
  var lang: Language?

  @Flag(help: "只说错误，不显示进度 / errors only, no progress")
  var quiet = false

  @Flag(help: "问题按 JSON Lines 输出 / findings as JSON Lines")
  var json = false

  @Option(help: ArgumentHelp("另加字体的文件夹，可多次给出 / a folder with more fonts", valueName: "DIR"))
  var fonts: [String] = []

  @Option(
    help: ArgumentHelp("法定假日文件：每行一天或一段，期限遇假日顺延 / days on which no period ends", valueName: "FILE"))
  var holidays: String?

  var language: Language {
    if let lang { return lang }
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.hasPrefix("en") ? .english : .chinese
  }

  /// Opens the installation; the day of today enters here and nowhere deeper.
  func toolkit(trusting roots: TrustRoots = TrustRoots()) throws(Refusal) -> Toolkit {
    let now = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    guard let today = PartialDate(checkedYear: now.year ?? 0, month: now.month, day: now.day) else {
      preconditionFailure("the Gregorian calendar gives real dates")
    }
    let holidays = try self.holidays.map { path throws(Refusal) in try Holidays(path: path) } ?? Holidays()
    return try Toolkit(try locations(), today: today, holidays: holidays, trustRoots: roots)
  }

  /// Where the installation's files lie.
  func locations() throws(Refusal) -> Locations { try Locations.standard(fonts: fonts) }

  func text(_ chinese: String, _ english: String) -> String { Phrase(chinese, english).text(in: language) }
}
