import Diagnostics
import Foundation
import Records
import Testing

/// The shipped dictionary and area codes, and a gate on a fixed day.
enum TestGate {
  static func today() throws -> PartialDate { try #require(PartialDate(checkedYear: 2026, month: 7, day: 1)) }

  static func bytes(_ name: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: root.appending(path: "Resources/\(name)")))
  }

  static let dictionary: Result<FieldDictionary, any Error> = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Resources/dictionary")
    let more = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { "dictionary/\($0)" }
    return try FieldDictionary.load(untrustedFiles: try (["dictionary.xml"] + more).map { (try bytes($0), $0) })
  }

  static let areaCodes = AreaCodes(
    untrustedText: (try? bytes("area-codes.txt")).map { String(decoding: $0, as: UTF8.self) } ?? "")

  static let shared: Result<Gate, any Error> = Result { try make() }

  static func make(
    required: Set<FieldName> = [], places: [RecordRules.KnownPlace] = [], birthMustMatchID: Bool = false
  ) throws -> Gate {
    Gate(
      rules: RecordRules(
        dictionary: try dictionary.get(), required: required, phoneAreaCode: "0635", places: places,
        birthMustMatchID: birthMustMatchID, areaCodes: areaCodes), today: try today())
  }
}

/// What the gate makes of one raw value: what stands on paper, and the codes of what was noted.
struct Outcome: Equatable, CustomStringConvertible {
  var text: String?
  var codes: [String]
  var isRefused: Bool

  var description: String { "\(text ?? "nil") \(codes)\(isRefused ? " refused" : "")" }

  static func of(_ raw: RawRecord, _ field: FieldName, gate: Gate) -> Outcome {
    do {
      let reported = try gate.validate(raw)
      return Outcome(
        text: reported.value[field]?.text(), codes: reported.findings.map(\.code.rawValue), isRefused: false)
    } catch {
      return Outcome(text: nil, codes: error.findings.map(\.code.rawValue), isRefused: true)
    }
  }
}

/// One field's reading: the value given, what is kept (`nil`: refused; `""`: no value), and the codes noted.
struct Case: Sendable, CustomTestStringConvertible {
  var given: String
  var kept: String?
  var codes: [String]
  var kind: RawValue.Kind

  init(_ given: String, _ kept: String?, _ codes: String..., kind: RawValue.Kind = .text) {
    self.given = given
    self.kept = kept
    self.codes = codes
    self.kind = kind
  }

  var testDescription: String { given.isEmpty ? "\(kind)" : given }

  func check(_ field: FieldName, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let raw = RawRecord(values: [FieldKey(field): RawValue(given, kind: kind)])
    let outcome = Outcome.of(raw, field, gate: try TestGate.shared.get())
    let expected = Outcome(text: kept == "" ? nil : kept, codes: codes, isRefused: kept == nil)
    #expect(ExactText(outcome.description) == ExactText(expected.description), sourceLocation: sourceLocation)
  }
}
