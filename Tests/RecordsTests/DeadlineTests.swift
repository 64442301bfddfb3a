import Diagnostics
import Records
import Testing

/// The ends of periods: 民法典 200 to 203.
struct DeadlineTests {
  private static func end(
    _ from: String, _ period: String, start: DayCount.Start = .nextDay, moves: Bool = true, holidays: String = ""
  ) throws -> String {
    let words = period.split(separator: " ")
    let attribute = words[1] == "days" ? "days" : "months"
    let dictionary = try FieldDictionary.load(
      untrustedXML: Array(
        """
        <dictionary version="1">
          <field name="a.from" zh="起" en="From" type="date"/>
          <field name="a.until" zh="止" en="Until" type="date"><derive from="a.from" \(attribute)="\(words[0])"/></field>
        </dictionary>
        """.utf8))
    var rules = RecordRules(dictionary: dictionary)
    rules.dayCount = DayCount(start: start, movesOffHolidays: moves)
    rules.holidays = try Holidays(untrustedText: holidays)
    let gate = Gate(rules: rules, today: try TestGate.today())
    let record = try gate.validate(RawRecord(values: [FieldKey("a.from"): RawValue(from)])).value
    return Derivations(rules: rules).complete(record).record.text(FieldKey("a.until"))
  }

  @Test(arguments: [
    ("2020-03-30", "10 days", "2020年4月9日"), ("2020-12-31", "1 days", "2021年1月1日"),
    ("2020-02-28", "1 days", "2020年2月29日"),
    ("2021-02-28", "1 days", "2021年3月1日"), ("2020-06-15", "90 days", "2020年9月13日"),
    ("2023-12-01", "366 days", "2024年12月1日"),
    ("2020-01-31", "1 months", "2020年2月29日"), ("2021-01-31", "1 months", "2021年2月28日"),
    ("2021-01-30", "1 months", "2021年2月28日"), ("2020-02-29", "1 months", "2020年3月29日"),
    ("2020-02-29", "12 months", "2021年2月28日"),
    ("2020-03-31", "1 months", "2020年4月30日"), ("2020-11-30", "3 months", "2021年2月28日"),
    ("2019-11-30", "3 months", "2020年2月29日"),
    ("2020-12-15", "1 months", "2021年1月15日"), ("2020-08-31", "6 months", "2021年2月28日"),
    ("2020-12-31", "2 months", "2021年2月28日"),
    ("2100-01-31", "1 months", "2100年2月28日"), ("2000-01-31", "1 months", "2000年2月29日"),
    // Months can be counted from a month, days cannot.
    ("2020-12", "1 months", "2021年1月"), ("2020-12", "10 days", ""), ("2020", "1 months", ""),
  ])
  func `the day on which a period begins is not counted`(_ from: String, _ period: String, _ expected: String) throws {
    #expect(try Self.end(from, period) == expected)
  }

  @Test(arguments: [
    ("2020-03-30", "10 days", "2020年4月8日"), ("2020-03-30", "1 days", "2020年3月30日"),
    ("2020-01-15", "1 months", "2020年2月14日"),
    ("2020-01-01", "1 months", "2020年1月31日"), ("2020-01-31", "1 months", "2020年2月29日"),
    ("2020-03-01", "12 months", "2021年2月28日"),
  ])
  func `unless the profile counts it`(_ from: String, _ period: String, _ expected: String) throws {
    #expect(try Self.end(from, period, start: .sameDay) == expected)
  }

  @Test(arguments: [
    ("2026-09-21", "10 days", "2026年10月8日"), ("2026-09-20", "10 days", "2026年9月30日"),
    ("2026-09-01", "1 months", "2026年10月8日"),
    ("2026-12-01", "1 months", "2027年1月4日"), ("2026-12-03", "1 months", "2027年1月4日"),
    ("2026-12-04", "1 months", "2027年1月4日"),
    // A Saturday that is not on the list is no holiday.
    ("2026-10-07", "3 days", "2026年10月10日"),
  ])
  func `an end on a listed holiday moves to the next day that is none`(
    _ from: String, _ period: String, _ expected: String
  ) throws {
    let holidays = "# 2026\r\n2026-10-01..2026-10-07\n\n2027-01-01 # 元旦\n2027-01-02..2027-01-03\n"
    #expect(try Self.end(from, period, holidays: holidays) == expected)
    if period == "1 months", from == "2026-09-01" {
      #expect(try Self.end(from, period, moves: false, holidays: holidays) == "2026年10月1日")
    }
  }

  @Test func `every line of a list of holidays that is no day is named`() {
    do {
      _ = try Holidays(
        untrustedText: "2026-10-01\n国庆节\n2026-13-01\n2026-10-07..2026-10-01\n2026-10\n", file: "h.txt")
      Issue.record("loaded")
    } catch {
      #expect(error.findings.map(\.place.line) == [2, 3, 4, 5])
      #expect(error.findings.allSatisfy { $0.code == .holidayUnreadable && $0.place.file == "h.txt" })
    }
  }

  @Test func `the rule can be printed`() {
    #expect(
      DayCount().description.chinese
        == "期间按公历日、月计算，开始的当日不计入，自下一日开始计算；按月计算的，到期月的对应日为最后一日，没有对应日的，月末日为最后一日；最后一日是法定休假日的，顺延至休假日结束的次日。")
    #expect(DayCount(start: .sameDay, movesOffHolidays: false).description.chinese.contains("不顺延"))
  }
}
