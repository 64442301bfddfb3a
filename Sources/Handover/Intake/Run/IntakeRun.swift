import Archives
import Diagnostics
import Digests
import Foundation
import IsolatedReading
import ReaderProtocol
import Records

/// One run over returned files.
///
/// 1. Every file is hashed, and read unless its answer is known. Answers are noted as they come (`IntakeJournal`), so a slow file
///    holds up none but itself.
/// 2. Of each answer a short row is kept. The rows are put into the order of the paths, so that nothing depends on the number of threads
///    or on their speed. Pages that came apart are put together (`IntakeParts`), and the rows are held against each other
///    (`IntakeSorting`).
/// 3. The outputs are written from the answers, one after the other (`IntakeOutputs`); a file that would be the same is not touched.
struct IntakeRun {
  private let request: IntakeRequest
  private let reading: ReturnReading
  private let readers: ReaderPool
  private let readBy: String
  private let toolkit: Toolkit

  init(_ request: IntakeRequest, toolkit: Toolkit) throws(Refusal) {
    self.request = request
    self.toolkit = toolkit
    try Self.requireOwn(request.output)
    try makeFolder(request.output)
    reading = toolkit.returnReading(requiresSignatures: request.requiresSignatures)
    readers = ReaderPool(
      size: request.jobs, readerPath: toolkit.locations.reader, passwords: request.passwords,
      roots: toolkit.trustRoots.files)
    readBy = try toolkit.readingMark(request)
  }

  func run(
    progress: (Int) -> Void, isStopped: () -> Bool, report: (Finding) -> Void, answer: (IntakeAnswer) -> Void
  ) throws(Refusal) -> IntakeAccount {
    let journal = try IntakeJournal(folder: request.output, reading: readBy)
    var numbered: [(number: Int, row: IntakeRow)] = []
    var account = IntakeAccount()
    account.isInterrupted = try !readAll(journal, isStopped: isStopped, report: report) { number, noted in
      account.known += noted.isKnown ? 1 : 0
      numbered.append((number, IntakeRow(noted.answer, at: noted.location)))
      progress(numbered.count)
    }
    readers.rest()
    guard !account.isInterrupted else { return account }
    var rows = numbered.sorted { $0.number < $1.number }.map(\.row)
    let parts = IntakeParts(catalogue: reading.catalogue, rows: rows) { [rows] in journal.answer(at: rows[$0].location)
    }
    var joined = parts.joined()
    for index in joined.keys {
      joined[index]?.file = rows[index].file
      if let answer = joined[index] { rows[index] = IntakeRow(answer, at: rows[index].location) }
    }
    let read = { [rows, joined] index in joined[index] ?? journal.answer(at: rows[index].location) }
    let sorted = IntakeSorting(
      rows, definition: { [reading] in reading.catalogue.gate(of: $1)?.rules.dictionary[FieldName($0)] }, answer: read
    ).sorted()
    let outputs = IntakeOutputs(
      folder: request.output, language: request.language, catalogue: reading.catalogue, rows: rows,
      answer: { index in read(index).map { sorted[index].applied(to: $0, file: rows[index].file) } })
    try outputs.write(&account, answer: answer)
    journal.close()
    return account
  }

  // MARK: Reading

  /// A file on its way through the workers.
  private struct Task: Sendable {
    /// In the order of the paths.
    var number: Int
    var item: ReturnedItem
  }

  /// What a worker made of a file.
  private enum Read: Sendable {
    case known(digest: String)
    case fresh(FileAnswer)
  }

  /// An answer and where it lies.
  private struct Noted {
    var answer: FileAnswer
    var location: IntakeJournal.Location
    var isKnown = false
  }

  private typealias Take = (_ number: Int, Noted) -> Void

  private struct Stopped: Error {}

  /// - Parameter take: Gets what came of each file, as it comes.
  /// - Returns: Whether all files were read.
  private func readAll(
    _ journal: IntakeJournal, isStopped: () -> Bool, report: (Finding) -> Void, take: Take
  ) throws(Refusal) -> Bool {
    do {
      return try withoutActuallyEscaping(isStopped) { isStopped in
        try withoutActuallyEscaping(take) { take in
          try withoutActuallyEscaping(report) {
            try walk(journal, isStopped: isStopped, report: $0, take: take)
          }
        }
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      preconditionFailure("walking throws what its sink throws: \(error)")
    }
  }

  private func walk(
    _ journal: IntakeJournal, isStopped: @escaping () -> Bool, report: @escaping (Finding) -> Void,
    take: @escaping Take
  ) throws -> Bool {
    let known = journal.known
    let pipeline = LoosePipeline<Task, (Task, Read)>(Workers(readers.size), mostWeight: Self.mostHeld) { [self] task in
      (task, read(task.item, known: known))
    }
    func finish(_ task: Task, _ read: Read) throws {
      take(task.number, try noted(read, of: task.item, in: journal))
    }
    var containers = Containers(
      passwords: request.passwords, report: report,
      unpackMail: { mail in readers.withReader(for: mail.size) { $0.files(ofMail: mail) } })
    containers.own = request.output
    var isWhole = true
    var count = 0
    do {
      for input in request.inputs {
        try containers.items(of: input) { item in
          if isStopped() { throw Stopped() }
          while !pipeline.hasRoom(for: item.held), let (task, read) = pipeline.next() { try finish(task, read) }
          pipeline.push(Task(number: count, item: item), weight: item.held)
          count += 1
        }
      }
    } catch is Stopped {
      isWhole = false
    }
    // What was begun is noted, also when it all ends here, so that it need not be read again.
    while let (task, read) = pipeline.next() { try finish(task, read) }
    return isWhole
  }

  private func noted(_ read: Read, of item: ReturnedItem, in journal: IntakeJournal) throws(Refusal) -> Noted {
    switch read {
    case .known(let digest):
      guard let location = journal.location(of: digest), var answer = journal.answer(at: location) else {
        return try noted(self.read(item, known: [:]), of: item, in: journal)
      }
      answer.file = item.name
      return Noted(answer: answer, location: location, isKnown: true)
    case .fresh(let answer): return Noted(answer: answer, location: try journal.add(answer))
    }
  }

  /// Bytes of unpacked files that wait or are read.
  private static let mostHeld = 64 << 20

  private func read(_ item: ReturnedItem, known: [String: String]) -> Read {
    // A large file is only taken in when it is its turn.
    guard item.weight > ReaderLimits.ordinary.document else {
      return read(item, known: known) { readers.withReader($0) }
    }
    return readers.withReader(for: item.weight) { reader in read(item, known: known) { $0(reader) } }
  }

  private func read(
    _ item: ReturnedItem, known: [String: String], lent: ((IsolatedReader) -> FileAnswer) -> FileAnswer
  ) -> Read {
    guard let document = try? item.document(limit: reading.limits.document) else {
      return .fresh(lent { kept(reading.read(item, with: $0)) })
    }
    let digest = hexadecimal(document.digest)
    if let reason = known[digest], item.refusal.map({ $0.code.rawValue == reason }) ?? true,
      request.passwords.isEmpty || !FileAnswer.isLocked(reason)
    {
      return .known(digest: digest)
    }
    return .fresh(
      lent { reader in
        var answer = kept(reading.read(document, item, with: reader))
        takePictures(of: document, for: &answer, with: reader)
        return answer
      })
  }

  // MARK: Pictures

  /// Doubtful boxes of one file that are drawn.
  private static let mostPictures = 12
  /// Points around a box.
  private static let margin = 12.0

  /// Draws the doubtful boxes, so that whoever compares them need not open the file.
  private func takePictures(of document: ReturnedDocument, for answer: inout FileAnswer, with reader: IsolatedReader) {
    var count = 0
    for index in answer.doubts.indices {
      guard count < Self.mostPictures, let page = answer.doubts[index].page, let area = answer.doubts[index].area,
        area.count == 4
      else { continue }
      let box = [
        min(area[0], area[2]) - Self.margin, min(area[1], area[3]) - Self.margin, max(area[0], area[2]) + Self.margin,
        max(area[1], area[3]) + Self.margin,
      ]
      guard let picture = try? reader.picture(PictureWish(page: page, box: box, dotsPerInch: 110), of: document) else {
        continue
      }
      count += 1
      let name = "box-\(index + 1).png"
      let path = "\(request.output)/review/\(answer.stem)"
      do {
        try makeFolder(path)
        try writeWhole(picture, to: "\(path)/\(name)", existing: .replacedUnlessEqual)
        answer.doubts[index].picture = name
      } catch {}
    }
  }

  private func kept(_ returned: ReturnedForm) -> FileAnswer {
    FileAnswer(
      returned, reading: returned.dependsOnOthers ? "" : readBy,
      dictionary: returned.form.flatMap { reading.catalogue.gate(of: $0) }?.rules.dictionary)
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
    digest.append(Array("handover answers 1 \(request.requiresSignatures)\n".utf8))
    for path in locations.editedFiles.keys.sorted() {
      digest.append(Array(path.split(separator: "/").suffix(2).joined(separator: "/").utf8))
      digest.append(try contents(of: path))
    }
    for root in trustRoots.files { digest.append(root) }
    return String(hexadecimal(digest.digest).prefix(16))
  }
}
