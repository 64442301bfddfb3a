import Diagnostics
import Records
import Samples
import Testing

struct ConsistencyTests {
  private static func gate() throws -> Gate {
    var rules = try TestGate.shared.get().rules
    rules.guards = [
      RecordGuard(
        field: "progress.archiveDelivered", needs: ["progress.tableStamped", "transfer.date"], words: "档案移交须持盖章的信息表",
        basis: "附件2第二条")
    ]
    rules.orders = [
      DateOrder(fields: ["progress.applied", "progress.agreementSigned", "progress.archiveDelivered"], basis: "五")
    ]
    return Gate(rules: rules, today: try TestGate.today())
  }

  private static func raw(_ values: [FieldName: String]) -> RawRecord {
    RawRecord(values: Dictionary(uniqueKeysWithValues: values.map { (FieldKey($0), RawValue($1)) }))
  }

  private static func codes(_ values: [FieldName: String]) throws -> [String] {
    let gate = try gate()
    do { return try gate.validate(raw(values)).findings.map(\.code.rawValue) } catch {
      return error.findings.map { "\($0.code) \($0.place.field ?? "")" }
    }
  }

  @Test func `the gate refuses a step that is dated before what it needs`() throws {
    #expect(
      try Self.codes(["progress.archiveDelivered": "2026-03-01", "progress.tableStamped": "2026-03-02"])
        == ["guard-broken progress.archiveDelivered"])
    #expect(try Self.codes(["progress.archiveDelivered": "2026-03-02", "progress.tableStamped": "2026-03-02"]).isEmpty)
    // Known to the month, it may have been before.
    #expect(try Self.codes(["progress.archiveDelivered": "2026-03-02", "progress.tableStamped": "2026-03"]).isEmpty)
    // A paper shows only some fields: what it lacks is no fault of its own.
    #expect(try Self.codes(["progress.archiveDelivered": "2026-03-02"]).isEmpty)
  }

  @Test(arguments: [
    ("2026-01-01", "2026-02-01", "2026-03-01", []), ("2026-01-01", "2026-01-01", "2026-01-01", []),
    ("2026-02-02", "2026-02-01", "2026-03-01", ["dates-in-order progress.agreementSigned"]),
    ("2026-04-01", "", "2026-03-01", ["dates-in-order progress.archiveDelivered"]),
    (
      "2026-04-01", "2026-02-01", "2026-03-01",
      ["dates-in-order progress.agreementSigned", "dates-in-order progress.archiveDelivered"]
    ),
    ("2026", "2026-02-01", "2026-02", []),
    ("不详", "2026-02-01", "2026-01-01", ["dates-in-order progress.archiveDelivered"]),
  ])
  func `dates come in their order`(_ applied: String, _ signed: String, _ delivered: String, _ expected: [String])
    throws
  {
    #expect(
      try Self.codes([
        "progress.applied": applied, "progress.agreementSigned": signed, "progress.archiveDelivered": delivered,
      ]) == expected)
  }

  @Test func `a whole record must have what a step needs, from the person or from the batch`() throws {
    let gate = try Self.gate()
    let consistency = Consistency(rules: gate.rules)
    let person = try gate.validate(Self.raw(["progress.archiveDelivered": "2026-03-05"])).value
    let found = consistency.findings(of: person, at: Place(row: 7))
    #expect(found.map(\.code) == [.guardBroken, .guardBroken])
    #expect(found[0].place == Place(row: 7, field: "progress.archiveDelivered"))
    #expect(found[0].message.chinese == "档案移交须持盖章的信息表（附件2第二条）：已有档案送达日期，缺少信息表社区盖章日期")
    let stamped = try gate.validate(
      Self.raw(["progress.archiveDelivered": "2026-03-05", "progress.tableStamped": "2026-03-01"])
    ).value
    let header = try gate.validate(Self.raw(["transfer.date": "2026-03-01"])).value
    #expect(consistency.findings(of: stamped, in: header).isEmpty)
    #expect(consistency.findings(ofBatch: .batch(header, people: [stamped])).isEmpty)
    let late = try gate.validate(Self.raw(["transfer.date": "2026-04-01"])).value
    #expect(consistency.findings(ofBatch: .batch(late, people: [stamped, stamped])).map(\.place.row) == [1, 2])
  }

  @Test func `nobody goes to two receiving places`() throws {
    let gate = try Self.gate()
    func person(_ street: String) throws -> Record {
      try gate.validate(Self.raw(["retiree.id": "110201195202290006", "receiver.street": street])).value
    }
    let header = try gate.validate(RawRecord()).value
    let found = Consistency(rules: gate.rules).findings(
      ofBatch: .batch(header, people: [try person("向阳街道"), try person("新湖街道"), try person("向阳街道")]))
    #expect(found.map(\.code) == [.receiverTwice])
    #expect(found.first?.place.row == 2)
    #expect(found.first?.message.chinese.contains("110201195202290006") == false)
  }

  @Test func `every member is taken in by a Party organisation`() throws {
    let gate = try Self.gate()
    func person(_ status: String, _ street: String) throws -> Record {
      try gate.validate(Self.raw(["retiree.politicalStatus": status, "receiver.street": street])).value
    }
    let people = [
      try person("中共党员", "向阳街道"), try person("中共预备党员", "新湖街道"), try person("群众", "新湖街道"), try person("中共党员", ""),
    ]
    func codes(_ header: RawRecord) throws -> [Int?] {
      let batch = Record.batch(try gate.validate(header).value, people: people)
      return Consistency(rules: gate.rules).findings(ofBatch: batch).map(\.place.row)
    }
    var header = RawRecord()
    // Without any Party organisation in the batch, only who has no receiving place stands out.
    #expect(try codes(header) == [4])
    header.groups["batch.receivers"] = [Self.raw(["place.street": "向阳街道", "partyTo.name": "中共向阳街道工委"])]
    #expect(try codes(header) == [2, 4])
    header.values[FieldKey("partyTo.name")] = RawValue("中共聊城市东昌府区委组织部")
    #expect(try codes(header) == [])
  }
}
