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

  /// The profile of a form by its full name; each is read once.
  static func profile(of form: String) throws -> Profile {
    try #require(profiles[String(form.prefix { $0 != "/" })])
  }

  private static let profiles: [String: Profile] = Dictionary(
    uniqueKeysWithValues: ((try? toolkit().profiles()) ?? []).compactMap { id in
      (try? toolkit().profile(id)).map { (id, $0) }
    })

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
