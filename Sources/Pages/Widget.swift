package import Fonts
package import Measures

/// A field of a fillable form, where it stands on the page.
package struct Widget: Sendable {
  package enum Kind: Sendable {
    case text(TextField)
    /// A box of its own: on or off.
    case check(Button)
    /// One box of a group that shares the widget's name, of which at most one is on.
    case radio(Button)
    /// An empty place for a signature.
    case signature
  }

  /// The components of the fully qualified name; equal names are one field.
  package var name: [String]
  package var rect: Rect
  /// What a reader is told about it: the alternate name.
  package var tooltip: String
  package var kind: Kind

  package init(name: [String], rect: Rect, tooltip: String, kind: Kind) {
    self.name = name
    self.rect = rect
    self.tooltip = tooltip
    self.kind = kind
  }
}

extension Widget {
  package enum Alignment: Int, Sendable {
    case left = 0
    case centre = 1
    case right = 2
  }

  package struct TextField: Sendable {
    package var value: String
    /// The drawn value; origins count from the widget's top-left corner.
    package var appearance: [GlyphRun]
    package var face: FontFace
    package var size: Length
    package var alignment: Alignment
    package var isMultiline: Bool
    /// In characters; `nil` when unlimited.
    package var maxLength: Int?

    package init(
      value: String, appearance: [GlyphRun], face: FontFace, size: Length, alignment: Alignment = .centre,
      isMultiline: Bool = false, maxLength: Int? = nil
    ) {
      self.value = value
      self.appearance = appearance
      self.face = face
      self.size = size
      self.alignment = alignment
      self.isMultiline = isMultiline
      self.maxLength = maxLength
    }
  }

  package struct Button: Sendable {
    /// What is seen when it is on.
    package enum Look: Sendable {
      case tick
      /// An ellipse around the word below, and a stroke through it.
      case strike
    }

    /// The name of its on-state: the option's code.
    package var exportValue: String
    package var isOn: Bool
    package var look: Look

    package init(exportValue: String, isOn: Bool, look: Look = .tick) {
      self.exportValue = exportValue
      self.isOn = isOn
      self.look = look
    }
  }
}
