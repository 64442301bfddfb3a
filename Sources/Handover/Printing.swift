import Composing
import Diagnostics
import Fonts
import PDFWriting
import Pages
import RecordWriting
import Records
import Templates
import Typesetting

/// One form on its way to paper: everything that is the same for all records of a run, made once.
struct Printing: Sendable {
  let form: FormTemplate
  let composer: Composer
  let typesetter: Typesetter
  let shared: PDFSharedParts
  let dictionary: FieldDictionary
  let keys: RecordKeys
  let purpose: Typesetter.Purpose
  let kind: GenerationRequest.Kind
  /// Of a form about a batch.
  let arrangement: BatchArrangement
  /// Writes the form's data, for when these are wanted instead of its pages.
  let xml: FormXML

  /// - Parameter shared: What the papers of several forms have in common that go into the same files.
  init(
    form: FormTemplate, dictionary: FieldDictionary, fonts: FontCollection, keys: RecordKeys,
    kind: GenerationRequest.Kind, shared: PDFSharedParts? = nil
  ) {
    self.form = form
    self.dictionary = dictionary
    self.keys = keys
    composer = Composer(form: form, dictionary: dictionary)
    typesetter = Typesetter(document: composer.document, fonts: fonts)
    self.kind = kind
    xml = FormXML(composer.shape(of: form, rules: RecordRules(dictionary: dictionary)))
    self.shared = shared ?? PDFSharedParts(options: PDFOptions(kind: kind.options, entryFace: fonts.entryFace))
    purpose = kind == .fillable ? .fillable : .flat
    arrangement = BatchArrangement(form, composer, dictionary, kind: kind)
  }

  /// One record's paper, written but for its place in a file.
  struct Paper: Sendable {
    var prepared: PreparedDocument
    /// How many entries each repeat of the form has: papers of equal counts have the same shape.
    var counts: [Int]
    /// The record as issued, as far as the paper shows it, as an entry of a file of records; `nil` for papers of the kind that
    /// holds nothing but pages.
    var issued: [UInt8]?
    var findings: [Finding]
  }

  /// The fields that stand once on a paper, and its groups.
  var shownNames: Set<FieldName> { Set(composer.fieldNames + composer.groupFields.map(\.group)) }

  /// What the codes of a paper say.
  func identity(key: String) -> FormIdentity {
    FormIdentity(form: form.name, version: form.version, key: key)
  }

  /// - Parameters:
  ///   - position: The record's place in its list, from 0; its key is drawn from it.
  ///   - isOneOfMany: Whether other papers share the file: then its boxes need names of their own.
  /// - Throws: `Refusal` naming every value that does not fit or cannot be set; places name fields only.
  func paper(for record: Record, position: Int, isOneOfMany: Bool) throws(Refusal) -> Paper {
    try paper(
      for: record, key: keys.key(position), prefix: isOneOfMany ? ["p\(position + 1)"] : [], sharesFile: isOneOfMany)
  }

  /// - Parameters:
  ///   - key: What the paper's codes say.
  ///   - prefix: Of the names of its boxes.
  ///   - sharesFile: Whether other papers are in its file.
  /// - Throws: `Refusal` naming every value that does not fit or cannot be set; places name fields only.
  func paper(for record: Record, key: String, prefix: [String], sharesFile: Bool) throws(Refusal) -> Paper {
    let set = try pages(for: record, key: key, prefix: prefix)
    return Paper(
      prepared: try PreparedDocument(set.paged, sharesFile: sharesFile, shared: shared), counts: set.counts,
      issued: kind == .print ? nil : try issuedEntry(set.composer.shown(of: record)), findings: set.findings)
  }

  /// One record's paper, set.
  struct SetPaper {
    var paged: PagedDocument
    var counts: [Int]
    var composer: Composer
    var findings: [Finding]
  }

  /// - Throws: `Refusal` naming every value that does not fit or cannot be set; places name fields only.
  func pages(for record: Record, key: String, prefix: [String] = []) throws(Refusal) -> SetPaper {
    let (composer, typesetter) = setting(of: record)
    let faults = composer.faults(of: record)
    guard faults.isEmpty else { throw Refusal(faults) }
    let filling = composer.fill(record)
    let set = try typesetter.typeset(filling, purpose: purpose, identity: identity(key: key), namePrefix: prefix)
    return SetPaper(paged: set.value, counts: filling.counts, composer: composer, findings: set.findings)
  }

  /// What a record's paper shows of it.
  func shown(of record: Record) -> Record { setting(of: record).0.shown(of: record) }

  /// What a record's paper is composed and set by: shared by all where they differ in values only.
  private func setting(of record: Record) -> (Composer, Typesetter) {
    guard !form.isFixed else { return (composer, typesetter) }
    let own = Composer(form: form, dictionary: dictionary, for: record, flows: kind != .fillable)
    return (own, Typesetter(document: own.document, fonts: typesetter.fonts))
  }

  /// A file of its own for one paper.
  func file(of paper: Paper) throws(Refusal) -> [UInt8] {
    let attachments = paper.issued.map { [issued([$0], name: IssuedRecords.fileName)] } ?? []
    return try writePDF(paper.prepared, attachments: attachments, shared: shared)
  }

  /// The records as issued, riding inside the file so that what comes back can be compared with them.
  func issued(_ entries: [[UInt8]], name: String) -> Attachment {
    Attachment(
      name: name, bytes: recordsXML(entries: entries), mediaType: "text/xml", relationship: .data,
      description: "\(form.title)：签发时的数据")
  }

  /// A record as an entry of a file of records.
  func issuedEntry(_ record: Record) throws(Refusal) -> [UInt8] {
    try recordXMLEntry(record, dictionary: dictionary)
  }
}

/// How records as issued are named and written inside a PDF.
enum IssuedRecords {
  /// In a file of one paper.
  static let fileName = "record.xml"
  /// All of these names, as a reader is asked for them.
  static let fileNames = [fileName, "people-*", "records-*"]
  /// A file of many papers has several attachments of this many records, so that none must be held whole.
  static let perAttachment = 1000

  /// Of one paper about more people than that: each attachment has as many, and what stands once on the paper.
  static func partName(_ number: Int) -> String { "people-\(number + 1).xml" }

  /// The attachment that holds the records from `number * perAttachment` on.
  static func fileName(_ number: Int) -> String { "records-\(number + 1).xml" }

  /// Stands for a row that is not printed.
  static let nothing = Array("<record/>\n".utf8)
}

extension GenerationRequest.Kind {
  fileprivate var options: PDFOptions.Kind {
    switch self {
    case .archive: .archive
    case .print, .xml: .print
    case .fillable: .fillable
    }
  }
}
