package import Diagnostics
package import Documents
import Fonts
import Measures
package import Pages

/// Sets a paper of any number of entries, such as a roster, and hands its pages on as they are full.
///
/// The pages are those that `Typesetter` makes of all entries at once, but nothing is kept of an entry whose page is out. Setting
/// values is most of the work and can be done by several threads (`entrySetter`); what comes of it is appended in order.
/// A document whose pages depend on each other in other ways is set whole at the end, and then comes in one piece.
package struct BatchSetter {
  /// What `append` made of some entries.
  package struct Appended: Sendable {
    package var piece: PagedPiece
    /// Entries that were left out, by their places among those appended at once, and why; places name fields only.
    package var refused: [(index: Int, findings: [Finding])]
  }

  /// For setting entries before they are appended.
  package let entrySetter: EntrySetter
  private let typesetter: Typesetter
  private let identity: FormIdentity?
  private let purpose: Typesetter.Purpose
  private var filling: Filling
  /// `nil` when the document must be set whole.
  private var pages: BatchPages?

  /// - Parameters:
  ///   - typesetter: Of the document, which has one repeat.
  ///   - filling: The values that stand once on the paper, without entries.
  ///   - identity: What the pages' codes say; without it they have none.
  /// - Throws: `Refusal` when the template or these values do not fit.
  package init(
    _ typesetter: Typesetter, filling: Filling, purpose: Typesetter.Purpose, identity: FormIdentity? = nil
  ) throws(Refusal) {
    self.typesetter = typesetter
    self.filling = filling
    self.purpose = purpose
    self.identity = identity
    let pattern = BatchPattern(typesetter.document, fonts: typesetter.fonts)
    if let pattern {
      pages = try BatchPages(pattern, typesetter: typesetter, filling: filling, purpose: purpose, identity: identity)
    }
    entrySetter = EntrySetter(
      pattern: pattern, fonts: typesetter.fonts, purpose: purpose, room: pages?.roomForRow ?? .zero)
  }

  /// Adds the next entries.
  ///
  /// - Returns: The pages that are full now, if any, and the entries that cannot be printed; those are left out.
  package mutating func append(_ entries: SetEntries) -> Appended {
    guard pages != nil else {
      filling.appendEntries(of: entries.filling)
      return Appended(piece: PagedPiece(pages: [], structure: []), refused: [])
    }
    let piece = pages?.append(entries) ?? PagedPiece(pages: [], structure: [])
    let refused = entries.refusals.sorted { $0.key < $1.key }.map { (index: $0.key, findings: $0.value) }
    return Appended(piece: piece, refused: refused)
  }

  /// Ends the paper with its last pages.
  ///
  /// - Returns: These, and what all pages that await their closing are to be closed with.
  /// - Throws: `Refusal` when the document could only be set whole and some value does not fit.
  package mutating func finish() throws(Refusal) -> (piece: PagedPiece, closings: PageClosings) {
    if let made = pages?.finish(entrySetter) { return made }
    let whole = try typesetter.typeset(filling, purpose: purpose, identity: identity).value
    let piece = PagedPiece(pages: whole.pages, structure: [.begin(whole.structure), .end])
    let closings = PageClosings(
      count: whole.pages.count, document: typesetter.document, fonts: typesetter.fonts, codes: nil, identity: nil,
      hasFooter: false)
    return (piece, closings)
  }
}
