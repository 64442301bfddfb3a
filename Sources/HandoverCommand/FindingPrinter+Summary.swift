import Foundation
import Handover

/// The processors that this process may use.
enum ProcessorCount {
  static var available: Int { ProcessInfo.processInfo.activeProcessorCount }
}

extension FindingPrinter {
  /// What became of a list, in a line or two.
  func summary(of account: ListAccount) {
    say(
      "名单 \(account.rows) 行：通过 \(account.accepted)，退回 \(account.refused)；\(tally(in: .chinese))",
      "\(account.rows) rows: \(account.accepted) accepted, \(account.refused) refused; \(tally(in: .english))")
    if let workbook = account.rejectedWorkbook {
      say("退回的行在 \(workbook)，改好后可直接再次检查", "the refused rows are in \(workbook): mend them there and check it again")
    }
  }

  private func tally(in language: Language) -> String {
    Finding.Severity.allCases.reversed().map { severity in
      "\(severity.label(in: language)) \(counts[severity, default: 0])"
    }.joined(separator: language == .chinese ? "，" : ", ")
  }
}

extension FindingPrinter {
  /// Whom the form is not for.
  func say(outsiders: ListAccount.Outsiders) {
    guard outsiders.count > 0 else { return }
    let rows = outsiders.firstRows.map(String.init)
    let more = outsiders.count > rows.count
    say(
      "不适用本表的 \(outsiders.count) 人没有打印：名单第 \(rows.joined(separator: "、")) 条\(more ? "等" : "")",
      "not printed, as the form is not for them: \(outsiders.count) people, entries \(rows.joined(separator: ", "))\(more ? ", …" : "") of the list"
    )
  }
}
