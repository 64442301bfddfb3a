private import Glibc
package import ReaderProtocol

/// Reads PDFs in another process, which it starts, feeds, watches and replaces.
///
/// The process is kept over many files. It is killed when it overruns a limit, and another takes its place for the next file; whatever
/// it does, each file gets exactly one answer. One reader belongs to one task at a time; for more at once, make more.
package final class IsolatedReader {
  private let readerPath: String
  private let limits: ReaderLimits
  private let passwords: [String]
  private let roots: [[UInt8]]
  private var process: ReaderProcess?
  private var filesRead = 0

  /// - Parameters:
  ///   - readerPath: The program `handover-reader`. It is started with the first file.
  ///   - limits: Of time, memory and sizes.
  ///   - passwords: Tried in this order with documents that need one.
  ///   - roots: Files with certificates, in PEM or DER, whose holders are trusted to say who a signer is.
  package init(
    readerPath: String = IsolatedReader.pathBesideThisProgram(), limits: ReaderLimits = ReaderLimits(),
    passwords: [String] = [], roots: [[UInt8]] = []
  ) {
    self.readerPath = readerPath
    self.limits = limits
    self.passwords = passwords
    self.roots = roots
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
      return IsolatedAnswer(file: FormFile(status: error.status, reason: error.reason))
    }
  }

  /// What is in a PDF that is in memory already.
  package func read(untrustedBytes: [UInt8], _ wish: InspectionWish = InspectionWish()) -> IsolatedAnswer {
    do throws(FileFault) {
      return read(try ReturnedDocument(untrustedBytes: untrustedBytes, limit: limits.document), wish)
    } catch {
      return IsolatedAnswer(file: FormFile(status: error.status, reason: error.reason))
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
  package func unpackMail(untrustedBytes: [UInt8]) -> IsolatedAnswer {
    do throws(FileFault) {
      return ask(.unpackMail, about: try ReturnedDocument(untrustedBytes: untrustedBytes, limit: limits.document))
    } catch {
      return IsolatedAnswer(file: FormFile(status: error.status, reason: error.reason))
    }
  }

  private func ask(_ question: ReaderRequest.Question, about document: ReturnedDocument) -> IsolatedAnswer {
    var conversation = Conversation(question: question, limits: limits)
    guard let process = readyProcess() else {
      return IsolatedAnswer(file: FormFile(status: .failed, reason: .readerUnusable))
    }
    filesRead += 1
    let request = ReaderRequest(question, passwords: passwords, roots: roots)
    if !conversation.hold(with: process, request, about: document) { self.process = nil }
    var answer = conversation.answer
    answer.digest = document.digest
    return answer
  }

  /// The running process, or a new one in the place of one that died or is due.
  private func readyProcess() -> ReaderProcess? {
    if filesRead >= limits.filesPerProcess { process = nil }
    if let process { return process }
    filesRead = 0
    guard let started = ReaderProcess(path: readerPath, arguments: limits.arguments) else { return nil }
    let deadline = Deadline(in: limits.seconds)
    guard let greeting = try? started.receive(limit: 64, until: deadline),
      case .ready(ReaderLimits.protocolVersion, _)? = try? ReaderAnswer(untrustedMessage: greeting)
    else { return nil }
    process = started
    return started
  }
}
