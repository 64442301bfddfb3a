import Records
import Samples
import Testing

struct AddressTests {
  @Test(arguments: [
    ("聊城市东昌府区柳园街道花园社区3号", "聊城市东昌府区|柳园街道|花园社区|3号"),
    ("山东省聊城市东昌府区沙河镇桥头村12号", "山东省聊城市东昌府区|沙河镇|桥头村|12号"),
    ("新疆维吾尔自治区喀什地区莎车县城东乡一村5号", "新疆维吾尔自治区喀什地区莎车县|城东乡|一村|5号"),
    ("江苏省镇江市润州区宝塔路街道", "江苏省镇江市润州区|宝塔路街道||"), ("河南省新乡市红旗区东街街道", "河南省新乡市红旗区|东街街道||"),
    ("江西省景德镇市珠山区新村街道", "江西省景德镇市珠山区|新村街道||"), ("聊城市柳园路3号", "聊城市|||柳园路3号"),
    ("聊城市东昌府区", "聊城市东昌府区|||"), ("北京市昌平县城区镇", "北京市昌平县|城区镇||"),
    ("聊城市 东昌府区 柳园街道 花园社区 3号", "聊城市东昌府区|柳园街道|花园社区|3号"), ("聊城 柳园 花园 3号", "聊城|柳园|花园|3号"),
    ("聊城｜柳园｜｜3", "聊城|柳园||3"), ("聊城市柳园街道花园小区3号", "聊城市|柳园街道||花园小区3号"),
    ("聊城市经济技术开发区蒋官屯街道", "聊城市经济技术开发区|蒋官屯街道||"), ("柳园办事处花园居委会8号", "|柳园办事处|花园居委会|8号"),
    ("某小区 3号楼", "|||某小区 3号楼"), ("内蒙古自治区阿拉善盟阿拉善左旗", "内蒙古自治区阿拉善盟阿拉善左旗|||"),
  ])
  func `cuts an address where its parts end`(_ line: String, _ parts: String) throws {
    #expect(try Self.parts(line, try TestGate.shared.get()) == parts)
  }

  @Test(arguments: [
    ("聊城市柳园花园3号", "聊城市|柳园|花园|3号"), ("聊城市柳园街道花园3号", "聊城市|柳园街道|花园|3号"), ("柳园3号", "|柳园||3号"),
    ("聊城市柳园路3号", "聊城市|||柳园路3号"), ("聊城市 柳园花园", "聊城市|||柳园花园"),
  ])
  func `finds a city's own places without their suffix`(_ line: String, _ parts: String) throws {
    let gate = try TestGate.make(
      places: [RecordRules.KnownPlace(city: "聊城市", street: "柳园街道", communities: ["花园社区"])])
    #expect(try Self.parts(line, gate) == parts)
  }

  @Test func `boxes are kept as they were filled`() throws {
    var raw = RawRecord()
    for (part, text) in zip([FieldPart.city, .street, .community, .number], ["聊城", " 柳园 ", "", "3"]) {
      raw.values[FieldKey("retiree.residence", part)] = RawValue(text)
    }
    let record = try TestGate.shared.get().validate(raw).value
    #expect(record.text(FieldKey("retiree.residence", .city)) == "聊城")
    #expect(record.text(FieldKey("retiree.residence", .street)) == "柳园")
    #expect(record.text(FieldKey("retiree.residence", .number)) == "3")
    LawTests.expectLaw(record, try TestGate.shared.get())
  }

  @Test func `the line that is printed is the same from a record's bytes and from the address itself`() throws {
    let pieces = [
      "", "", "聊城市", "聊城", "东昌府区", "柳园街道", "柳园", "桥头村", "花园社区", "社区", "3号", "柳园路3号", "12", "市", "村", "红旗",
      "某小区 3号楼", " ", "｜", "𬎆村", "郎\u{F92C}街道", "一村", "周镇市", "办事处", "无", "A座", "·", "é", "镇", "路", "居委会",
    ]
    let gate = try TestGate.shared.get()
    let keys = [FieldPart.city, .street, .community, .number].map { FieldKey("retiree.residence", $0) }
    var random = SplitMix64(seed: 7)
    var joined = 0
    for _ in 0..<2000 {
      var raw = RawRecord()
      for (key, usual) in zip(keys, ["聊城市", "柳园街道", "花园社区", "3号"]) {
        let odd = random.pick(pieces) + (random.oneIn(3) ? random.pick(pieces) : "")
        let text = random.oneIn(4) ? odd : usual
        if !text.isEmpty { raw.values[key] = RawValue(text) }
      }
      let record = try gate.validate(raw).value
      guard case .address(let address)? = record["retiree.residence"] else { continue }
      let line = record.text(FieldKey("retiree.residence"))
      #expect(Array(line.unicodeScalars) == Array(address.text().unicodeScalars), "\(raw.values)")
      if line == keys.map({ record.text($0) }).joined() { joined += 1 }
    }
    #expect(joined > 200)
  }

  private static func parts(_ line: String, _ gate: Gate) throws -> String {
    let record = try gate.validate(RawRecord(values: [FieldKey("retiree.residence"): RawValue(line)])).value
    LawTests.expectLaw(record, gate)
    return [FieldPart.city, .street, .community, .number].map { record.text(FieldKey("retiree.residence", $0)) }
      .joined(separator: "|")
  }
}
