package import Documents

/// How clauses are numbered, level by level.
package enum ClauseNumbering: String, Sendable, CaseIterable {
  /// 第一条, （一）, 1., （1）: agreements.
  case article
  /// 一、, （一）, 1., （1）: letters and plans (GB/T 9704-2012, 7.3.3).
  case official
}

/// A clause of an agreement, or a numbered part of a letter.
package struct TemplateClause: Sendable {
  /// What references name it by.
  package var id: String?
  package var title: String?
  /// The article of the policy that it rests on; not printed.
  package var basis: String?
  /// Paragraphs, tables, and clauses of the next level.
  package var content: [TemplateBlock]
  package var style: TextStyle
}

/// What is attached to a paper.
package struct TemplateAnnex: Sendable {
  package var id: String
  package var title: String
  /// Empty for an annex that is a paper of its own.
  package var content: [TemplateBlock]
  package var style: TextStyle
}
