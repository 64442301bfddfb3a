package import ReaderProtocol

/// What came back over the wall about one PDF. All of it is as unchecked as the file.
package struct IsolatedAnswer: Sendable {
  package var file: FormFile
  /// The content of the attachment that was asked for, if it is there and not too large.
  package var untrustedAttachment: [UInt8]?
  /// The text of each page, in order, where asked for.
  package var untrustedPageTexts: [String] = []
  /// What stands where on the pages that were asked for, in order.
  package var untrustedPages: [PageContent] = []
  var picture: [UInt8]?

  init(file: FormFile) { self.file = file }
}

/// One request and all that answers it.
struct Conversation {
  private let question: ReaderRequest.Question
  private let limits: ReaderLimits
  private var file: FormFile?
  private var rest = IsolatedAnswer(file: FormFile(status: .failed, reason: .crashed))
  private var hasSecondOpinion = false
  private var failure: Reason?

  init(question: ReaderRequest.Question, limits: ReaderLimits) {
    self.question = question
    self.limits = limits
  }

  /// - Returns: whether the process can be used again.
  mutating func hold(with process: ReaderProcess, _ request: ReaderRequest) -> Bool {
    var deadline = Deadline(in: limits.seconds)
    var budget = limits.answer + 4_096
    do {
      try process.send(request.encoded(), until: deadline)
      while true {
        let message = try process.receive(limit: budget, until: deadline)
        budget -= message.count
        let answer = try ReaderAnswer(untrustedMessage: message)
        if case .done = answer { return true }
        if try take(answer) { deadline = deadline.earlier(of: Deadline(in: limits.afterthoughtSeconds)) }
      }
    } catch ReaderProcess.Silence.timeout {
      failure = .timeout
    } catch ReaderProcess.Silence.gone {
      failure = process.diedOfMemory() ? .memory : .crashed
    } catch {
      failure = .readerUnusable
    }
    return false
  }

  /// The one answer, whatever came of the conversation.
  var answer: IsolatedAnswer {
    var answer = rest
    answer.file = file ?? FormFile(status: .failed, reason: failure ?? .damaged)
    if case .inspect = question, answer.file.status == .ok, !hasSecondOpinion {
      answer.file.notes.append(FormNote(.secondOpinionMissing))
    }
    return answer
  }

  /// - Returns: whether this was the file, so that the rest must hurry.
  /// - Throws: when the reader says what it was not asked.
  private mutating func take(_ answer: ReaderAnswer) throws(UnexpectedAnswer) -> Bool {
    switch (answer, question) {
    case (.file(let file), .inspect) where self.file == nil:
      self.file = file
      return true
    case (.attachment(let bytes), .inspect(attachment: .some, _)) where rest.untrustedAttachment == nil && file != nil:
      rest.untrustedAttachment = bytes
    case (.pageText(let text), .inspect(_, pageTexts: true))
    where rest.untrustedPageTexts.count < file?.metadata.pageCount ?? 0:
      rest.untrustedPageTexts.append(text)
    case (.secondOpinion(let opinion), .inspect) where file != nil && !hasSecondOpinion:
      hasSecondOpinion = true
      guard file?.take(opinion) == true else { throw UnexpectedAnswer() }
    case (.page(let content), .pages(let wish)) where rest.untrustedPages.count < wish.count:
      rest.untrustedPages.append(content)
    case (.picture(let png), .picture) where rest.picture == nil:
      rest.picture = png
    default: throw UnexpectedAnswer()
    }
    return false
  }

  private struct UnexpectedAnswer: Error {}
}
