internal import ReaderProtocol

/// One request and all that answers it.
struct Conversation {
  private let question: ReaderRequest.Question
  private let limits: ReaderLimits
  private var file: FormFile?
  private var rest = IsolatedAnswer(file: FormFile(status: .failed, reason: .crashed))
  private var hasSecondOpinion = false
  /// Why the process cannot be used again: `nil` as long as it can.
  private(set) var kill: Reason?
  private var leftOut = false

  init(question: ReaderRequest.Question, limits: ReaderLimits) {
    self.question = question
    self.limits = limits
  }

  /// Asks, and listens until all is said, the process is lost or the time is up.
  mutating func hold(
    with process: ReaderProcess, _ request: ReaderRequest, about document: ReturnedDocument,
    until deadline: inout Deadline
  ) {
    var budget = limits.answer + 4_096
    do {
      try process.send(request.encoded(), with: document.descriptor, until: &deadline)
      while true {
        let message = try process.receive(limit: budget, until: &deadline)
        budget -= message.count
        let answer = try ReaderAnswer(untrustedMessage: message, memory: limits.message)
        if case .done = answer { return }
        if try take(answer) { deadline.hurry(.seconds(limits.afterthoughtSeconds)) }
      }
    } catch ReaderProcess.Silence.timeout {
      kill = .timeout
    } catch ReaderProcess.Silence.gone {
      kill = process.causeOfDeath()
    } catch let fault as WireFault where fault == .tooMuch {
      kill = .memory
    } catch {
      // What it says keeps to no protocol: the document has got the better of it.
      kill = .crashed
    }
  }

  /// Whether wider limits might have given more.
  var fellShort: Bool { leftOut || kill == .memory || file?.reason == .memory }

  /// Whether the answer stands although the process was lost afterwards.
  var isAnswered: Bool { file != nil }

  /// The one answer, whatever came of the conversation.
  var answer: IsolatedAnswer {
    var answer = rest
    answer.file = file ?? FormFile(status: .failed, reason: kill ?? .damaged)
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
    case (_, .leftOut): leftOut = true
    default: throw UnexpectedAnswer()
    }
    return false
  }

  private struct UnexpectedAnswer: Error {}
}
