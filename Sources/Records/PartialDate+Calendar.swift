extension PartialDate {
  /// A date that exists in the calendar; `nil` for 30 February, month 13, a day without a month, or a year before 1800 or
  /// after 2200, which no paper of a living person holds.
  public init?(checkedYear year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1800...2200).contains(year) else { return nil }
    if let month { guard (1...12).contains(month) else { return nil } }
    if let day {
      guard let month, day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    }
    self.init(year: year, month: month, day: day)
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }

  /// Whole years from this date to a later one, as ages are counted; by months where a day is not known, `nil` where a month
  /// is not, or for an earlier date.
  func fullYears(until end: PartialDate) -> Int? {
    guard let month, let endMonth = end.month else { return nil }
    var years = end.year - year
    if (endMonth, end.day ?? day ?? 1) < (month, day ?? end.day ?? 1) { years -= 1 }
    return years >= 0 ? years : nil
  }

  /// Months since the year 0, of which a date without a month gives the first or the last of its year.
  func months(latest: Bool = false) -> Int { year * 12 + (month ?? (latest ? 12 : 1)) - 1 }

  /// Whether this is surely after another date, whatever the parts that are not known.
  package func isAfter(_ other: PartialDate) -> Bool {
    if months() != other.months(latest: true) { return months() > other.months(latest: true) }
    guard let day, let otherDay = other.day else { return false }
    return day > otherDay
  }

  /// Whether both can be the same day: no part that both know differs.
  func agrees(with other: PartialDate) -> Bool {
    guard year == other.year else { return false }
    guard let month, let otherMonth = other.month else { return true }
    guard month == otherMonth else { return false }
    guard let day, let otherDay = other.day else { return true }
    return day == otherDay
  }

  /// The day of a spreadsheet's day number; its fraction, the time of day, is dropped.
  ///
  /// - Parameter epoch1904: Whether the workbook counts from 1904-01-01 = 0. Otherwise it counts from 1900-01-01 = 1 and
  ///   takes 1900 for a leap year: day 60 never was, and the days before it are one off.
  package init?(serial: Double, epoch1904: Bool) {
    guard serial.isFinite, serial >= 0, serial < 110_000 else { return nil }
    let count = Int(serial)
    if epoch1904 {
      self.init(daysSinceCivilEpoch: count - 24_107)
    } else if count == 0 || count == 60 {
      return nil
    } else {
      self.init(daysSinceCivilEpoch: count - 25_569 + (count < 60 ? 1 : 0))
    }
  }

  /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`); `nil` for a date without a day.
  var daysSinceCivilEpoch: Int? {
    guard let month, let day else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Days since 1970-01-01 as a date (Howard Hinnant's `civil_from_days`).
  init?(daysSinceCivilEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      checkedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
