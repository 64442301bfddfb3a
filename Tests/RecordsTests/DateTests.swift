import Diagnostics
import Records
import Testing

struct DateTests {
  @Test(arguments: [
    Case("1958年3月", "1958年3月"), Case("1958.03", "1958年3月"), Case("1958-03", "1958年3月"), Case("1958/3", "1958年3月"),
    Case("195803", "1958年3月"), Case("19580305", "1958年3月5日"), Case("1958年", "1958年"), Case("1958", "1958年"),
    Case("1958/3/5", "1958年3月5日"), Case("1958-3-5", "1958年3月5日"), Case("1958.3.5", "1958年3月5日"),
    Case("1958年03月05日", "1958年3月5日"), Case("1958年3月5号", "1958年3月5日"), Case("1958 3 5", "1958年3月5日"),
    Case("1958. 3", "1958年3月"), Case("１９５８．０３", "1958年3月"), Case("1958。3", "1958年3月"),
    Case("一九五八年三月", "1958年3月"), Case("二〇二〇年三月三十日", "2020年3月30日"), Case("二○二○年十二月廿一日", "2020年12月21日"),
    Case("二零二零年十月", "2020年10月"), Case("民国三十七年三月", "1948年3月"), Case("民国37年3月", "1948年3月"),
    Case("民国元年", "1912年"), Case("公元1958年3月", "1958年3月", "date-cleaned"),
    Case("1958年3月出生", "1958年3月", "date-cleaned"), Case("1958-03-05 00:00:00", "1958年3月5日", "date-cleaned"),
    Case("1958-03-05T00:00:00", "1958年3月5日", "date-cleaned"),
    Case("58.3", "1958年3月", "date-century"), Case("58年3月", "1958年3月", "date-century"),
    Case("580305", "1958年3月5日", "date-century"), Case("58/3/5", "1958年3月5日", "date-century"),
    Case("5803", "1958年3月", "date-century"), Case("05.3", "1905年3月", "date-century"),
    Case("1958.1", "1958年1月", "date-month-shortened"), Case("1958.10", "1958年10月"), Case("1958.01", "1958年1月"),
    Case("1958/1", "1958年1月"), Case("1958年1月", "1958年1月"),
    Case("3/5/58", nil, "date-ambiguous"), Case("3/5/1958", nil, "date-ambiguous"),
    Case("05/3/8", nil, "date-ambiguous"),
    Case("25/3/1958", "1958年3月25日", "date-order"), Case("3/25/1958", "1958年3月25日", "date-order"),
    Case("3/3/1958", "1958年3月3日", "date-order"),
    Case("1958年13月", nil, "date-impossible"), Case("1958-02-30", nil, "date-impossible"),
    Case("1950-02-29", nil, "date-impossible"), Case("1952-02-29", "1952年2月29日"),
    Case("1900-02-29", nil, "date-impossible"),
    Case("农历一九五八年三月", nil, "date-lunar"), Case("1958年三月初五", nil, "date-lunar"),
    Case("约1958年", nil, "date-unreadable"), Case("1958年3月5日6", nil, "date-unreadable"),
    Case("abc", nil, "date-unreadable"),
    Case("1958年月", nil, "date-unreadable"), Case("12345678901234", nil, "date-unreadable"),
    Case("21186", "1958年1月1日", "date-serial"), Case("不详", "不详"), Case("/", "/"), Case("", ""), Case("  ", ""),
    Case("", "1958年1月1日", kind: .dateSerial(21186, epoch1904: false)),
    Case("1958年1月", "1958年1月", kind: .dateSerial(21186, epoch1904: false)),
    Case("58/1/1", "1958年1月1日", kind: .dateSerial(21186, epoch1904: false)),
    Case("", "1958年1月1日", kind: .dateSerial(19724, epoch1904: true)),
    Case("", nil, "date-impossible", kind: .dateSerial(60, epoch1904: false)),
    Case("", "1900年2月28日", kind: .dateSerial(59, epoch1904: false)),
    Case("", "1900年3月1日", kind: .dateSerial(61, epoch1904: false)),
    Case("", "1900年1月1日", kind: .dateSerial(1, epoch1904: false)),
    Case("1958.1", "1958年1月", "date-month-shortened", kind: .number(1958.1)),
    Case("", "1958年3月", kind: .number(195_803)), Case("", "1958年", kind: .number(1958)),
    Case("", "1958年1月1日", "date-serial", kind: .number(21_186)),
  ])
  func `reads every spelling of a date`(_ row: Case) throws {
    try row.check("spouse.birth")
  }

  @Test(arguments: [Case("05.3", "2005年3月", "date-century"), Case("98.3", "1998年3月", "date-century")])
  func `a short year of retirement is of this century while that is past`(_ row: Case) throws {
    try row.check("retiree.retired")
  }

  @Test(arguments: [
    (["1958", "3", "5"], "1958年3月5日"), (["1958", "3", ""], "1958年3月"), (["1958", "", ""], "1958年"),
    (["1958年", "3月", "5日"], "1958年3月5日"), (["一九五八", "三", "五"], "1958年3月5日"), (["1958", "03", "05"], "1958年3月5日"),
    (["1958年3月", "", ""], "1958年3月"), (["不详", "", ""], "不详"), (["1958", "不详", "/"], "1958年"), (["", "3", ""], nil),
    (["1958", "", "5"], nil), (["1958", "2", "30"], nil), (["58", "3", ""], "1958年3月"),
  ])
  func `reads dates from boxes`(_ boxes: [String], _ kept: String?) throws {
    var raw = RawRecord()
    for (part, text) in zip([FieldPart.year, .month, .day], boxes) {
      raw.values[FieldKey("retiree.birth", part)] = RawValue(text)
    }
    let outcome = Outcome.of(raw, "retiree.birth", gate: try TestGate.shared.get())
    #expect(outcome.text == kept)
    #expect(outcome.isRefused == (kept == nil))
  }

  @Test func `whole and boxes must agree`() throws {
    var raw = RawRecord(values: [
      FieldKey("retiree.birth"): RawValue("1958年3月"), FieldKey("retiree.birth", .year): RawValue("1958"),
    ])
    let gate = try TestGate.shared.get()
    #expect(Outcome.of(raw, "retiree.birth", gate: gate).text == "1958年3月")
    raw.values[FieldKey("retiree.birth", .year)] = RawValue("1959")
    #expect(Outcome.of(raw, "retiree.birth", gate: gate).codes == ["parts-disagree"])
  }
}
