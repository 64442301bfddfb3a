internal import ReaderProtocol

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
  mutating func hold(
    with process: ReaderProcess, _ request: ReaderRequest, about document: ReturnedDocument
  ) -> Bool {
    var deadline = Deadline(in: limits.seconds)
    var budget = limits.answer + 4_096
    do {
      try process.send(request.encoded(), with: document.descriptor, until: deadline)
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

  /// Which answers a question may have is said here, a case for each.
  ///
  /// - Returns: whether this was the file, so that the rest must hurry.
  /// - Throws: when the reader says what it was not asked.
  private mutating func take(_ answer: ReaderAnswer) throws(UnexpectedAnswer) -> Bool {
    switch (question, answer) {
    case (.inspect, .file(let file)) where self.file == nil:
      self.file = file
      return true
    case (.inspect(let wish), .attachment(let attachment))
    where wish.wantsAttachment(named: attachment.name)
      && rest.untrustedAttachments.count < file?.attachments.count ?? 0:
      rest.untrustedAttachments.append(attachment)
    case (.inspect(let wish), .pageText(let text))
    where wish.pageTexts && rest.untrustedPageTexts.count < file?.metadata.pageCount ?? 0:
      rest.untrustedPageTexts.append(text)
    case (.inspect, .secondOpinion(let opinion)) where file != nil && !hasSecondOpinion:
      hasSecondOpinion = true
      guard file?.take(opinion) == true else { throw UnexpectedAnswer() }
    case (.pages(let wish), .page(let content)) where rest.untrustedPages.count < wish.count:
      rest.untrustedPages.append(content)
    case (.unpackMail, .mailPart(let part)) where file == nil:
      rest.untrustedAttachments.append(part)
    case (.unpackMail, .file(let file)) where self.file == nil && file.kind == .email:
      self.file = file
    case (.picture, .picture(let png)) where rest.picture == nil:
      rest.picture = png
    default: throw UnexpectedAnswer()
    }
    return false
  }

  private struct UnexpectedAnswer: Error {}
}
