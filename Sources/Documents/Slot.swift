package import Diagnostics
package import Measures
package import Records

/// A box that a record's value goes into.
package struct Slot: Sendable {
  /// Its place in `Filling.values` of the document, or of one entry of the repeat that it stands in.
  package var index: Int
  /// The name of the box in a form, component by component; inside a repeat, what follows the entry's ordinal.
  package var name: [String]
  package var key: FieldKey
  /// What the box is called for people.
  package var label: String
  /// How its value is written, such as `1958年3月`: shown where a box can say more than its name.
  package var hint: String?
  package var kind: Kind
  package var fit: Fit
  /// The width of a box within a line; `nil` shares what the line leaves. A box alone in its cell fills the cell.
  package var width: Length?
  /// Whether a line is drawn under it.
  package var rule: Bool
  package var style: TextStyle
  /// The longest value in characters; `nil` when unlimited.
  package var maxLength: Int?
  /// The template line that it came from.
  package var place: Place

  package enum Kind: Sendable, Hashable {
    case text
    /// A box that is ticked or not, on its own.
    case check
    /// One of several boxes of which one is ticked; the option's code.
    case radio(String)
    /// A word that is circled out: the mark is on when its option does *not* apply. Each word is a box of its own name.
    case struck
  }

  /// What happens to a value that is larger than its box. Nothing is ever cut: the last resort is a finding.
  package struct Fit: Sendable, Hashable {
    package enum Policy: String, Sendable, CaseIterable {
      /// One line, set smaller down to `minimumSize`.
      case shrink
      /// As many lines as the box has room for, then smaller down to `minimumSize`.
      case wrap
      /// As many lines as needed; the row grows.
      case grow
      /// One line at the given size or not at all.
      case refuse
    }

    package var policy: Policy
    package var minimumSize: Length

    package init(policy: Policy, minimumSize: Length) {
      self.policy = policy
      self.minimumSize = minimumSize
    }
  }

  package init(
    index: Int, name: [String], key: FieldKey, label: String, hint: String? = nil, kind: Kind = .text, fit: Fit,
    width: Length? = nil,
    rule: Bool = false, style: TextStyle, maxLength: Int? = nil, place: Place = Place()
  ) {
    self.index = index
    self.name = name
    self.key = key
    self.label = label
    self.hint = hint
    self.kind = kind
    self.fit = fit
    self.width = width
    self.rule = rule
    self.style = style
    self.maxLength = maxLength
    self.place = place
  }
}
