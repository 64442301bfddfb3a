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
