import Diagnostics
import Records
import Samples
import Testing

/// Every field of the shipped dictionary, in and out of groups, has legal samples.
struct SampleRecordsTests {
  private static func rules() throws -> RecordRules {
    var rules = try TestGate.shared.get().rules
    rules.guards = [
      RecordGuard(
        field: "progress.archiveDelivered", needs: ["progress.tableStamped", "progress.rostered"], words: "先盖章，后移交",
        basis: "二")
    ]
    rules.orders = [
      DateOrder(fields: ["progress.applied", "progress.agreementSigned", "progress.tableStamped"], basis: "")
    ]
    return rules
  }

  /// All fields that stand in the record itself, and every group with all its fields.
  private static func everything(
    _ dictionary: FieldDictionary
  ) -> (own: Set<FieldName>, groups: [FieldName: Set<FieldName>]) {
    let groups = dictionary.groups.map { group in
      (group.name, Set(dictionary.fields.map(\.name).filter { group.entities.contains($0.entity) }))
    }
    return (Set(dictionary.fields.map(\.name)), Dictionary(uniqueKeysWithValues: groups))
  }

  @Test(arguments: SampleRecords.Values.allCases)
  func `every field has a legal value of every length, and all of them agree`(_ values: SampleRecords.Values) throws {
    let rules = try Self.rules()
    let gate = Gate(rules: rules, today: try TestGate.today())
    let derivations = Derivations(rules: rules)
    let all = Self.everything(rules.dictionary)
    let samples = SampleRecords(rules: rules, seed: 11)
    for index in 0..<3 {
      let raw = samples.record(showing: all.own, groups: all.groups, values: values, entries: 3, index: index)
      let record: Record
      do { record = try gate.validate(raw).value } catch {
        for finding in error.findings where finding.severity == .error {
          Issue.record("\(finding.place.field ?? "") \(finding.message.chinese)")
        }
        return
      }
      let done = derivations.complete(record)
      #expect(
        done.findings.filter { $0.severity == .error }.map { "\($0.place.field ?? "") \($0.message.chinese)" } == [])
      // An option stands for another only where the dictionary says so, and years need a date before another.
      let missing = rules.dictionary.fields.filter { field in
        switch field.derivation?.source {
        case .option, .years: false
        default: done.record[field.name] == nil
        }
      }.map(\.name)
      #expect(missing == [])
      #expect(Consistency(rules: rules).findings(ofBatch: done.record).map(\.message.chinese) == [])
      LawTests.expectLaw(done.record, gate)
    }
  }

  @Test func `the longest texts are as long as they may be`() throws {
    let rules = try Self.rules()
    let samples = SampleRecords(rules: rules, seed: 5)
    for field in rules.dictionary.fields where field.type == .text && field.derivation == nil {
      guard let length = field.maxLength, field.name != "retiree.socialSecurityNumber" else { continue }
      let raw = samples.record(showing: [field.name], values: .longest)
      let count = raw.values[FieldKey(field.name)]?.text.unicodeScalars.count ?? 0
      let isJoined = rules.dictionary.fields.contains {
        if case .joined(let parts)? = $0.derivation?.source { parts.contains(field.name) } else { false }
      }
      #expect(isJoined ? count <= length : count == length, "\(field.name)")
    }
  }

  @Test func `samples are the same for the same seed, other people for another index, and fit their form`() throws {
    let rules = try Self.rules()
    let fields: Set<FieldName> = ["retiree.name", "retiree.id", "retiree.politicalStatus", "progress.archiveDelivered"]
    func raw(seed: UInt64, index: Int) -> RawRecord {
      SampleRecords(rules: rules, seed: seed).record(
        showing: fields, values: .typical, index: index,
        fitting: [RecordCondition(field: "retiree.politicalStatus", test: .oneOf(["01", "02"]))])
    }
    #expect(raw(seed: 1, index: 4) == raw(seed: 1, index: 4))
    #expect(raw(seed: 1, index: 4) != raw(seed: 2, index: 4))
    #expect((0..<40).allSatisfy { raw(seed: 1, index: $0).values[FieldKey("retiree.politicalStatus")]?.text == "中共党员" })
    #expect(Set((0..<40).map { raw(seed: 1, index: $0).values[FieldKey("retiree.id")]?.text }).count == 40)
    // What a guard needs is put in, and no later.
    let record = try TestGate.shared.get().validate(raw(seed: 1, index: 0)).value
    #expect(record["progress.tableStamped"] != nil)
    #expect(Consistency(rules: rules).findings(of: record).isEmpty)
  }

  @Test func `people of a batch go to the places that the batch names`() throws {
    let rules = try Self.rules()
    let raw = SampleRecords(rules: rules, seed: 3).record(
      showing: ["total.members"],
      groups: [
        .people: ["retiree.name", "receiver.street", "receiver.community", "retiree.politicalStatus"],
        "batch.receivers": ["place.street", "place.community", "partyTo.name"],
      ], values: .typical, entries: 5)
    let batch = try Gate(rules: rules, today: try TestGate.today()).validate(raw).value
    #expect(batch.entries(of: .people).count == 5)
    #expect(Consistency(rules: rules).findings(ofBatch: batch).isEmpty)
  }
}
