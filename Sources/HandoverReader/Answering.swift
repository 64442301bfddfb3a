import ReaderProtocol
import SignedMessages

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
      inspect(request.untrustedDocument, TrustRoots(files: request.roots), attachment: attachment, pageTexts: pageTexts)
    case .picture(let page, let dotsPerInch):
      let poppler = PopplerFile(untrustedBytes: request.untrustedDocument)
      let png = poppler?.picture(ofPage: page - 1, dotsPerInch: dotsPerInch)
      channel.send(.picture(png.flatMap { $0.count < budget ? $0 : nil }))
    case .pages(let wish): answer(wish, of: PopplerFile(untrustedBytes: request.untrustedDocument))
    }
    channel.send(.done)
  }

  private mutating func answer(_ wish: PageWish, of file: PopplerFile?) {
    guard let file else { return }
    for page in stride(from: wish.first - 1, to: min(wish.first - 1 + wish.count, file.pageCount), by: 1) {
      guard let content = file.content(ofPage: page, drawn: wish.codes) else { break }
      budget -= content.size
      guard budget > 0 else { break }
      channel.send(.page(content))
    }
  }

  private mutating func inspect(_ bytes: [UInt8], _ roots: TrustRoots, attachment: String?, pageTexts: Bool) {
    let inspection = Inspection(untrustedBytes: bytes, roots: roots)
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
      channel.send(.secondOpinion(SecondOpinion(notes: [FormNote(.secondOpinionMissing)])))
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
    channel.send(.secondOpinion(SecondOpinion(notes: secondOpinion(poppler, on: form, in: source))))
  }
}
