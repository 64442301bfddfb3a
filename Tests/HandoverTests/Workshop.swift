import Composing
import Diagnostics
import Foundation
import IsolatedReading
import Records
import Samples
import Templates
import Testing

@testable import Handover

/// What the tests of the facade share: the shipped templates, sample people, and a folder that goes away.
enum Workshop {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// One for all tests: fonts are loaded once.
  static func toolkit() throws -> Toolkit { try shared.get() }

  private static let shared = Result {
    try Toolkit(
      Locations(
        resources: "\(root)/Resources", templates: "\(root)/templates",
        reader: IsolatedReader.pathBesideThisProgram()),
      today: try #require(PartialDate(checkedYear: 2026, month: 11, day: 21)))
  }

  /// Every form that is shipped, by its full name.
  static let forms: [String] = (try? toolkit().forms().map(\.name)) ?? []

  /// A sixth city, made of files that only the tests have.
  static func fixtures() throws -> Toolkit { try sixth.get() }

  private static let sixth = Result {
    try Toolkit(
      Locations(
        resources: "\(root)/Resources", templates: "\(root)/Tests/Fixtures/templates",
        reader: IsolatedReader.pathBesideThisProgram()),
      today: try #require(PartialDate(checkedYear: 2026, month: 11, day: 21)))
  }

  /// All profiles by id, read once for all tests.
  private static let profiles: [String: Result<Profile, any Error>] = {
    var profiles: [String: Result<Profile, any Error>] = [:]
    for toolkit in [try? toolkit(), try? fixtures()].compactMap(\.self) {
      for id in toolkit.profiles() { profiles[id] = Result { try toolkit.profile(id) } }
    }
    return profiles
  }()

  /// The profile of a form by its full name.
  static func profile(of form: String) throws -> Profile {
    try #require(profiles[String(form.prefix { $0 != "/" })]).get()
  }

  /// What reads returned files, with forms kept over all tests.
  private static let readings: [String: ReturnReading] = {
    var readings: [String: ReturnReading] = [:]
    for toolkit in [try? toolkit(), try? fixtures()].compactMap(\.self) {
      let reading = toolkit.returnReading()
      for id in toolkit.profiles() { readings[id] = reading }
    }
    return readings
  }()

  /// The forms that are shipped.
  static func catalogue() throws -> FormCatalogue { try #require(readings["liaocheng"]).catalogue }

  static func reader() throws -> IsolatedReader { IsolatedReader(readerPath: try toolkit().locations.reader) }

  /// Reads a returned file by the installation that has a form of this name's city.
  static func read(_ path: String, like form: String, with reader: IsolatedReader? = nil) throws -> ReturnedForm {
    let reading = try #require(readings[String(form.prefix { $0 != "/" })])
    return reading.read(path, with: try reader ?? self.reader())
  }

  /// The forms of the sixth city.
  static let fixtureForms = ["hexi/survey-sheet", "hexi/file-directory", "hexi/trust-agreement"]

  /// A form ready for printing.
  static func printing(_ name: String, _ kind: GenerationRequest.Kind) throws -> Printing {
    let profile = try profile(of: name)
    let form = try #require(profile.form(name))
    return Printing(
      form: form, dictionary: profile.rules.dictionary, fonts: try toolkit().fonts(),
      keys: RecordKeys(run: Array("list".utf8), form: name), kind: kind)
  }

  /// A sample record for a form, as the gate lets it through and with what follows from it: of a person whom the form is for,
  /// or of a batch of such people.
  static func subject(
    of form: FormTemplate, _ composer: Composer, _ values: SampleRecords.Values, index: Int = 0, entries: Int? = nil
  ) throws -> Record {
    let rules = try profile(of: form.name).rules
    let shape = composer.shape(of: form, rules: rules)
    let raw = SampleRecords(rules: rules, seed: 5).record(
      showing: Set(shape.fields), groups: Dictionary(shape.groups.map { ($0.name, Set($0.fields)) }) { $0.union($1) },
      values: values, entries: entries ?? (values == .shortest ? 1 : 3), index: index, fitting: form.audience)
    let record = try toolkit().gate(rules.limited(to: shape)).judge(raw, as: form.subject).value
    let completed = Derivations(rules: rules).complete(record)
    try #require(!completed.findings.containError, "\(completed.findings)")
    return completed.record
  }

  static func people(_ count: Int, seed: UInt64, profile: Profile) throws -> [Record] {
    try SamplePeople(seed: seed, flavour: .mixed).records(count, through: try toolkit().gate(profile.rules))
  }

  /// Runs `body` with the path of a new folder and removes it afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "handover-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Runs another program.
  static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
