import Foundation
import Handover
import Testing

struct SampleListTests {
  @Test func `every fault of the sample list is found at its row, and nothing else is an error`() throws {
    try Workshop.withFolder { folder in
      let path = "\(folder)/list.xlsx"
      let planned = try Workshop.toolkit().writeSampleList(to: path)
      var found: [Int: [Finding]] = [:]
      let account = try Workshop.toolkit().check(path, profile: "liaocheng", jobs: 2) { finding in
        if let row = finding.place.row { found[row, default: []].append(finding) }
        if finding.place.row == nil { #expect(finding.severity < .error, "\(finding)") }
      }
      #expect(account.rows == 200)
      #expect(planned.count == 15)
      let codes: [String: String] = [
        "numericID": "id-numeric", "wrongCheckDigit": "id-check-digit", "impossibleBirthday": "id-birth-date",
        "sexConflict": "sex-against-id", "duplicateID": "duplicate-id", "privateUseInName": "name-unreadable",
        "twoDigitYear": "date-century", "phoneWithoutZero": "phone-lost-zero", "blanksInID": "id-cleaned",
        "cyrillicX": "id-look-alike", "unknownOption": "option-unknown", "ditto": "list-ditto",
        "separatorInName": "name-separator", "localPhone": "phone-area-code", "shortenedMonth": "date-month-shortened",
      ]
      for fault in planned {
        let code = try #require(codes[fault.kind], "no code is expected for \(fault.kind)")
        #expect(found[fault.row]?.contains { $0.code.rawValue == code } == true, "\(fault.kind) in row \(fault.row)")
      }
      let faulty = Set(planned.map(\.row))
      for (row, findings) in found where !faulty.contains(row) { #expect(!findings.containError, "row \(row)") }
      let refused = planned.filter { found[$0.row]?.containError == true }.map(\.kind)
      #expect(
        refused == [
          "numericID", "wrongCheckDigit", "impossibleBirthday", "sexConflict", "duplicateID", "privateUseInName",
          "unknownOption",
        ])
      #expect(account.refused == refused.count)
    }
  }

  @Test func `all columns of the sample list are known, the groups of two-row headings too`() throws {
    try Workshop.withFolder { folder in
      let path = "\(folder)/list.xlsx"
      _ = try Workshop.toolkit().writeSampleList(to: path, people: 10)
      var codes: Set<String> = []
      let account = try Workshop.toolkit().check(path, profile: "liaocheng") { codes.insert($0.code.rawValue) }
      #expect(account.accepted == 10)
      #expect(codes.isDisjoint(with: ["list-unknown-column", "list-duplicate-column", "list-merged-spread"]))
    }
  }

  @Test func `the refused rows come back under headings that are all known again`() throws {
    try Workshop.withFolder { folder in
      let (path, rejected) = ("\(folder)/list.xlsx", "\(folder)/rejected.xlsx")
      _ = try Workshop.toolkit().writeSampleList(to: path)
      let first = try Workshop.toolkit().check(path, profile: "liaocheng", rejected: rejected) { _ in }
      var codes: Set<String> = []
      let second = try Workshop.toolkit().check(rejected, profile: "liaocheng") { codes.insert($0.code.rawValue) }
      #expect(second.rows == first.refused)
      // The second of two rows with one ID stands alone here.
      #expect(second.refused == first.refused - 1)
      #expect(codes.isDisjoint(with: ["list-unknown-column", "list-duplicate-column"]))
    }
  }

  @Test func `the same seed gives the same bytes`() throws {
    try Workshop.withFolder { folder in
      let paths = ["a", "b", "c"].map { "\(folder)/\($0).xlsx" }
      for (path, seed) in zip(paths, [5, 5, 6] as [UInt64]) {
        _ = try Workshop.toolkit().writeSampleList(to: path, people: 20, seed: seed)
      }
      let bytes = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
      #expect(bytes[0] == bytes[1])
      #expect(bytes[0] != bytes[2])
    }
  }
}
