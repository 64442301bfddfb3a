import MailParts
import ReaderProtocol
import SignedMessages

/// Answers one request about a document, message by message, the most wanted first.
struct Answering {
  private let document: DocumentBytes
  private let channel: Channel
  /// Bytes that all answers to this request may still have.
  private var budget: Int
  /// Whether nothing had to be left out.
  private var isWhole = true

  init(_ document: DocumentBytes, over channel: Channel) {
    self.document = document
    self.channel = channel
    budget = channel.limits.answer
  }

  /// Each kind of question has a function of its own, which sends what it finds.
  mutating func answer(_ request: ReaderRequest) {
    switch request.question {
    case .inspect(let wish): inspect(request, wish)
    case .picture(let wish): draw(request, wish)
    case .pages(let wish): readPages(request, wish)
    case .unpackMail: unpackMail()
    }
    if !isWhole { channel.send(.leftOut) }
    channel.send(.done)
  }

  private mutating func inspect(_ request: ReaderRequest, _ wish: InspectionWish) {
    let inspection = Inspection(of: document, passwords: request.passwords, roots: TrustRoots(files: request.roots))
    guard send(.file(inspection.file)) else {
      channel.send(.file(FormFile(status: .refused, reason: .tooLarge)))
      return
    }
    guard let form = inspection.form, let source = inspection.source else {
      // Data without pages have nothing that another reader could look at.
      if inspection.file.kind == .fdf { channel.send(.secondOpinion(SecondOpinion())) }
      return
    }
    let contents = inspection.contents(of: wish, limit: budget / 2)
    let wanted = inspection.file.attachments.filter { $0.size != nil && wish.wantsAttachment(named: $0.name) }
    if contents.count < wanted.count { isWhole = false }
    for attachment in contents { send(.attachment(attachment)) }
    guard wish.pageTexts || !form.fields.isEmpty else {
      channel.send(.secondOpinion(SecondOpinion()))
      return
    }
    guard let poppler = PopplerFile(document, password: source.password) else {
      channel.send(.secondOpinion(SecondOpinion(notes: [FormNote(.secondOpinionMissing)])))
      return
    }
    if wish.pageTexts {
      for page in 0..<poppler.pageCount {
        guard send(.pageText(poppler.text(ofPage: page))) else { break }
      }
    }
    var opinion = DrawnReading(of: form, in: source, document).opinion
    opinion.notes = secondOpinion(poppler, on: form, in: source, document) + opinion.notes
    // The fonts of what is drawn are only read now.
    if source.takeRepairs(), !inspection.file.notes.contains(FormNote(.recovered)) {
      opinion.notes.append(FormNote(.recovered))
    }
    if !send(.secondOpinion(opinion)) {
      channel.send(.secondOpinion(SecondOpinion(notes: [FormNote(.drawnUnchecked)])))
    }
  }

  private mutating func unpackMail() {
    let mail = MailMessage(untrustedBytes: Array(document))
    var file = FormFile(status: .ok, kind: .email)
    var isTooMuch = mail.isTooMuch
    for part in mail.files where !send(.mailPart(UntrustedAttachment(name: part.name ?? "", bytes: part.bytes))) {
      isTooMuch = true
    }
    if mail.isTooDeep { file.notes.append(FormNote(.mailTooDeep)) }
    if isTooMuch { file.notes.append(FormNote(.mailTooMuch)) }
    if mail.isDamaged { file.notes.append(FormNote(.mailPartDamaged)) }
    channel.send(.file(file))
  }

  private mutating func readPages(_ request: ReaderRequest, _ wish: PageWish) {
    let source = try? QPDFFile(document, passwords: request.passwords)
    guard let file = PopplerFile(document, password: source?.password) else { return }
    let text = source.flatMap { EmScaling.mended($0) }.flatMap { PopplerFile($0, password: nil) }
    // Only of a file that consists of pictures alone anyone wants to know.
    var mayBeScan = true
    for page in stride(from: wish.first - 1, to: min(wish.first - 1 + wish.count, file.pageCount), by: 1) {
      guard var content = file.content(ofPage: page, drawn: wish.codes, measured: mayBeScan, text: text) else { break }
      mayBeScan = mayBeScan && content.isScan
      if wish.frames { content.frame = source?.frame(ofPage: page) }
      guard send(.page(content)) else { break }
    }
  }

  private mutating func draw(_ request: ReaderRequest, _ wish: PictureWish) {
    // Only qpdf tells how the page is turned and cut.
    let source = wish.box == nil ? nil : try? QPDFFile(document, passwords: request.passwords)
    let frame = source?.frame(ofPage: wish.page - 1)
    if !send(.picture(poppler(request)?.picture(wish, frame: frame))) { channel.send(.picture(nil)) }
  }

  /// poppler has no way to try several passwords; qpdf tells which one opens the document, if one does.
  private func poppler(_ request: ReaderRequest) -> PopplerFile? {
    let password =
      request.passwords.isEmpty ? nil : (try? QPDFFile(document, passwords: request.passwords))?.password
    return PopplerFile(document, password: password)
  }

  /// - Returns: whether it was within the budget, which it then takes its part of.
  @discardableResult
  private mutating func send(_ answer: ReaderAnswer) -> Bool {
    guard let size = channel.send(answer, limit: budget) else {
      isWhole = false
      return false
    }
    budget -= size
    return true
  }
}
