import Handover

/// What the check found, beside what it had to find.
struct DemoCheck {
  let planned: [SampleListFault]
  var account = ListAccount()
  /// Findings that are of no row with a planned fault, by severity.
  private(set) var others: [Finding.Severity: Int] = [:]
  private var found: [Int: [Finding]] = [:]
  private(set) var all: Set<Finding> = []

  init(planned: [SampleListFault]) { self.planned = planned }

  mutating func take(_ finding: Finding) {
    all.insert(finding)
    if let row = finding.place.row, planned.contains(where: { $0.row == row }) {
      found[row, default: []].append(finding)
    } else {
      others[finding.severity, default: 0] += 1
    }
  }

  /// Whether every planned fault was noticed, and no row without one was refused.
  var isAsPlanned: Bool {
    noticed == planned.count && others[.error] == nil && account.refused == refusedRows
  }

  /// Planned faults that were noticed.
  var noticed: Int { planned.filter { found[$0.row] != nil }.count }

  private var refusedRows: Int { found.values.filter { $0.contains { $0.severity == .error } }.count }

  /// A line for each planned fault: row, what was done, how grave, and what was said. Messages are cut for the screen;
  /// the workbook of refused rows has them whole.
  func rows(in language: Language) -> [[String]] {
    planned.map { fault in
      let findings = found[fault.row] ?? []
      // The error that refused the row, or else what was noticed first: what follows from that comes after it.
      let said = findings.first { $0.severity == .error } ?? findings.first
      return [
        language == .chinese ? "第 \(fault.row) 行" : "row \(fault.row)", fault.description.text(in: language), "→",
        said?.severity.label(in: language) ?? (language == .chinese ? "没有发现" : "not noticed"),
        AlignedText.shortened(said?.message.text(in: language) ?? "", to: 62),
      ]
    }
  }
}
