import Diagnostics

/// Reads dates in every spelling that lists and archives have.
extension PartialDate {
  /// - Parameter today: Decides, of two-digit years in fields other than birth, between 19 and 20.
  /// - Returns: `nil` with an error noted when the text is no date, or could be two.
  static func read(_ text: String, kind: RawValue.Kind, today: PartialDate, _ notes: inout Notes) -> PartialDate? {
    if case .dateSerial(let serial, let epoch1904) = kind {
      return read(serial: serial, epoch1904: epoch1904, shownAs: text, today: today, &notes)
    }
    if let plain = plain(text) { return plain }
    var reader = DateReader(text: text, today: today)
    return reader.read(&notes)
  }

  private static func plain(_ text: String) -> PartialDate? {
    var text = text
    return text.withUTF8 { PartialDate(plain: $0) }
  }

  /// A date cell: its number gives the day; the text that the cell shows may say that only the month was meant.
  private static func read(
    serial: Double, epoch1904: Bool, shownAs text: String, today: PartialDate, _ notes: inout Notes
  ) -> PartialDate? {
    guard let date = PartialDate(serial: serial, epoch1904: epoch1904) else {
      notes.refuse(
        .dateImpossible, "日期单元格的值不是真实日期", "the date cell holds no real date",
        hint: Phrase("请改填年月日文字，如 1958年3月", "write it out, such as 1958年3月"))
      return nil
    }
    var silent = Notes(notes.rule, at: notes.place)
    var reader = DateReader(text: text, today: today)
    if let shown = reader.read(&silent), shown.agrees(with: date) { return shown }
    return date
  }
}

/// Decides what the numbers of a date are.
private struct DateReader {
  let text: String
  let today: PartialDate

  mutating func read(_ notes: inout Notes) -> PartialDate? {
    let folded = text.foldedToASCII.removing { $0 == "\u{3000}" }
    if folded.unicodeScalars.contains(where: Self.isLunar) { return refuseLunar(&notes) }
    var body = folded
    var offset = 0
    if let republic = ["中华民国", "民国"].first(where: folded.hasPrefix) {
      body = String(folded.dropFirst(republic.count))
      offset = 1911
    }
    guard let tokens = DateTokens(body) else { return refuse(&notes) }
    if tokens.droppedSomething { notes.fix(.dateCleaned, "已略去日期以外的字样", "what is not part of the date was passed over") }
    return offset > 0 ? republican(tokens.numbers, offset, &notes) : read(tokens.numbers, &notes)
  }

  /// 农历, 阴历, 旧历, 腊月, 正月, 初五, 闰四月.
  private static func isLunar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "农", "阴", "旧", "腊", "正", "初", "闰": true
    default: false
    }
  }

  private func read(_ numbers: [DateTokens.Number], _ notes: inout Notes) -> PartialDate? {
    switch numbers.count {
    case 1: single(numbers[0], &notes)
    case 2: pair(numbers[0], numbers[1], &notes)
    default: triple(numbers, &notes)
    }
  }

  private func republican(_ numbers: [DateTokens.Number], _ offset: Int, _ notes: inout Notes) -> PartialDate? {
    guard (1...120).contains(numbers[0].value) else { return refuse(&notes) }
    return date(numbers[0].value + offset, numbers.dropFirst().first?.value, numbers.dropFirst(2).first?.value, &notes)
  }

  // MARK: One number

  private func single(_ number: DateTokens.Number, _ notes: inout Notes) -> PartialDate? {
    let value = number.value
    switch number.digits {
    case 8: return date(value / 10_000, value / 100 % 100, value % 100, &notes)
    case 6: return sixDigits(value, &notes)
    case 5: return serial(value, &notes)
    case 4 where (1800...2200).contains(value): return date(value, nil, nil, &notes)
    case 4 where (1...12).contains(value % 100): return date(century(value / 100, &notes), value % 100, nil, &notes)
    case 2 where number.mark == nil || number.mark == "年": return date(century(value, &notes), nil, nil, &notes)
    default: return refuse(&notes)
    }
  }

  /// 195803, or 580305.
  private func sixDigits(_ value: Int, _ notes: inout Notes) -> PartialDate? {
    if (1800...2200).contains(value / 100), (1...12).contains(value % 100) {
      return date(value / 100, value % 100, nil, &notes)
    }
    return date(century(value / 10_000, &notes), value / 100 % 100, value % 100, &notes)
  }

  /// A day number that a spreadsheet wrote out without its format.
  private func serial(_ value: Int, _ notes: inout Notes) -> PartialDate? {
    guard let date = PartialDate(serial: Double(value), epoch1904: false), (1900...today.year + 1).contains(date.year)
    else {
      return refuse(&notes)
    }
    notes.suggest(
      .dateSerial, "“\(notes.shown(text))”是表格的日期序号，已换算成日期",
      "this is a spreadsheet's day number; it was turned into a date",
      hint: Phrase("请确认换算结果，或把该列设为日期格式", "confirm the date, or format the column as a date"))
    return date
  }

  // MARK: Two and three numbers

  private func pair(_ first: DateTokens.Number, _ second: DateTokens.Number, _ notes: inout Notes) -> PartialDate? {
    if first.digits == 4 {
      if first.mark == ".", second.digits == 1, second.value == 1, second.mark == nil {
        noteShortened(first.value, &notes)
      }
      return date(first.value, second.value, nil, &notes)
    }
    guard first.digits <= 2, first.mark != "月", (1...12).contains(second.value), second.digits <= 2 else {
      return refuse(&notes)
    }
    return date(century(first.value, &notes), second.value, nil, &notes)
  }

  private func triple(_ numbers: [DateTokens.Number], _ notes: inout Notes) -> PartialDate? {
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    if a.digits == 4 { return date(a.value, b.value, c.value, &notes) }
    if a.mark == "年" { return date(century(a.value, &notes), b.value, c.value, &notes) }
    guard a.digits <= 2, b.digits <= 2 else { return refuse(&notes) }
    if a.value > 31 { return date(century(a.value, &notes), b.value, c.value, &notes) }
    guard c.digits == 4 || c.value > 31 else { return refuseAmbiguous(&notes) }
    return yearLast(a.value, b.value, c, &notes)
  }

  /// 25/3/1958: day and month are told apart only if one of them is above 12, or both are the same.
  private func yearLast(_ a: Int, _ b: Int, _ year: DateTokens.Number, _ notes: inout Notes) -> PartialDate? {
    guard a == b || (a > 12) != (b > 12) else { return refuseAmbiguous(&notes) }
    notes.suggest(
      .dateOrder, "年份写在最后，已按年、月、日重排", "the year stands last; the date was put in the order year, month, day",
      hint: Phrase("请确认月和日", "confirm month and day"))
    let value = year.digits == 4 ? year.value : century(year.value, &notes)
    return date(value, a > 12 ? b : a, a > 12 ? a : b, &notes)
  }

  // MARK: Parts

  private func date(_ year: Int, _ month: Int?, _ day: Int?, _ notes: inout Notes) -> PartialDate? {
    guard let date = PartialDate(checkedYear: year, month: month, day: day) else {
      notes.refuse(
        .dateImpossible, "日期不存在（\(notes.shown(text))）", "there is no such date (\(notes.shown(text)))",
        hint: Phrase("请核对月、日和闰年", "check month, day and leap year"))
      return nil
    }
    return date
  }

  /// The century of a two-digit year: 19 for a birth; for any other date 20 while that is not in the future.
  private func century(_ year: Int, _ notes: inout Notes) -> Int {
    let isBirth = notes.rule.name.rawValue.hasSuffix(".birth")
    let full = !isBirth && 2000 + year <= today.year ? 2000 + year : 1900 + year
    notes.suggest(
      .dateCentury, "年份只有两位，按 \(isBirth ? "19" : String(full / 100))×× 年读取",
      "the year has two digits and was read as \(full / 100)xx",
      hint: Phrase("请写全四位年份", "write the year with four digits"))
    return full
  }

  private func noteShortened(_ year: Int, _ notes: inout Notes) {
    notes.suggest(
      .dateMonthShortened, "月份写作“.1”，可能是 10 月被表格去掉了末尾的 0，现按 1 月读取",
      "the month “.1” may be October, shortened by a spreadsheet; it was read as January",
      hint: Phrase("请确认是 1 月还是 10 月", "confirm whether it is January or October"))
  }

  private func refuse(_ notes: inout Notes) -> PartialDate? {
    notes.refuse(
      .dateUnreadable, "看不出日期（\(notes.shown(text))）", "this is no date (\(notes.shown(text)))",
      hint: Phrase("请写成 1958年3月 或 1958年3月5日", "write it like 1958年3月 or 1958年3月5日"))
    return nil
  }

  private func refuseAmbiguous(_ notes: inout Notes) -> PartialDate? {
    notes.refuse(
      .dateAmbiguous, "分不清年、月、日（\(notes.shown(text))）",
      "year, month and day cannot be told apart (\(notes.shown(text)))",
      hint: Phrase("请写成 1958年3月5日", "write it like 1958年3月5日"))
    return nil
  }

  private func refuseLunar(_ notes: inout Notes) -> PartialDate? {
    notes.refuse(
      .dateLunar, "是农历日期，不能直接换算（\(notes.shown(text))）", "this is a date of the lunar calendar (\(notes.shown(text)))",
      hint: Phrase("请填写公历日期", "give the date of the solar calendar"))
    return nil
  }
}
