package import Measures

/// How text is set. Every attribute is inherited from the enclosing element of the template.
package struct TextStyle: Sendable, Hashable {
  /// What the text is for; which font that means is the typesetter's affair.
  package enum Role: String, Sendable, CaseIterable {
    case title
    case heading
    case body
    case form
  }

  package enum Alignment: String, Sendable, CaseIterable {
    case left
    case centre = "center"
    case right
    /// Both edges flush; the last line is left alone.
    case justify
  }

  package enum VerticalAlignment: String, Sendable, CaseIterable {
    case top
    case middle
    case bottom
  }

  package var role: Role
  package var size: Length
  package var alignment: Alignment
  package var verticalAlignment: VerticalAlignment
  /// The distance of baselines as a multiple of the size.
  package var lineHeight: Double

  package init(
    role: Role, size: Length, alignment: Alignment = .left, verticalAlignment: VerticalAlignment = .middle,
    lineHeight: Double = 1.3
  ) {
    self.role = role
    self.size = size
    self.alignment = alignment
    self.verticalAlignment = verticalAlignment
    self.lineHeight = lineHeight
  }
}
