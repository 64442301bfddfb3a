import Foundation
import IsolatedReading
import ReaderProtocol
import Testing

/// Signed files from Tests/Interop/signatures, a few of each sort, with the verdicts that stand beside them.
struct SignatureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/signed")

  /// One line of the table for each signature: file, field, verdict, whether it covers the file, signer, trusted, changes, reasons.
  private static let table: [(file: String, line: String)] = {
    let text = (try? String(contentsOf: folder.appendingPathComponent("verdicts.tsv"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { line in
      (String(line.prefix { $0 != "\t" }), String(line))
    }
  }()
  private static let files = Array(Set(table.map(\.file))).sorted()

  private static func read(_ file: String, trusting roots: [[UInt8]]) throws -> FormFile {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(file).pdf")))
    return IsolatedReader(roots: roots).read(untrustedBytes: bytes).file
  }

  private static func root() throws -> [[UInt8]] {
    [[UInt8](try Data(contentsOf: folder.appendingPathComponent("root.pem")))]
  }

  @Test(arguments: files) func `every verdict, change and reason is that of the table`(file: String) throws {
    let expected = Self.table.filter { $0.file == file }.map(\.line)
    let isTrusting = expected.contains { $0.split(separator: "\t", omittingEmptySubsequences: false)[5] != "" }
    let form = try Self.read(file, trusting: isTrusting ? Self.root() : [])
    #expect(form.status == .ok)
    #expect(form.signatures.filter { $0.verdict != .unsigned }.map { line(file, $0) } == expected)
  }

  private func line(_ file: String, _ signature: FormSignature) -> String {
    func word(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
    return [
      file, signature.field, signature.verdict.rawValue, word(signature.coversWholeFile), signature.signer ?? "",
      word(signature.isTrusted), signature.changes.map(\.code.rawValue).joined(separator: " "),
      signature.reasons.map(\.code.rawValue).joined(separator: " "),
    ].joined(separator: "\t")
  }

  @Test func `any byte of what was signed, changed, breaks the signature or the file`() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent("approval.pdf")))
    let reader = IsolatedReader()
    let hole = try #require(
      reader.read(untrustedBytes: bytes).file.signatures.first { $0.verdict == .intact }?.byteRange)
    for offset in stride(from: 20, to: bytes.count, by: 397) where !(hole[1]..<hole[2]).contains(offset) {
      var changed = bytes
      changed[offset] ^= 1
      let file = reader.read(untrustedBytes: changed).file
      #expect(!file.signatures.contains { $0.verdict == .intact }, "a change at \(offset) went unseen")
    }
  }

  @Test func `a time is that of the signed attribute, in UTC`() throws {
    let signature = try #require(try Self.read("approval", trusting: []).signatures.first { $0.field == "s1" })
    #expect(signature.time == "2025-06-01T08:00:00Z")
    #expect(signature.signer == "张三")
    #expect(signature.isTrusted == nil)
  }

  @Test func `permissions and locks are told`() throws {
    let certified = try #require(try Self.read("certified-1-filled", trusting: []).signatures.first)
    #expect(certified.permissions == FormSignature.Permissions(isCertification: true, level: 1))
    let locked = try #require(try Self.read("lock-exclude-name-filled-name", trusting: []).signatures.first)
    #expect(locked.permissions.lock == .allBut(["name"]))
  }

  @Test func `the changes and reasons of a broken promise are sentences`() throws {
    let file = try Self.read("changed-filled", trusting: [])
    let line = file.inspectionLine(file: "x", language: .chinese)
    #expect(line.contains(#""changes": ["签名后改动了域“city”的值（签名不允许）。"#))
    #expect(line.contains(#""verdict": "changed-after-signing", "coversWholeFile": false"#))
    #expect(file.findings.contains { $0.code.rawValue == "signature-changed" })
  }

  @Test func `what is no certificate among the roots trusts nobody`() throws {
    let file = try Self.read("approval", trusting: [Array("rubbish".utf8)])
    #expect(file.signatures.first?.verdict == .unverifiable)
    #expect(file.signatures.first?.isTrusted == false)
  }
}
