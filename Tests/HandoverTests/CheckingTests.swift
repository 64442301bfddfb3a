import Foundation
import Testing

@testable import Handover

struct CheckingTests {
  /// Codes that were given up long ago are as good as those in use; one that never was is odd, and no more than that.
  @Test(arguments: [("110201195001010004", false), ("119901195001010000", true)])
  func `an area code that never was is a warning`(number: String, isOdd: Bool) throws {
    try Workshop.withFolder { folder in
      let list = "\(folder)/list.csv"
      try Data("姓名,身份证号\n张三,\(number)\n".utf8).write(to: URL(fileURLWithPath: list))
      var findings: [Finding] = []
      let account = try Workshop.toolkit().check(list, profile: "liaocheng") { findings.append($0) }
      #expect(account.accepted == 1)
      #expect(findings.contains { $0.severity == .warning && $0.code.rawValue.contains("area") } == isOdd)
    }
  }
}
