package import Measures

/// The pages of a form laid out for so many entries, whose rows can still be made as tall as a print has them.
///
/// A page is painted when it is asked for: of long lists most are only counted.
package protocol GrowingPages {
  var count: Int { get }
  /// The advance of a blank, in ems.
  var blank: Double { get }
  /// Of the texts in boxes that their rows grow with, by the boxes' names; others have their least height.
  var heights: [String: Length] { get }

  /// - Parameter number: From 0.
  func page(_ number: Int) -> FormLayout.Page

  /// What stands where on a page, which is told without painting it.
  func placement(_ number: Int) -> PagePlacement

  /// Gives texts in boxes other heights; what follows moves.
  mutating func grow(_ heights: [String: Length])
}

extension GrowingPages {
  /// All of them painted.
  package var layout: FormLayout { FormLayout(pages: (0..<count).map { page($0) }, blank: blank) }
}

/// What stands where on a page. Pages of one form of which this is equal look alike but for their margins, whatever comes after them.
package struct PagePlacement: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case line(block: Int, number: Int)
    /// A row of a table that is none of an entry, counted without those.
    case row(table: Int, number: Int)
    /// A row of an entry, counted within it.
    case entryRow(repeated: Int, entry: Int, number: Int)
    case rule(block: Int)
  }

  package struct Part: Sendable, Hashable {
    package var content: Content
    package var y: Length
    package var height: Length
    /// Whether it is a header row shown again.
    package var isRepeat: Bool

    package init(content: Content, y: Length, height: Length, isRepeat: Bool) {
      self.content = content
      self.y = y
      self.height = height
      self.isRepeat = isRepeat
    }
  }

  package var page: Int
  package var parts: [Part]

  package init(page: Int, parts: [Part]) {
    self.page = page
    self.parts = parts
  }
}
