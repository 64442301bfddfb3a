private import Glibc
package import ReaderProtocol

/// Reads PDFs in another process, which it starts, feeds, watches and replaces.
///
/// The process is kept over many files. It is killed when it overruns a limit, and another takes its place for the next file; whatever
/// it does, each file gets exactly one answer. One reader belongs to one task at a time; for more at once, make more.
package final class IsolatedReader {
  private let readerPath: String
  private let limits: ReaderLimits
  private let roots: [[UInt8]]
  private var process: ReaderProcess?
  private var filesRead = 0

  /// - Parameters:
  ///   - readerPath: The program `handover-reader`. It is started with the first file.
  ///   - limits: Of time, memory and sizes.
  ///   - roots: Files with certificates, in PEM or DER, whose holders are trusted to say who a signer is.
  package init(readerPath: String = IsolatedReader.pathBesideThisProgram(), limits: ReaderLimits = ReaderLimits(), roots: [[UInt8]] = []) {
    self.readerPath = readerPath
    self.limits = limits
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
  ///   - attachment: The name of the attachment whose content is wanted too.
  ///   - pageTexts: Whether the text of each page is wanted too.
  package func read(_ path: String, attachment: String? = nil, pageTexts: Bool = false) -> IsolatedAnswer {
    do throws(FileFault) {
      let bytes = try untrustedBytes(ofFile: path, limit: limits.document)
      return read(untrustedBytes: bytes, attachment: attachment, pageTexts: pageTexts)
    } catch {
      return IsolatedAnswer(file: FormFile(status: error.status, reason: error.reason))
    }
  }

  /// What is in a PDF that is in memory already.
  package func read(
    untrustedBytes: [UInt8], attachment: String? = nil, pageTexts: Bool = false
  ) -> IsolatedAnswer {
    guard untrustedBytes.count <= limits.document else {
      return IsolatedAnswer(file: FormFile(status: .refused, reason: .tooLarge))
    }
    let question = ReaderRequest.Question.inspect(attachment: attachment, pageTexts: pageTexts)
    return ask(ReaderRequest(question, roots: roots, untrustedDocument: untrustedBytes))
  }

  /// One page as a PNG file, on white, with its fields and annotations.
  ///
  /// - Parameters:
  ///   - page: 1-based.
  ///   - dotsPerInch: 10 to 1200; other numbers are brought into this range.
  /// - Throws: why there is no picture; `damaged` also when there is no such page.
  package func picture(
    ofPage page: Int, of untrustedBytes: [UInt8], dotsPerInch: Int = 144
  ) throws(FileFault) -> [UInt8] {
    guard untrustedBytes.count <= limits.document else { throw FileFault(status: .refused, reason: .tooLarge) }
    let question = ReaderRequest.Question.picture(
      page: max(1, page), dotsPerInch: min(max(dotsPerInch, 10), 1200))
    let answer = ask(ReaderRequest(question, untrustedDocument: untrustedBytes))
    guard let picture = answer.picture else {
      throw FileFault(status: .failed, reason: answer.file.reason ?? .damaged)
    }
    return picture
  }

  /// What stands where on some pages of a PDF.
  ///
  /// - Returns: The pages in order, as far as the reader came.
  package func pages(_ wish: PageWish = PageWish(), of untrustedBytes: [UInt8]) -> [PageContent] {
    guard untrustedBytes.count <= limits.document else { return [] }
    return ask(ReaderRequest(.pages(wish), untrustedDocument: untrustedBytes)).untrustedPages
  }

  private func ask(_ request: ReaderRequest) -> IsolatedAnswer {
    var conversation = Conversation(question: request.question, limits: limits)
    guard let process = readyProcess() else {
      return IsolatedAnswer(file: FormFile(status: .failed, reason: .readerUnusable))
    }
    filesRead += 1
    if !conversation.hold(with: process, request) { self.process = nil }
    return conversation.answer
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
