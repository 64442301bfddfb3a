package import Measures

/// How text is set. Every attribute is inherited from the enclosing element of the template.
package struct TextStyle: Sendable, Hashable {
  /// What the text is for; which font that means is the typesetter's affair.
  package enum Role: String, Sendable, CaseIterable {
    case title
    case heading
    case body
    case form
    /// 楷体, for headings of the second level and titles that run in.
    case kai
  }

  package enum Alignment: String, Sendable, CaseIterable {
    case left
    case centre = "center"
    case right
    /// Both edges flush; the last line is left alone.
    case justify
    /// For the line at the foot: right on odd pages, left on even ones, one character in from the edge. Elsewhere like `right`.
    case outside
  }

  package enum VerticalAlignment: String, Sendable, CaseIterable {
    case top
    case middle
    case bottom
  }

  /// What official papers are printed in.
  package enum Colour: String, Sendable, CaseIterable {
    case black
    case red
  }

  package var role: Role
  package var size: Length
  package var alignment: Alignment
  package var verticalAlignment: VerticalAlignment
  /// The distance of baselines as a multiple of the size.
  package var lineHeight: Double
  /// The distance of grid lines: a line then takes as many of them as its size needs, and `lineHeight` plays no part.
  package var linePitch: Length?
  package var colour: Colour
  /// Added to the advance of every character, in ems; may be negative.
  package var tracking: Double
  /// How far the first line of a paragraph is moved in, in characters with their tracking; of the lines centred or flush right,
  /// none is.
  package var indent: Double
  /// How far all lines of a paragraph are moved in from the edges, in characters with their tracking.
  package var leftIndent: Double
  package var rightIndent: Double

  package init(
    role: Role, size: Length, alignment: Alignment = .left, verticalAlignment: VerticalAlignment = .middle,
    lineHeight: Double = 1.3, linePitch: Length? = nil, colour: Colour = .black, tracking: Double = 0,
    indent: Double = 0, leftIndent: Double = 0, rightIndent: Double = 0
  ) {
    self.role = role
    self.size = size
    self.alignment = alignment
    self.verticalAlignment = verticalAlignment
    self.lineHeight = lineHeight
    self.linePitch = linePitch
    self.colour = colour
    self.tracking = tracking
    self.indent = indent
    self.leftIndent = leftIndent
    self.rightIndent = rightIndent
  }
}
