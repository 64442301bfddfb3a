import ReaderProtocol

/// Answers one request, message by message, the most wanted first.
struct Answering {
  let channel: Channel
  /// Bytes that all answers to this request may still have.
  private var budget: Int

  init(over channel: Channel) {
    self.channel = channel
    budget = channel.limits.answer
  }

  mutating func answer(_ request: ReaderRequest) {
    switch request.question {
    case .inspect(let attachment, let pageTexts):
      inspect(request.untrustedDocument, attachment: attachment, pageTexts: pageTexts)
    case .picture(let page, let dotsPerInch):
      let poppler = PopplerFile(untrustedBytes: request.untrustedDocument)
      let png = poppler?.picture(ofPage: page - 1, dotsPerInch: dotsPerInch)
      channel.send(.picture(png.flatMap { $0.count < budget ? $0 : nil }))
    }
    channel.send(.done)
  }

  private mutating func inspect(_ bytes: [UInt8], attachment: String?, pageTexts: Bool) {
    let inspection = Inspection(untrustedBytes: bytes)
    guard channel.send(.file(inspection.file)) else {
      channel.send(.file(FormFile(status: .refused, reason: .tooLarge)))
      return
    }
    guard let form = inspection.form, let source = inspection.source else { return }
    if let attachment, let content = inspection.content(ofAttachment: attachment, limit: budget / 2) {
      budget -= content.count
      channel.send(.attachment(content))
    }
    guard pageTexts || !form.fields.isEmpty else {
      channel.send(.secondOpinion(SecondOpinion()))
      return
    }
    guard let poppler = PopplerFile(untrustedBytes: bytes) else {
      let missing = SecondOpinion(notes: [FormNote(.secondOpinionMissing)])
      channel.send(.secondOpinion(missing))
      return
    }
    if pageTexts {
      for page in 0..<poppler.pageCount {
        let text = poppler.text(ofPage: page)
        budget -= text.utf8.count
        guard budget > 0 else { break }
        channel.send(.pageText(text))
      }
    }
    var opinion = DrawnReading(of: form, in: source, untrustedBytes: bytes).opinion
    opinion.notes = secondOpinion(poppler, on: form, in: source) + opinion.notes
    if !channel.send(.secondOpinion(opinion)) {
      channel.send(.secondOpinion(SecondOpinion(notes: [FormNote(.drawnUnchecked)])))
    }
  }
}
