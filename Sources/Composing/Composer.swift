package import Diagnostics
package import Documents
package import Records
package import Templates

extension Finding.Code {
  package static let composingReference = Self("composing-reference")
  package static let composingUnplaced = Self("composing-unplaced")
}

/// Puts records into one form.
///
/// The document is composed once, when the composer is made; each record after that costs only the texts of its values. Where
/// records decide more of a form than values (`FormTemplate.isFixed`), each has a composer of its own.
package struct Composer: Sendable {
  /// The form with empty boxes.
  package let document: Document
  let sources: [SlotSource]
  let groups: [RepeatSource]
  /// What papers of the form show of a record.
  package let shown: FieldSelection
  private let findings: [Finding]

  /// Of everything that may stand on a paper of the form.
  ///
  /// - Parameters:
  ///   - form: A checked template.
  ///   - dictionary: The dictionary of the form's profile, to which all records must belong.
  package init(form: FormTemplate, dictionary: FieldDictionary) {
    self.init(Composition(form: form, dictionary: dictionary, record: nil, flows: false), dictionary)
  }

  /// Of what stands on one record's paper.
  ///
  /// - Parameter flows: Whether values that run with the text are words of it; else they are boxes, to be filled in.
  package init(form: FormTemplate, dictionary: FieldDictionary, for record: Record, flows: Bool) {
    self.init(Composition(form: form, dictionary: dictionary, record: record, flows: flows), dictionary)
  }

  /// Of what stands on a print whose record is not known.
  package init(form: FormTemplate, dictionary: FieldDictionary, evidence: PaperEvidence) {
    self.init(
      Composition(form: form, dictionary: dictionary, record: nil, flows: evidence.flows, evidence: evidence),
      dictionary)
  }

  private init(_ made: Composition, _ dictionary: FieldDictionary) {
    var composition = made
    document = composition.document()
    sources = composition.sources
    groups = composition.repeats
    findings = composition.findings
    shown = FieldSelection(
      fields: Set(sources.flatMap(\.fields)).union(composition.flowing),
      groups: Dictionary(groups.map { ($0.name, Set($0.fields)) }) { $0.union($1) }, of: dictionary)
  }

  /// Why a record cannot stand on this paper: a reference to a clause that it switches off, entries that belong to no section.
  package func faults(of record: Record) -> [Finding] {
    findings
      + Set(groups.filter { $0.section != nil }.map(\.name)).sorted().flatMap { name -> [Finding] in
        let sections = groups.filter { $0.name == name }.compactMap(\.section)
        guard let field = sections.first?.field else { return [] }
        return record.entries(of: name).enumerated().compactMap { index, entry in
          sections.contains { $0.holds(entry) } ? nil : Self.unplaced(name, index + 1, field)
        }
      }
  }

  private static func unplaced(_ group: FieldName, _ ordinal: Int, _ field: FieldName) -> Finding {
    Finding(
      .error, .composingUnplaced, at: Place(field: "\(group).\(ordinal)"),
      Phrase("第 \(ordinal) 项没有填 “\(field)”，不知放在哪一类", "entry \(ordinal) lacks \(field), so its section is not known"),
      hint: Phrase("补上类别", "give it one"))
  }

  /// What `record` puts into the document's slots; a field that the record has not leaves its box empty.
  package func fill(_ record: Record) -> Filling {
    var filling = Filling(slots: sources.count * 2, text: sources.count * 12)
    for source in sources { source.put(record, into: &filling) }
    for group in groups { group.put(group.entries(of: record), into: &filling) }
    return filling
  }

  /// What some entries put into the slots of their rows: a filling of the document's first repeat alone, for papers of so
  /// many entries that they are set as they come.
  package func fill(entries: some Collection<Record>) -> Filling {
    var filling = Filling()
    groups.first?.put(entries, into: &filling)
    return filling
  }

  /// What of a record the paper shows; no more of it should travel with the paper.
  package func shown(of record: Record) -> Record { record.limited(to: shown) }

  /// The fields that stand once on the paper.
  package var fieldNames: [FieldName] { sources.flatMap(\.fields) }

  /// Whether the paper's only repeated part is a row for each of a batch's people, in no sections.
  package var isRoster: Bool { groups.count == 1 && groups[0].name == .people && groups[0].section == nil }

  /// The fields of each repeated part, by its group; a group may come several times.
  package var groupFields: [(group: FieldName, fields: [FieldName])] {
    groups.map { ($0.name, $0.sources.flatMap(\.fields)) }
  }

  /// What stands in each box of the paper for `record`, by the box's name.
  package func boxes(of record: Record) -> [String: Filling.Value] {
    var boxes: [String: Filling.Value] = [:]
    for source in sources { source.put(record, into: &boxes) }
    for group in groups {
      for (index, entry) in group.entries(of: record).enumerated() {
        let prefix = FormBoxName.prefix(of: group.name, section: group.section?.code, ordinal: index + 1)
          .joined(separator: ".")
        for source in group.sources { source.put(entry, into: &boxes, prefix: prefix + ".") }
      }
    }
    return boxes
  }
}
