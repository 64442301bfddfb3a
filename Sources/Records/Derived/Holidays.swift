public import Diagnostics

extension Finding.Code {
  package static let holidayUnreadable = Self("holiday-unreadable")
}

/// The days on which no period ends, as the user lists them.
///
/// Only what is listed counts, weekends too: which Saturdays are worked on and which Mondays are off is decided anew for
/// every year, so no rule would be right, and a wrong day moved is worse than none moved.
public struct Holidays: Sendable, Hashable {
  private var days: Set<Int> = []

  /// No holidays.
  public init() {}

  /// Holidays from a text: a line for each day, `2026-10-01`, or for several, `2026-10-01..2026-10-07`; what follows # is a
  /// comment.
  ///
  /// - Throws: `Refusal` with every line that is neither.
  public init(untrustedText text: String, file: String? = nil) throws(Refusal) {
    var findings: [Finding] = []
    // Line ends of all systems: CR LF is one character.
    for (index, whole) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = String(whole.prefix { $0 != "#" }).removing { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
      guard !line.isEmpty else { continue }
      if let range = Self.range(line) {
        days.formUnion(range)
      } else {
        findings.append(
          Finding(
            .error, .holidayUnreadable, at: Place(file: file, line: index + 1),
            Phrase("不是日期或日期范围", "this is neither a day nor a range of days"),
            hint: Phrase("每行写一天 2026-10-01，或一段 2026-10-01..2026-10-07", "write 2026-10-01 or 2026-10-01..2026-10-07")))
      }
    }
    guard findings.isEmpty else { throw Refusal(findings) }
  }

  private static func range(_ line: String) -> ClosedRange<Int>? {
    let ends = line.split(separator: "..", omittingEmptySubsequences: false).map { end -> Int? in
      var end = String(end)
      return end.withUTF8 { PartialDate(plain: $0) }?.daysSinceCivilEpoch
    }
    // A year at most: longer than that is a slip of the pen.
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
      last - first <= 366
    else { return nil }
    return first...last
  }

  /// The first day from this one on that is no holiday.
  func firstWorkingDay(from day: PartialDate) -> PartialDate {
    guard var number = day.daysSinceCivilEpoch, days.contains(number) else { return day }
    while days.contains(number) { number += 1 }
    return PartialDate(daysSinceCivilEpoch: number) ?? day
  }
}
