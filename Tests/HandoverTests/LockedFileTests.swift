import Diagnostics
import Foundation
import Testing

@testable import Handover

/// Returned files that a password locks.
struct LockedFileTests {
  /// Returned forms that `make.py` beside them encrypted, and their passwords.
  private static let files = ["aes-256": "口令", "aes-128": "secret", "rc4-128": "secret"]

  private func takeIn(_ inputs: [String], to output: String, passwords: [String]) throws -> [IntakeAnswer] {
    var request = IntakeRequest(inputs: inputs, output: output)
    request.passwords = passwords
    var answers: [IntakeAnswer] = []
    _ = try Workshop.toolkit().takeIn(request, answer: { answers.append($0) })
    return answers
  }

  private func copy(_ name: String, to folder: String) throws {
    let fixture = Workshop.root + "/Tests/Fixtures/encrypted/\(name).pdf"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: fixture, toPath: "\(folder)/\(name).pdf")
  }

  @Test(arguments: files)
  func `an encrypted paper is read with its password, also when it was refused before`(
    name: String, password: String
  ) throws {
    try Workshop.withFolder { folder in
      try copy(name, to: "\(folder)/in")
      func read(_ passwords: [String]) throws -> [IntakeAnswer] {
        try takeIn(["\(folder)/in"], to: "\(folder)/out", passwords: passwords)
      }
      #expect(try read([]).map(\.reason) == ["encrypted"])
      #expect(try read(["其他"]).map(\.reason) == ["wrong-password"])
      // The second reader knows no passwords but those in Latin letters.
      let reason = name == "aes-256" ? "second-opinion-missing" : nil
      #expect(try read(["其他", password]).map(\.reason) == [reason])
      // The answer stays, whether the password is named again or not.
      #expect(try read([]).map(\.reason) == [reason])
    }
  }

  @Test func `the password is in no output`() throws {
    try Workshop.withFolder { folder in
      for name in Self.files.keys { try copy(name, to: "\(folder)/in") }
      _ = try takeIn(["\(folder)/in"], to: "\(folder)/out", passwords: ["secret", "口令"])
      for case let name as String in try #require(FileManager.default.enumerator(atPath: "\(folder)/out")) {
        let bytes = FileManager.default.contents(atPath: "\(folder)/out/\(name)") ?? Data()
        #expect(bytes.range(of: Data("secret".utf8)) == nil && bytes.range(of: Data("口令".utf8)) == nil, "\(name)")
      }
    }
  }

  @Test func `an archive with a password is opened by it, and the papers in it by theirs`() throws {
    try Workshop.withFolder { folder in
      try copy("aes-256", to: folder)
      let made = try Workshop.run("zip", ["-jqP", "archive", "\(folder)/in.zip", "\(folder)/aes-256.pdf"])
      try #require(made.status == 0, "\(made.output)")
      func read(_ passwords: [String]) throws -> [IntakeAnswer] {
        try takeIn(["\(folder)/in.zip"], to: "\(folder)/out", passwords: passwords)
      }
      #expect(try read([]).map(\.reason) == ["encrypted"])
      #expect(try read(["口令"]).map(\.reason) == ["wrong-password"])
      #expect(try read(["archive"]).map(\.reason) == ["wrong-password"])
      #expect(try read(["archive", "口令"]).map(\.reason) == ["second-opinion-missing"])
    }
  }
}
