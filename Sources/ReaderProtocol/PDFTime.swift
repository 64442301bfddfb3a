/// `D:20200131120000+08'00'` as `2020-01-31T12:00:00+08:00`; parts that are left out begin at their first value
/// (ISO 32000-1, 7.9.4). `nil` when it is not such a date.
package func isoTime(pdfDate: String) -> String? {
  var rest = Substring(pdfDate)
  if rest.hasPrefix("D:") { rest = rest.dropFirst(2) }
  let digits = rest.prefix { $0.isASCII && $0.isNumber }
  guard digits.count >= 4, digits.count <= 14, digits.count.isMultiple(of: 2) else { return nil }
  let padded = String(digits) + "00000101000000".dropFirst(digits.count)
  func part(_ start: Int, _ length: Int) -> Substring { padded.dropFirst(start).prefix(length) }
  let time = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))"
  rest = rest.dropFirst(digits.count)
  guard let sign = rest.first else { return time }
  if sign == "Z" { return time + "Z" }
  let offset = rest.dropFirst().filter { $0.isASCII && $0.isNumber }
  guard sign == "+" || sign == "-", offset.count == 2 || offset.count == 4 else { return nil }
  return time + "\(sign)\(offset.prefix(2)):\(offset.count == 4 ? offset.suffix(2) : "00")"
}

/// Seconds since 1970 as ISO 8601 in UTC.
package func isoTime(seconds: Int) -> String {
  let (days, rest) = (floorDivide(seconds, 86_400), seconds - floorDivide(seconds, 86_400) * 86_400)
  // Days since the first of March of the year 0, in whose eras of 400 years a leap day is always the last.
  let shifted = days + 719_468
  let era = floorDivide(shifted, 146_097)
  let day = shifted - era * 146_097
  let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
  let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let month = (5 * dayOfYear + 2) / 153
  let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
  let calendarMonth = month < 10 ? month + 3 : month - 9
  let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
  return "\(padded(year, 4))-\(padded(calendarMonth, 2))-\(padded(dayOfMonth, 2))"
    + "T\(padded(rest / 3_600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
}

/// Seconds since 1970 of an ISO 8601 time with its offset, as `isoTime(pdfDate:)` makes it; without one it counts as UTC.
package func seconds(isoTime: String) -> Int? {
  let digits = isoTime.prefix(19).split { !$0.isNumber }.compactMap { Int($0) }
  guard digits.count == 6 else { return nil }
  let (year, month) = digits[1] > 2 ? (digits[0], digits[1] - 3) : (digits[0] - 1, digits[1] + 9)
  let era = floorDivide(year, 400)
  let yearOfEra = year - era * 400
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * month + 2) / 5 + digits[2] - 1
  let days = era * 146_097 + dayOfEra - 719_468
  let offset = isoTime.dropFirst(20).split(separator: ":").compactMap { Int($0) }
  let minutes = offset.count == 2 ? (offset[0] * 60 + offset[1]) * (isoTime.dropFirst(19).first == "-" ? -1 : 1) : 0
  return days * 86_400 + digits[3] * 3_600 + digits[4] * 60 + digits[5] - minutes * 60
}

private func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }

private func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
