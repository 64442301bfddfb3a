/// One page as the reader process saw it, for those who look for values on paper: every text of it is unchecked.
///
/// Lengths are points, counted from the top-left corner of the page as it is shown (turned by its `/Rotate`), y downwards.
package struct PageContent: Sendable, Equatable {
  /// A character with its place.
  package struct Character: Sendable, Equatable {
    package var scalar: Unicode.Scalar
    /// From the glyph's origin over its advance, and from the top to the bottom of its line.
    package var box: Box
    /// Of the font, as it stands on the page.
    package var size: Double

    package init(scalar: Unicode.Scalar, box: Box, size: Double) {
      self.scalar = scalar
      self.box = box
      self.size = size
    }
  }

  package struct Box: Sendable, Hashable {
    package var minX: Double
    package var minY: Double
    package var maxX: Double
    package var maxY: Double

    package init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
      (self.minX, self.minY, self.maxX, self.maxY) = (minX, minY, maxX, maxY)
    }
  }

  /// A QR code and its corners: top left, top right, bottom right, bottom left, as the code has them.
  package struct Code: Sendable, Equatable {
    package var text: String
    /// x and y of each in turn.
    package var corners: [Double]

    package init(text: String, corners: [Double]) {
      self.text = text
      self.corners = corners
    }
  }

  package var width: Double
  package var height: Double
  /// In no order that can be relied on, without blanks: what parts words and lines are the gaps between boxes.
  package var characters: [Character]
  package var codes: [Code]
  /// How much of the page its largest picture covers, from 0 to 1; 0 also on pages after one that is no scan.
  package var pictureShare: Double
  /// What is dark on it; `nil` when it was not asked for or could not be drawn.
  package var ink: PageInk?
  /// How the file's coordinates lie on it; `nil` when it was not asked for or the page has no box.
  package var frame: PageFrame?

  package init(
    width: Double, height: Double, characters: [Character] = [], codes: [Code] = [], pictureShare: Double = 0,
    ink: PageInk? = nil, frame: PageFrame? = nil
  ) {
    self.width = width
    self.height = height
    self.characters = characters
    self.codes = codes
    self.pictureShare = pictureShare
    self.ink = ink
    self.frame = frame
  }

  /// About how many bytes it takes on its way.
  package var size: Int { characters.count * 48 + (ink?.bits.count ?? 0) + 1_024 }

  /// Whether its characters are far narrower than their fonts' sizes say, as in what Ghostscript makes of fonts like ours. poppler takes
  /// equal characters within a tenth of the size for one that is printed twice, so there it would read `200` as `20`.
  package var hasCrampedText: Bool {
    let shares = characters.filter { $0.size > 0 }.map { ($0.box.maxX - $0.box.minX) / $0.size }.sorted()
    return !shares.isEmpty && shares[shares.count / 2] < 0.25
  }

  /// Whether it is a picture of a page rather than a page; or blank.
  package var isScan: Bool { pictureShare > 0.5 || characters.allSatisfy(\.scalar.properties.isWhitespace) }
}

/// The dark pixels of a page: one bit each, the leftmost highest; every row begins a new byte.
package struct PageInk: Sendable, Equatable {
  package var columns: Int
  package var rows: Int
  /// Of the picture that it was taken from.
  package var dotsPerInch: Double
  package let bits: [UInt8]

  /// - Returns: `nil` when there are not as many bits.
  package init?(columns: Int, rows: Int, dotsPerInch: Double, bits: [UInt8]) {
    guard columns > 0, rows > 0, columns <= 32_000, rows <= 32_000, dotsPerInch > 0,
      bits.count == (columns + 7) / 8 * rows
    else { return nil }
    self.columns = columns
    self.rows = rows
    self.dotsPerInch = dotsPerInch
    self.bits = bits
  }

  /// Whether a pixel is dark; nothing is outside the page.
  package subscript(column: Int, row: Int) -> Bool {
    guard column >= 0, row >= 0, column < columns, row < rows else { return false }
    return bits[row * ((columns + 7) / 8) + column / 8] & (0x80 >> UInt8(column % 8)) != 0
  }

  /// How much of a box is dark, from 0 to 1; a box between pixels has the nearest one.
  package func share(of box: PageContent.Box) -> Double {
    guard let part = pixels(of: box) else { return 0 }
    var dark = 0
    for row in part.rows { for column in part.columns where self[column, row] { dark += 1 } }
    return Double(dark) / Double(part.rows.count * part.columns.count)
  }

  /// How much of a box is dark outside of some other boxes, in square points.
  package func area(in box: PageContent.Box, outside others: [PageContent.Box]) -> Double {
    guard let part = pixels(of: box) else { return 0 }
    let covers = others.compactMap { pixels(of: $0) }
    var dark = 0
    for row in part.rows {
      let near = covers.filter { $0.rows.contains(row) }
      for column in part.columns where self[column, row] && !near.contains(where: { $0.columns.contains(column) }) {
        dark += 1
      }
    }
    return Double(dark) * (72 / dotsPerInch) * (72 / dotsPerInch)
  }

  private func pixels(of box: PageContent.Box) -> (columns: Range<Int>, rows: Range<Int>)? {
    let scale = dotsPerInch / 72
    let left = max(0, Int(min(box.minX * scale, 1e6).rounded()))
    let top = max(0, Int(min(box.minY * scale, 1e6).rounded()))
    let right = min(columns, max(left + 1, Int(min(box.maxX * scale, 1e6).rounded())))
    let bottom = min(rows, max(top + 1, Int(min(box.maxY * scale, 1e6).rounded())))
    return left < right && top < bottom ? (left..<right, top..<bottom) : nil
  }
}
