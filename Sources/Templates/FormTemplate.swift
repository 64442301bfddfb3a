package import Diagnostics
package import Documents
package import Measures
package import Records

/// A form as its template file says it: which words, which boxes, and which field stands in which box.
///
/// From this one value come the printed page and the reader of what comes back.
package struct FormTemplate: Sendable {
  package enum Subject: String, Sendable, CaseIterable {
    /// One paper for each person.
    case retiree
    /// One paper for a whole batch of people.
    case batch
  }

  package var id: String
  package var version: String
  /// The profile that it belongs to.
  package var profile: String
  package var title: String
  /// The policy text and article that call for it.
  package var source: String
  /// Its row in the catalogue of papers, such as A1 or E3.
  package var group: String
  /// Whether the layout is ours, as the policy text gives none.
  package var hasOwnLayout: Bool
  package var subject: Subject
  /// Of a batch's form: one paper for each different combination of these fields among the people; empty for one in all.
  package var grouping: [FieldName]
  /// Whom it is for: all of these hold for each person on it.
  package var audience: [RecordCondition]
  /// Reasons for staying behind that do not matter for this form.
  package var indifferentReasons: Set<String> = []
  /// Who gets a copy, in order.
  package var keepers: [String]
  package var page: PageSetup
  package var blocks: [TemplateBlock]
  package var footer: TemplateParagraph?

  /// `liaocheng/info-table`.
  package var name: String { "\(profile)/\(id)" }
}

package indirect enum TemplateBlock: Sendable {
  case heading(level: Int, TemplateParagraph)
  case paragraph(TemplateParagraph)
  case table(TemplateTable)
  case space(Length)
  case pageBreak
  /// A line across the page.
  case rule(width: Length, colour: TextStyle.Colour)
  /// A dashed line with words on it, to cut along and to seal across.
  case tear(TemplateParagraph)
  /// Blocks that stay on one page.
  case together([TemplateBlock])
  case when(RecordCondition, [TemplateBlock])
  case clauses(ClauseNumbering, [TemplateBlock])
  case clause(TemplateClause)
  case annex(TemplateAnnex)
  /// The list of annexes, with the style that it is set in.
  case annexList(TextStyle)
}

package struct TemplateParagraph: Sendable {
  package var inlines: [TemplateInline]
  package var style: TextStyle
  package var keepsWithPrevious: Bool
}

package indirect enum TemplateInline: Sendable {
  case text(String)
  /// Words in a style of their own.
  case styled([TemplateInline], TextStyle)
  case when(RecordCondition, [TemplateInline])
  /// The number of a clause or annex: 第五条, 附件1.
  case reference(String, Place)
  /// How many annexes there are, in Chinese: 三.
  case annexCount
  /// Of the head of a section of rows: the option's number, 一, and its word.
  case optionNumber(Int)
  case lineBreak
  case field(TemplateField)
  case choice(TemplateChoice)
  /// A place for a seal or a signature, and whose.
  case signer(TemplateSigner)
  /// The form's title.
  case title
  /// The number of copies in Chinese: 四.
  case copyCount
  /// Who keeps them: 企业、个人、社区.
  case keepers
  case pageNumber
  case pageCount
  case rowNumber
}

package struct TemplateField: Sendable {
  package var key: FieldKey
  /// Fields whose values, one after the other, stand in the box when the record has no value of its own for it.
  package var substitutes: [FieldName]
  package var fit: Slot.Fit
  package var width: Length?
  package var rule: Bool
  /// Whether the value runs with the words around it, where it is not filled in on the paper.
  package var flows: Bool
  package var style: TextStyle
  package var place: Place
}

package struct TemplateChoice: Sendable {
  package var name: FieldName
  package var boxFirst: Bool
  /// Whether the options that do not apply are struck out, instead of the one that does being ticked.
  package var strikesOthers: Bool
  package var style: TextStyle
  package var place: Place
}

package struct TemplateSigner: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case seal
    case signature
  }

  package var kind: Kind
  /// The party: `enterprise`, `retiree`, `receiver`, …
  package var party: String
  package var width: Length
  package var rule: Bool
}

package struct TemplateTable: Sendable {
  package var columns: [Length]
  package var style: TableStyle
  package var rows: [TemplateRows]
  package var place: Place
}

package enum TemplateRows: Sendable {
  case row(TemplateRow)
  case repeated(TemplateRepeat)
  case when(RecordCondition, [TemplateRows])
}

/// Rows repeated for each entry of a group.
package struct TemplateRepeat: Sendable {
  package var group: FieldName
  /// How many times they stand there even when the record has fewer entries.
  package var minimum: Int
  /// Of a group that is parted into sections: the section's entries are those of this option.
  package var section: GroupSection?
  package var rows: [TemplateRow]
}

package struct TemplateRow: Sendable {
  package var height: Length
  package var isHeader: Bool
  package var keepsWithPrevious: Bool
  package var cells: [TemplateCell]
}

package struct TemplateCell: Sendable {
  package var columnSpan: Int
  package var rowSpan: Int
  package var isHeader: Bool
  package var writing: Cell.Writing
  package var paragraphs: [TemplateParagraph]
  package var style: TextStyle
  package var place: Place
}
