import Archives
import Composing
public import Diagnostics
import Foundation
import FormDrafting
import IsolatedReading
import ReaderProtocol
import Records
import Templates

/// A binding that was drafted for a foreign form.
public struct DraftedBinding: Sendable {
  /// The file that was written.
  public var path: String
  /// How many boxes the form has.
  public var boxes: Int
  /// How many of them were given a field, or are said to hold none.
  public var settled: Int
  /// The form of ours that it is most like.
  public var similarForm: String?
}

extension Toolkit {
  /// Drafts how a fillable form that is not ours is read: which of its boxes holds which field.
  ///
  /// - Parameters:
  ///   - file: The empty form, a PDF.
  ///   - profile: The city that it is for.
  ///   - id: What it will be called; `nil` takes the file's name where that can be one.
  ///   - title: What people call it; `nil` takes the file's own title, or else its name.
  ///   - form: A form of ours whose required fields this one's records must have.
  ///   - path: Where to write it; `nil` writes it into the city's folder `bindings`.
  ///   - preview: Where to write a page (HTML) that shows the form with what each box was taken for; `nil` writes none.
  /// - Throws: `Refusal` when the file cannot be read or has no boxes, or when the binding is there already.
  public func draftBinding(
    from file: String, profile: String, id: String?, title: String?, form: String?, to path: String?,
    preview: String? = nil
  ) throws(Refusal) -> DraftedBinding {
    let known = try self.profile(profile)
    if let form { _ = try self.form(form, of: known) }
    let (read, pages, picture) = try emptyForm(file)
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    let id = id ?? name
    try requireUsable(id: id)
    let drafting = BindingDrafting(
      dictionary: known.rules.dictionary,
      forms: known.forms.map { form in
        let shape = Composer(form: form, dictionary: known.rules.dictionary).shape(of: form, rules: known.rules)
        return FormContent(
          id: form.id, fields: shape.groups.reduce(into: Set(shape.fields)) { $0.formUnion($1.fields) })
      })
    let draft = drafting.draft(untrusted: read.fields, pages: pages, active: read.active)
    let stated = read.metadata["Title"].flatMap { $0.isEmpty ? nil : String($0.prefix(100)) }
    let bytes = try draft.file(
      BindingDraft.Heading(
        id: id, title: title ?? stated ?? name, form: known.form(form ?? "")?.id,
        fileName: URL(fileURLWithPath: file).lastPathComponent))
    let path = path ?? "\(locations.templates)/\(profile)/bindings/\(id).xml"
    try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try writeWhole(bytes, to: path, existing: .kept)
    if let preview {
      let shown = BindingPreview(
        draft: draft, pages: pages, dictionary: known.rules.dictionary,
        pictures: Dictionary(
          uniqueKeysWithValues: pages.prefix(BindingPreview.mostPages).map { ($0.number, picture($0.number)) }
        )
        .compactMapValues(\.self))
      try writeWhole(shown.file(title: title ?? stated ?? name), to: preview, existing: .kept)
    }
    return DraftedBinding(
      path: path, boxes: draft.boxes.count, settled: draft.settled, similarForm: draft.similarForm)
  }

  /// More boxes than any form on paper has.
  private static let mostBoxes = 5000

  /// - Returns: What is in it, its pages, and what draws one of them.
  private func emptyForm(
    _ file: String
  ) throws(Refusal) -> (FormFile, [DraftPage], picture: (Int) -> [UInt8]?) {
    let place = Place(file: file)
    let reader = IsolatedReader(readerPath: locations.reader)
    let document: ReturnedDocument
    do throws(FileFault) {
      document = try ReturnedDocument(path: file)
    } catch { throw Refusal(error.reason.finding.at(file: file)) }
    let read = reader.read(document).file
    guard read.status == .ok else { throw Refusal(read.findings.map { $0.at(file: file) }) }
    let boxes = read.fields.count { $0.type != .signature && $0.type != .push }
    guard boxes > 0, boxes <= Self.mostBoxes else {
      throw Refusal(
        boxes == 0
          ? Finding(
            .error, .formNoBoxes, at: place, Phrase("文件没有可填写的框", "the file has no boxes to fill in"),
            hint: Phrase("需要可填写的 PDF 表格", "a fillable PDF form is needed"))
          : Finding(
            .error, .formTooManyBoxes, at: place,
            Phrase("框太多（\(boxes) 个）", "there are too many boxes (\(boxes))"),
            hint: Phrase("最多 \(Self.mostBoxes) 个", "\(Self.mostBoxes) at the most")))
    }
    let pages = reader.pages(PageWish(codes: false, frames: true), of: document)
    return (
      read, pages.enumerated().map { DraftPage($1, number: $0 + 1) },
      { try? reader.picture(PictureWish(page: $0, dotsPerInch: 96), of: document) }
    )
  }
}

extension DraftPage {
  fileprivate init(_ page: PageContent, number: Int) {
    self.init(
      number: number, width: page.width, height: page.height, frame: page.frame,
      characters: page.characters.map {
        Character(
          $0.scalar, $0.box)
      })
  }
}
