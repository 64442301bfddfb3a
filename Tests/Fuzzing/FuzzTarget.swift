import Archives
import FileInspecting
import FormDataReading
import Handover
import MailParts
import ReaderProtocol
import RecordReading
import Records
import SignedMessages
import XMLTrees

/// A reader that is fed with made-up inputs.
enum FuzzTarget: String, CaseIterable {
  /// Messages over the wall, both ways.
  case wire
  /// XML trees.
  case xml
  /// Archives, entry by entry.
  case zip
  /// Workbooks, as lists of people and as the spreadsheets of a form.
  case xlsx
  /// Lists as text: CSV and JSON.
  case list
  /// A form's own data.
  case formXML = "form-xml"
  /// Fields, signatures and all else that is read of a PDF, and of FDF; without poppler, whose faults are not ours to mend.
  case pdf, fdf
  /// The data of a form without its pages.
  case xfdf, xdp
  /// Mails with their attachments.
  case mail
  /// Signatures, as they stand in a file.
  case signature

  func read(_ bytes: [UInt8]) {
    switch self {
    case .wire:
      _ = try? ReaderRequest(untrustedMessage: bytes)
      _ = try? ReaderAnswer(untrustedMessage: bytes)
    case .xml: _ = try? parseXML(untrustedBytes: bytes)
    case .zip:
      guard let archive = try? ZIPArchive(untrustedBytes: bytes) else { return }
      for name in archive.names.sorted() { _ = try? archive.read(name) }
    case .xlsx:
      readAsList(bytes, named: "a.xlsx")
      let source = ListSource(untrustedBytes: bytes, name: "a.xlsx")
      _ = formSheetName(of: source)
      _ = try? readFormSheet(source, dictionary: Self.dictionary, isAboutBatch: true)
    case .list:
      readAsList(bytes, named: "a.csv")
      readAsList(bytes, named: "a.json")
      readAsList(bytes, named: "a.jsonl")
    case .formXML:
      let source = ListSource(untrustedBytes: bytes, name: "a.xml")
      _ = formName(of: source)
      _ = try? readFormPapers(source, dictionary: Self.dictionary)
      _ = Self.schema.validate(untrustedBytes: bytes)
      readAsList(bytes, named: "a.xml")
    case .pdf, .fdf: _ = ReaderService.inspect(untrustedBytes: bytes)
    case .xfdf: _ = try? readXFDF(untrustedBytes: bytes)
    case .xdp:
      _ = try? readXDP(untrustedBytes: bytes)
      _ = try? xfaFields(untrustedXML: bytes)
    case .mail: _ = MailMessage(untrustedBytes: bytes).files
    case .signature: check(bytes)
    }
  }

  private func check(_ bytes: [UInt8]) {
    let checking = SignatureChecking(roots: TrustRoots(files: [bytes]))
    bytes.withUnsafeBytes { signed in
      _ = checking.detached(untrustedMessage: bytes, over: [signed], time: nil)
      _ = checking.aroundDigest(untrustedMessage: bytes, over: [signed], time: nil)
      _ = checking.timestamp(untrustedToken: bytes, over: [signed])
      _ = checking.seal(untrustedSeal: bytes, over: [signed], time: nil)
    }
  }

  private func readAsList(_ bytes: [UInt8], named name: String) {
    _ = try? readList(ListSource(untrustedBytes: bytes, name: name), dictionary: Self.dictionary) { _ in }
  }

  private static let dictionary = loaded { try $0.profile("liaocheng", only: "info-table").rules.dictionary }
  /// One thread reads.
  nonisolated(unsafe) private static let schema = loaded {
    try XMLSchema(bytes: try $0.formSchema("liaocheng/archive-roster"))
  }

  private static func loaded<Value>(_ load: (Toolkit) throws -> Value) -> Value {
    // What is loaded once stays. Of some of it Swift keeps only pointers with an enum's case in their spare bits, which
    // LeakSanitizer takes for no pointers.
    ignoreLeaks()
    defer { heedLeaks() }
    do {
      let today = try required(PartialDate(checkedYear: 2026, month: 1, day: 1))
      return try load(Toolkit(Locations.standard(), today: today))
    } catch {
      // With nothing loaded nothing would be tested, and a run that tests nothing must not look well.
      preconditionFailure("not loaded: \(error)")
    }
  }

  private struct Missing: Error {}
  private static func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }
}

/// What is allocated between these two is not held to be leaked.
@_silgen_name("__lsan_disable") private func ignoreLeaks()
@_silgen_name("__lsan_enable") private func heedLeaks()
