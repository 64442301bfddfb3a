public import Diagnostics

/// How the end of a period is found, as a city's profile says it; by default as 民法典 200 to 203 do.
///
/// Days are calendar days. A period of months ends on the day of the same number, or on the last day of a month that has no
/// such day.
public struct DayCount: Sendable, Hashable {
  /// Which day is the first one counted.
  public enum Start: String, Sendable, CaseIterable {
    /// The day after the event: 民法典 201.
    case nextDay = "next-day"
    /// The day of the event.
    case sameDay = "same-day"
  }

  /// Which day is the first one counted.
  public var start: Start
  /// Whether a last day that is a holiday is put off to the first day after it that is none: 民法典 203.
  public var movesOffHolidays: Bool

  package init(start: Start = .nextDay, movesOffHolidays: Bool = true) {
    self.start = start
    self.movesOffHolidays = movesOffHolidays
  }

  /// The last day of a period.
  ///
  /// - Returns: `nil` when days are to be counted from a date that has none. Months from a date without a day end in a month.
  func end(days: Int, from date: PartialDate, _ holidays: Holidays) -> PartialDate? {
    guard let first = date.daysSinceCivilEpoch else { return nil }
    let last = PartialDate(daysSinceCivilEpoch: first + days - (start == .sameDay ? 1 : 0))
    return last.map { moved($0, holidays) }
  }

  /// The same of a period of months.
  func end(months: Int, from date: PartialDate, _ holidays: Holidays) -> PartialDate? {
    guard date.month != nil else { return nil }
    let (year, month) = (date.months() + months).quotientAndRemainder(dividingBy: 12)
    guard let day = date.day else { return PartialDate(checkedYear: year, month: month + 1) }
    let length = PartialDate.days(inMonth: month + 1, of: year)
    guard let same = PartialDate(checkedYear: year, month: month + 1, day: min(day, length)) else { return nil }
    // Counted from the day itself, a period is over the day before; a month that lacks the day is over at its end.
    guard start == .sameDay, day <= length, let number = same.daysSinceCivilEpoch else { return moved(same, holidays) }
    return PartialDate(daysSinceCivilEpoch: number - 1).map { moved($0, holidays) }
  }

  private func moved(_ day: PartialDate, _ holidays: Holidays) -> PartialDate {
    movesOffHolidays ? holidays.firstWorkingDay(from: day) : day
  }

  /// The rule in words, as papers print it.
  public var description: Phrase {
    let first =
      start == .nextDay
      ? Phrase("开始的当日不计入，自下一日开始计算", "the day on which it begins is not counted")
      : Phrase("自当日开始计算", "the day on which it begins is counted")
    let last =
      movesOffHolidays
      ? Phrase("；最后一日是法定休假日的，顺延至休假日结束的次日", "; an end on a legal holiday moves to the first day after it")
      : Phrase("；最后一日是法定休假日的不顺延", "; an end on a legal holiday stays")
    return Phrase(
      "期间按公历日、月计算，\(first.chinese)；按月计算的，到期月的对应日为最后一日，没有对应日的，月末日为最后一日\(last.chinese)。",
      "Periods are counted in calendar days and months; \(first.english); a month ends on the same-numbered day or the last day of the month\(last.english)."
    )
  }
}
