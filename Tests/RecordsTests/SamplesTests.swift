import Diagnostics
import Records
import Samples
import Testing

struct SamplesTests {
  @Test func `everyday people pass the gate without an error or a warning`() throws {
    let gate = try TestGate.shared.get()
    for person in SamplePeople(seed: 7).people(400) {
      let findings = try gate.validate(person.raw).findings.filter { $0.severity >= .warning }
      #expect(findings.isEmpty)
    }
  }

  @Test func `two hundred people are two hundred, the same for the same seed`() throws {
    let people = SamplePeople(seed: 2026).people(3_000)
    #expect(Set(people.map { $0.text("retiree.id") }).count == 3_000)
    #expect(SamplePeople(seed: 2026)[150].raw == people[150].raw)
    #expect(SamplePeople(seed: 2027)[150].raw != people[150].raw)
    #expect(people.allSatisfy { $0.text("retiree.id").hasPrefix("110201") && $0.text("receiver.county") == "东昌府区" })
    #expect(Set(people.prefix(200).map { $0.text("retiree.name") }).count > 190)
  }

  @Test func `every fault of the demonstration list is found where it was put, and nothing else is an error`() throws {
    let gate = try TestGate.shared.get()
    let list = SampleFaults(seed: 5, count: 200)
    #expect(list.faults.map(\.kind) == SampleFaults.Kind.allCases)
    var checks = BatchChecks()
    var found: [Int: [String]] = [:]
    for (index, row) in list.rows.enumerated() {
      let raw = RawRecord(
        values: row.mapValues { cell in
          switch cell {
          case .text(let text): RawValue(text)
          case .number(let number): RawValue("", kind: .number(number))
          }
        })
      do {
        let reported = try gate.validate(raw)
        let all = reported.findings + checks.add(reported.value, at: Place(row: index))
        found[index] = all.filter { $0.severity == .error }.map(\.code.rawValue)
        if let fault = list.faults.first(where: { $0.row == index }) {
          #expect(!all.isEmpty, "\(fault.kind) was not noticed")
        }
      } catch {
        found[index] = error.findings.filter { $0.severity == .error }.map(\.code.rawValue)
      }
    }
    let errors: [SampleFaults.Kind: [String]] = [
      .numericID: ["id-numeric"], .wrongCheckDigit: ["id-check-digit"], .impossibleBirthday: ["id-birth-date"],
      .sexConflict: ["sex-against-id"], .duplicateID: ["duplicate-id"], .privateUseInName: ["name-unreadable"],
      .unknownOption: ["option-unknown"], .ditto: ["ditto-unresolved"],
    ]
    for (index, codes) in found {
      let kind = list.faults.first { $0.row == index }?.kind
      #expect(codes == (kind.flatMap { errors[$0] } ?? []), "row \(index), \(kind?.rawValue ?? "clean")")
    }
  }

  @Test func `the domain's types come from a record and go back to it`() throws {
    let gate = try TestGate.shared.get()
    for person in SamplePeople(seed: 3).people(200) {
      let record = try gate.validate(person.raw).value
      var raw = Retiree(record).rawRecord()
      for other in [Enterprise(record).rawRecord(), Receiver(record).rawRecord(), ArchiveFile(record).rawRecord()] {
        raw.values.merge(other.values) { first, _ in first }
      }
      let again = try gate.validate(raw).value
      for (name, value) in record.values where name != "signing.date" {
        if case .unknown = value { continue }
        #expect(again[name] == value)
      }
      #expect(again.groups == record.groups)
    }
  }
}
