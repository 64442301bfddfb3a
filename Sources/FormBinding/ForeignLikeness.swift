package import ReaderProtocol
package import Templates

extension ForeignBinding {
  /// How much a file's boxes are those of this form, from 0 to 1.
  package struct Likeness: Sendable, Hashable {
    /// The share of boxes that both have, of those that either has.
    package var share: Double
    /// Whether places on the page could be compared, too; names such as Text1 say little without them.
    package var isPlaced: Bool

    package init(share: Double, isPlaced: Bool) {
      self.share = share
      self.isPlaced = isPlaced
    }
  }

  /// What is enough to take a file for this form: programs add or lose a box, and no two forms differ by so little.
  package static let enough = 0.9

  /// Programs that fill a form in move no box by as much, in points.
  private static let tolerance = 6.0

  /// How much these fields are the form's boxes: by name, kind, and place on the page where both say one.
  package func likeness(untrusted fields: [FormField]) -> Likeness {
    let theirs = Dictionary(fields.compactMap { field in field.bindingName.map { ($0, field) } }) { first, _ in first }
    let ours = Set(boxes.map { BoxName(kind: $0.kind, name: $0.name) })
    guard !theirs.isEmpty, !ours.isEmpty else { return Likeness(share: 0, isPlaced: false) }
    var same = 0
    var placed = 0
    for box in boxes {
      guard let field = theirs[BoxName(kind: box.kind, name: box.name)] else { continue }
      switch isInPlace(box, field) {
      case true?: (same, placed) = (same + 1, placed + 1)
      case nil: same += 1
      case false?: continue
      }
    }
    return Likeness(
      share: Double(same) / Double(ours.union(theirs.keys).count), isPlaced: placed * 2 > ours.count)
  }

  /// `nil` when either does not say where it stands.
  private func isInPlace(_ box: Box, _ field: FormField) -> Bool? {
    guard let ours = box.rectangle, let theirs = field.box, ours.count == 4, theirs.count == 4 else { return nil }
    guard box.page == field.page else { return false }
    let sorted = [
      min(theirs[0], theirs[2]), min(theirs[1], theirs[3]), max(theirs[0], theirs[2]), max(theirs[1], theirs[3]),
    ]
    return zip(ours, sorted).allSatisfy { abs($0 - $1) <= Self.tolerance }
  }

  /// The bindings that fit a file, the best first: several when none fits clearly better than the others.
  ///
  /// - Parameter likeness: Gives the binding's likeness to the file.
  package static func best(
    of bindings: [ForeignBinding], untrusted fields: [FormField]
  ) -> [(number: Int, likeness: Likeness)] {
    let fitting = bindings.enumerated().filter { !$1.isDraft }
      .map { (number: $0, likeness: $1.likeness(untrusted: fields)) }
      .filter { $0.likeness.share >= enough }
      .sorted { ($1.likeness.share, $0.number) < ($0.likeness.share, $1.number) }
    guard let first = fitting.first else { return [] }
    return fitting.filter { first.likeness.share - $0.likeness.share < 0.02 }
  }
}

extension ForeignBinding {
  /// How much data without pages are of this form; all that they say of a box is its name.
  package struct NameLikeness: Sendable, Hashable {
    /// The share of their names that the form has, from 0 to 1.
    package var share: Double
    /// The share of the form's boxes that they name: programs leave out empty ones.
    package var coverage: Double
    /// Whether the names are this form's own rather than counted ones, such as Text1, that any form may have.
    package var isTelling: Bool

    package init(share: Double, coverage: Double, isTelling: Bool) {
      (self.share, self.coverage, self.isTelling) = (share, coverage, isTelling)
    }
  }

  /// - Parameter names: Of the fields of a file of form data.
  package func likeness(untrustedNames names: Set<String>) -> NameLikeness {
    let ours = Set(boxes.map(\.name))
    let shared = names.intersection(ours)
    guard !shared.isEmpty else { return NameLikeness(share: 0, coverage: 0, isTelling: false) }
    let stems = Set(shared.map { String($0.filter { !$0.isNumber }) })
    return NameLikeness(
      share: Double(shared.count) / Double(names.count), coverage: Double(shared.count) / Double(ours.count),
      isTelling: stems.count >= 3 && stems.count * 3 >= shared.count)
  }
}

/// What a box is known by.
struct BoxName: Hashable {
  var kind: ForeignBinding.Kind
  var name: String
}

extension FormField {
  /// What it is called in bindings; `nil` for what holds no value: signatures and buttons to press.
  var bindingName: BoxName? { ForeignBinding.Kind(rawValue: type.rawValue).map { BoxName(kind: $0, name: name) } }
}
