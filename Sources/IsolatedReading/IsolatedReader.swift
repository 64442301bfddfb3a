private import Glibc
package import ReaderProtocol
private import Synchronization

/// Reads documents in another process, which it starts, feeds, watches and replaces.
///
/// The process is kept over many documents. It is killed when it overruns a limit, and another takes its place. A document that
/// crashed it is tried once more; one that killed two is refused for good. Whatever happens, each question gets exactly one
/// answer, and all questions about one document have ten seconds together. Questions of several threads wait for one
/// another; a `ReaderPool` answers them side by side.
package final class IsolatedReader: Sendable {
  private let readerPath: String
  private let limits: ReaderLimits
  private let passwords: [String]
  private let roots: [[UInt8]]
  private let record: KillRecord
  private let hasSuccessor: Bool
  private let current = Mutex(Current())

  /// The process now at work.
  private struct Current {
    var process: ReaderProcess?
    var filesRead = 0
    /// Whether its limits were too narrow for something that was asked.
    var fellShort = false
  }

  /// - Parameters:
  ///   - readerPath: The program `handover-reader`. It is started with the first file.
  ///   - limits: Of time, memory and sizes.
  ///   - passwords: Tried in this order with documents that need one.
  ///   - roots: Files with certificates, in PEM or DER, whose holders are trusted to say who a signer is.
  ///   - record: Of documents that are not to be read again.
  ///   - hasSuccessor: Whether what is too much for this one is for another with wider limits.
  package init(
    readerPath: String = IsolatedReader.pathBesideThisProgram(), limits: ReaderLimits = ReaderLimits(),
    passwords: [String] = [], roots: [[UInt8]] = [], record: KillRecord = KillRecord(), hasSuccessor: Bool = false
  ) {
    self.readerPath = readerPath
    self.limits = limits
    self.passwords = passwords
    self.roots = roots
    self.record = record
    self.hasSuccessor = hasSuccessor
  }

  /// Where the reader is installed: in the folder of the running program.
  package static func pathBesideThisProgram() -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let program = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return program[..<(program.lastIndex(of: "/") ?? program.startIndex)] + "/handover-reader"
  }

  /// What is in a file. Never throws and never hangs: what goes wrong is in the answer's status and reason.
  ///
  /// - Parameters:
  ///   - path: The file; only its bytes cross the wall, not its name.
  ///   - wish: What is wanted beside its fields.
  package func read(_ path: String, _ wish: InspectionWish = InspectionWish()) -> IsolatedAnswer {
    do throws(FileFault) {
      return read(try ReturnedDocument(path: path, limit: limits.document), wish)
    } catch {
      return .failed(error.reason, status: error.status)
    }
  }

  /// What is in a PDF that is in memory already.
  package func read(untrustedBytes: [UInt8], _ wish: InspectionWish = InspectionWish()) -> IsolatedAnswer {
    do throws(FileFault) {
      return read(try ReturnedDocument(untrustedBytes: untrustedBytes, limit: limits.document), wish)
    } catch {
      return .failed(error.reason, status: error.status)
    }
  }

  /// What is in a document that more may be asked about later.
  package func read(_ document: ReturnedDocument, _ wish: InspectionWish = InspectionWish()) -> IsolatedAnswer {
    ask(.inspect(wish), about: document)
  }

  /// One page, or a part of it, as a PNG file: on white, with its fields and annotations.
  ///
  /// - Throws: why there is no picture; `damaged` also when there is no such page.
  package func picture(_ wish: PictureWish, of document: ReturnedDocument) throws(FileFault) -> [UInt8] {
    let answer = ask(.picture(wish), about: document)
    guard let picture = answer.picture else {
      throw FileFault(status: .failed, reason: answer.file.reason ?? .damaged)
    }
    return picture
  }

  /// What stands where on some pages of a document, in order, as far as the reader came.
  package func pages(_ wish: PageWish = PageWish(), of document: ReturnedDocument) -> [PageContent] {
    ask(.pages(wish), about: document).untrustedPages
  }

  /// The files that an e-mail carries, as its attachments: in order, names unchecked and empty where there is none.
  ///
  /// - Returns: Also what was noticed of the mail, as the file's notes.
  package func unpackMail(_ document: ReturnedDocument) -> IsolatedAnswer { ask(.unpackMail, about: document) }

  /// Whether its limits were too narrow for something, so that the document is read again with wider ones and nothing made of it now
  /// counts.
  package var fellShort: Bool { hasSuccessor && current.withLock { $0.fellShort } }

  /// Whether its limits were too narrow for something since this was asked last.
  func takeShortage() -> Bool {
    current.withLock { current in
      defer { current.fellShort = false }
      return current.fellShort
    }
  }

  /// Ends the process, and frees what it holds; the next question starts another.
  func rest() { current.withLock { $0.process = nil } }

  private func ask(_ question: ReaderRequest.Question, about document: ReturnedDocument) -> IsolatedAnswer {
    let request = ReaderRequest(question, passwords: passwords, roots: roots)
    var answer = current.withLock { current in
      document.timed { spent in
        var deadline = Deadline(in: .seconds(limits.seconds) - spent, longest: .seconds(limits.longestSeconds))
        return (ask(request, about: document, until: &deadline, &current), deadline.spent())
      }
    }
    answer.digest = document.digest
    return answer
  }

  private func ask(
    _ request: ReaderRequest, about document: ReturnedDocument, until deadline: inout Deadline,
    _ current: inout Current
  ) -> IsolatedAnswer {
    while true {
      if let reason = record.reason(against: document.digest) { return .failed(reason) }
      guard deadline.millisecondsLeft() > 0 else { return .failed(.timeout) }
      guard let process = readyProcess(&current, until: &deadline) else { return .failed(.readerUnusable) }
      var conversation = Conversation(question: request.question, limits: limits)
      conversation.hold(with: process, request, about: document, until: &deadline)
      if conversation.kill != nil { current.process = nil }
      if conversation.fellShort { current.fellShort = true }
      guard let kill = conversation.kill, !(hasSuccessor && conversation.fellShort) else { return conversation.answer }
      // What came before the loss stands: there the second reader alone was lost.
      if conversation.isAnswered { return conversation.answer }
      record.note(kill, of: document.digest)
      // There is no time left to try again.
      if kill == .timeout { return conversation.answer }
    }
  }

  /// The running process, or a new one in the place of one that died or is due.
  private func readyProcess(_ current: inout Current, until deadline: inout Deadline) -> ReaderProcess? {
    current.filesRead += 1
    if current.filesRead > limits.filesPerProcess { current.process = nil }
    if let process = current.process {
      deadline.watch(process.timeInQueue)
      return process
    }
    current.filesRead = 1
    guard let started = ReaderProcess(path: readerPath, arguments: limits.arguments) else { return nil }
    deadline.watch(started.timeInQueue)
    guard let greeting = try? started.receive(limit: 64, until: &deadline),
      case .ready(ReaderLimits.protocolVersion, _)? = try? ReaderAnswer(untrustedMessage: greeting)
    else { return nil }
    current.process = started
    return started
  }
}
