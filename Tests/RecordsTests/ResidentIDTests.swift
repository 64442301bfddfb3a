import Diagnostics
import Records
import Testing

struct ResidentIDTests {
  @Test(
    arguments: [
      Case("110201195202290006", "110201195202290006"),
      Case("110201195107040 05X".replacing(" ", with: ""), "11020119510704005X"),
      Case("11020119510704005x", "11020119510704005X", "id-cleaned"),
      Case("110201195002290001", nil, "id-birth-date"),
      Case("110201500101000", "110201500101000", "id-fifteen-digits"),
      Case("110201501301000", nil, "id-birth-date"),
      Case("810000195001010002", "810000195001010002"),
      Case("820000195001010004", "820000195001010004"),
      Case("830000195001010006", "830000195001010006"),
      Case("110201 19520229 0006", "110201195202290006", "id-cleaned"),
      Case("'110201195202290006", "110201195202290006", "id-cleaned"),
      Case("110201-19520229-0006", "110201195202290006", "id-cleaned"),
      Case("\u{200B}110201195202290006\u{A0}", "110201195202290006", "trimmed", "invisible-removed"),
      Case("１１０２０１１９５２０２２９０００６", "110201195202290006", "id-cleaned"),
      Case("11020119510704005Х", "11020119510704005X", "id-look-alike"),
      Case("11020119510704005×", "11020119510704005X", "id-look-alike"),
      Case("11020119510704005*", nil, "id-masked"),
      Case("1102**********0006", nil, "id-masked"),
      Case("1102O1195202290006", "110201195202290006", "id-look-alike"),
      Case("l1020119520229O006", "110201195202290006", "id-cleaned", "id-look-alike"),
      Case("1102O1195202290007", nil, "id-shape"),
      Case("110201195202290007", nil, "id-check-digit"),
      Case("110201195202290", nil, "id-birth-date"),
      Case("11020119520229000", nil, "id-shape"),
      Case("1102011952022900061", nil, "id-shape"),
      Case("3.71502E+17", nil, "id-numeric"),
      Case("371502195001010000", nil, "id-numeric"),
      Case("371502195001010000", nil, "id-numeric", kind: .number(371_502_195_001_009_984)),
      Case("110201500101000", "110201500101000", "id-fifteen-digits", kind: .number(110_201_500_101_000)),
      Case("不详", "不详"),
      Case("同上", nil, "ditto-unresolved"),
      Case("CHN110198001011", "CHN110198001011", "id-foreign"),
      Case("930156198001011231", "930156198001011231", "id-foreign"),
    ])
  func `reads every shape of an ID number by the table of section 5`(_ row: Case) throws {
    try row.check("retiree.id")
  }

  @Test(arguments: ["110111", "371002", "371502", "372501", "510202", "370632", "610121", "445221", "445203"])
  func `an area code ever in force is known, whenever the person was born`(_ area: String) throws {
    let number = try #require(ResidentID.completing(area + "19500101001"))
    try Case(number, number).check("retiree.id")
  }

  @Test func `an unknown area code is a warning`() throws {
    let unknown = try #require(ResidentID.completing("11999919500101001"))
    try Case(unknown, unknown, "id-area-unknown").check("retiree.id")
    let noProvince = try #require(ResidentID.completing("19020119500101001"))
    try Case(noProvince, noProvince, "id-area-unknown").check("retiree.id")
  }

  @Test(arguments: [("110201500101000", "110201195001010004"), ("110201991231996", "110201189912319968")])
  func `fifteen digits become eighteen`(_ old: String, _ new: String) throws {
    let record = try TestGate.shared.get().validate(RawRecord(values: [FieldKey("retiree.id"): RawValue(old)])).value
    guard case .residentID(let id) = record["retiree.id"] else {
      Issue.record("no ID")
      return
    }
    #expect(id.number == old)
    #expect(id.modern == new)
    #expect(id.kind == .fifteenDigits)
  }

  @Test func `a wrong check digit comes with hints and never with the number`() throws {
    let swapped = "110201195207090003"
    let right = try #require(ResidentID.completing("11020119520790000"))
    #expect(right.count == 18)
    let raw = RawRecord(values: [FieldKey("retiree.id"): RawValue(swapped)])
    let gate = try TestGate.shared.get()
    do {
      _ = try gate.validate(raw)
      #expect(ResidentID.completing("11020119520709000") == swapped)
    } catch {
      let finding = try #require(error.findings.first)
      #expect(finding.hint != nil)
      for text in [finding.message.chinese, finding.message.english, finding.hint?.chinese ?? ""] {
        #expect(!text.contains(swapped))
      }
    }
  }

  @Test func `two neighbours swapped are found by place`() throws {
    let right = try #require(ResidentID.completing("11020119521209123"))
    var wrong = Array(right)
    wrong.swapAt(11, 12)
    let raw = RawRecord(values: [FieldKey("retiree.id"): RawValue(String(wrong))])
    let gate = try TestGate.shared.get()
    do {
      _ = try gate.validate(raw)
      Issue.record("accepted")
    } catch {
      #expect(error.findings.first?.code == .idCheckDigit)
      #expect(error.findings.first?.hint?.english.contains("12–13") == true)
    }
  }

  @Test func `a birth after today is refused`() throws {
    let future = try #require(ResidentID.completing("11020120260702001"))
    try Case(future, nil, "id-birth-date").check("retiree.id")
  }

  @Test func `every single slip of a digit is caught`() throws {
    let gate = try TestGate.shared.get()
    let right = Array("110201195202290006".utf8)
    for place in 0..<17 {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        let raw = RawRecord(values: [FieldKey("retiree.id"): RawValue(String(decoding: wrong, as: UTF8.self))])
        // A first digit of 9 is a foreigner's card, whose shape alone is checked.
        let isForeign = wrong[0] == UInt8(ascii: "9")
        #expect(Outcome.of(raw, "retiree.id", gate: gate).isRefused != isForeign)
      }
    }
  }
}
