import Composing
import Diagnostics
import Fonts
import PDFWriting
import Records
import Templates
import Typesetting

/// A form in a packet, ready for printing.
struct PacketForm: Sendable {
  let template: FormTemplate
  let printing: Printing
  /// The line above its pages.
  let line: MarginLine

  init(_ printing: Printing, fonts: FontCollection) {
    template = printing.form
    self.printing = printing
    line = MarginLine(printing.composer.document.page, fonts: fonts)
  }

  var arrangement: BatchArrangement { printing.arrangement }

  /// How many copies there are to be.
  var copies: Int { max(1, template.keepers.count) }
}

/// The forms of a city's packets in their order, and the cover.
struct PacketForms: Sendable {
  let forms: [PacketForm]
  /// `nil` when the city has none.
  let cover: PacketForm?

  /// What the profile lists, or else all its forms: papers about the batch by their places in the catalogue, then people's.
  ///
  /// The cover is the form whose rows are a packet's documents.
  ///
  /// - Parameter only: The one form that is wanted.
  /// - Throws: `Refusal` when that form is unknown.
  init(
    of profile: Profile, only: String?, toolkit: Toolkit, keys: RecordKeys, kind: GenerationRequest.Kind,
    shared: PDFSharedParts
  ) throws(Refusal) {
    let fonts = try toolkit.fonts()
    func ready(_ form: FormTemplate) -> PacketForm {
      PacketForm(
        Printing(
          form: form, dictionary: profile.rules.dictionary, fonts: fonts, keys: keys, kind: kind, shared: shared),
        fonts: fonts)
    }
    let all = profile.forms.map(ready)
    let isCover = { (form: PacketForm) in form.printing.composer.groupFields.contains { $0.group == .documents } }
    cover = all.first(where: isCover)
    let wanted = try only.map { name throws(Refusal) in try toolkit.form(name, of: profile).id }
    let candidates = all.filter { !isCover($0) }
    let ordered =
      profile.packet.isEmpty
      ? candidates.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
      : profile.packet.compactMap { id in candidates.first { $0.template.id == id } }
    forms = wanted.map { id in candidates.filter { $0.template.id == id } } ?? ordered
  }
}

extension PacketForm {
  /// Its place in a packet that nobody has arranged: `B3` before `E1`, papers about people last.
  fileprivate var rank: Int {
    let letter = template.group.utf8.first.map { Int($0) } ?? 0x7F
    let number = Int(template.group.dropFirst()) ?? 0
    return (template.subject == .retiree ? 1 << 20 : 0) + letter << 10 + number
  }
}

extension FieldName {
  /// The lines of a packet's contents.
  static let documents: FieldName = "batch.documents"
}
