package import Measures

/// Where everything stands on the pages of a form whose values are not known: what a reader of its print goes by.
package struct FormLayout: Sendable {
  /// A character that no record changes.
  package struct Character: Sendable {
    package var scalar: Unicode.Scalar
    /// The middle of its em box.
    package var centre: Point
    package var size: Length

    package init(scalar: Unicode.Scalar, centre: Point, size: Length) {
      self.scalar = scalar
      self.centre = centre
      self.size = size
    }
  }

  package struct Box: Sendable {
    package enum Kind: Sendable, Hashable {
      case text
      /// Ticked or not.
      case check
      /// One of several that share the name; the option's code.
      case radio(String)
      /// A word that is circled out or not; the place of the mark.
      case struck
    }

    /// How its row grows with a box.
    package struct Growth: Sendable, Hashable {
      /// What its cell has around it.
      package var padding: Length
      /// The box's own when nothing makes its row grow.
      package var leastHeight: Length

      package init(padding: Length, leastHeight: Length) {
        self.padding = padding
        self.leastHeight = leastHeight
      }
    }

    /// Without the paper's prefix.
    package var name: String
    package var label: String
    package var kind: Kind
    package var rect: Rect
    /// Of its text, when nothing makes it smaller.
    package var size: Length
    /// `nil` for a box that its row does not grow with.
    package var growth: Growth?

    package init(name: String, label: String, kind: Kind, rect: Rect, size: Length, growth: Growth? = nil) {
      self.name = name
      self.label = label
      self.kind = kind
      self.rect = rect
      self.size = size
      self.growth = growth
    }
  }

  package struct Page: Sendable {
    package var size: Size
    /// What the margins leave ends here.
    package var bottom: Length
    package var characters: [Character]
    package var boxes: [Box]
    /// The ink of the form's own straight lines; some run through a box, under its text.
    package var rules: [Rect]
    /// Where signatures and seals belong.
    package var signers: [Rect]
    /// Where the page's code and its caption stand.
    package var code: Rect?

    package init(
      size: Size, bottom: Length, characters: [Character], boxes: [Box], rules: [Rect] = [], signers: [Rect] = [],
      code: Rect? = nil
    ) {
      self.size = size
      self.bottom = bottom
      self.characters = characters
      self.boxes = boxes
      self.rules = rules
      self.signers = signers
      self.code = code
    }
  }

  package var pages: [Page]
  /// The advance of a blank, in ems.
  package var blank: Double

  package init(pages: [Page], blank: Double) {
    self.pages = pages
    self.blank = blank
  }
}
