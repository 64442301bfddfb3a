import Archives
import Diagnostics
import Digests
import Foundation
import IsolatedReading
import Records

/// One run over returned files.
///
/// 1. Every file is hashed, and read unless its answer is known (`IntakeJournal`); answers come in the order of the paths, so nothing
///    depends on the number of threads.
/// 2. Of each answer a short row is kept, and the rows are held against each other (`IntakeSorting`).
/// 3. The outputs are written from the answers, one after the other (`IntakeOutputs`); a file that would be the same is not touched.
struct IntakeRun {
  private let request: IntakeRequest
  private let files: [String]
  private let reading: ReturnReading
  private let readers: IntakeReaders
  private let readBy: String
  private let toolkit: Toolkit

  init(_ request: IntakeRequest, toolkit: Toolkit) throws(Refusal) {
    self.request = request
    self.toolkit = toolkit
    try Self.requireOwn(request.output)
    try makeFolder(request.output)
    files = IntakeFiles.all(below: request.inputs, skipping: request.output)
    reading = ReturnReading(catalogue: toolkit.catalogue())
    readers = IntakeReaders(path: toolkit.locations.reader, roots: request.roots)
    readBy = try toolkit.readingMark(request)
  }

  func run(
    progress: (Int, Int) -> Void, isStopped: () -> Bool, answer: (IntakeAnswer) -> Void
  ) throws(Refusal) -> IntakeAccount {
    let journal = try IntakeJournal(folder: request.output, reading: readBy)
    var rows: [IntakeRow] = []
    rows.reserveCapacity(files.count)
    var account = IntakeAccount()
    account.isInterrupted = try !readAll(journal, isStopped: isStopped) { read, location, isKnown in
      account.known += isKnown ? 1 : 0
      rows.append(IntakeRow(read, at: location))
      progress(rows.count, files.count)
    }
    guard !account.isInterrupted else { return account }
    let sorted = IntakeSorting(rows) { journal.answer(at: rows[$0].location) }.sorted()
    let outputs = IntakeOutputs(
      folder: request.output, language: request.language, catalogue: reading.catalogue, rows: rows,
      answer: { index in
        journal.answer(at: rows[index].location).map { sorted[index].applied(to: $0, file: rows[index].file) }
      })
    try outputs.write(&account, answer: answer)
    journal.close()
    return account
  }

  // MARK: Reading

  /// What a worker made of a file.
  private enum Read: Sendable {
    case known(digest: String)
    case fresh(FileAnswer)
  }

  /// - Returns: Whether all files were read.
  private func readAll(
    _ journal: IntakeJournal, isStopped: () -> Bool,
    take: (FileAnswer, IntakeJournal.Location, _ isKnown: Bool) -> Void
  ) throws(Refusal) -> Bool {
    let known = journal.known
    let pipeline = OrderedPipeline<String, Read>(Workers(max(request.jobs, 1))) { [self] in read($0, known: known) }
    var waiting = files[...]
    var names = files[...]
    func finish(_ read: Read) throws(Refusal) {
      guard let name = names.popFirst() else { return }
      switch read {
      case .known(let digest):
        if let location = journal.location(of: digest), var answer = journal.answer(at: location) {
          answer.file = name
          return take(answer, location, true)
        }
        let answer = kept(readers.withReader { reading.read(name, with: $0) })
        take(answer, try journal.add(answer.line(), digest: answer.digest), false)
      case .fresh(let answer): take(answer, try journal.add(answer.line(), digest: answer.digest), false)
      }
    }
    while let path = waiting.popFirst() {
      if isStopped() { break }
      if let read = pipeline.push(path) { try finish(read) }
    }
    while let read = pipeline.next() { try finish(read) }
    return names.isEmpty
  }

  private func read(_ path: String, known: Set<String>) -> Read {
    do throws(FileFault) {
      let bytes = try untrustedBytes(ofFile: path, limit: reading.limits.document)
      let digest = hexadecimal(sha256(bytes))
      if known.contains(digest) { return .known(digest: digest) }
      return .fresh(kept(readers.withReader { reading.read(untrustedBytes: bytes, named: path, with: $0) }))
    } catch {
      return .fresh(kept(reading.refused(path, for: error.reason)))
    }
  }

  private func kept(_ returned: ReturnedForm) -> FileAnswer {
    let forms = returned.form.flatMap { try? reading.catalogue.versions(of: $0) }
    return FileAnswer(returned, reading: readBy, dictionary: forms?.first?.gate.rules.dictionary)
  }

  // MARK: The folder

  /// A folder in which files of these names stand that are not ours is not written to.
  private static func requireOwn(_ folder: String) throws(Refusal) {
    guard !IntakeJournal.isThere(in: folder) else { return }
    for name in IntakeOutputs.names where FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
      throw Refusal(
        Finding(
          .error, .fileExists, at: Place(file: "\(folder)/\(name)"),
          Phrase("已有同名的文件或文件夹，不是读取的结果，没有覆盖", "it stands there already and is not of this kind; it was not overwritten"),
          hint: Phrase("换一个输出文件夹", "take another output folder")))
    }
  }
}

extension Toolkit {
  /// A mark of everything besides a file's own bytes that decides how it is read: templates, dictionaries, trusted certificates.
  fileprivate func readingMark(_ request: IntakeRequest) throws(Refusal) -> String {
    let digest = GrowingSHA256()
    digest.append(Array("handover answers 1\n".utf8))
    for path in locations.editedFiles.keys.sorted() {
      digest.append(Array(path.split(separator: "/").suffix(2).joined(separator: "/").utf8))
      digest.append(try contents(of: path))
    }
    for root in request.roots.files { digest.append(root) }
    return String(hexadecimal(digest.digest).prefix(16))
  }
}
