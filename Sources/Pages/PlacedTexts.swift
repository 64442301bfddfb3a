package import Fonts
package import Measures

/// The texts that stand in a page's boxes, in two arrays: a page has dozens of them, and an array for each would cost more
/// than setting them.
package struct PlacedTexts: Sendable {
  /// Glyphs of one face and size on one baseline.
  package struct Run: Sendable {
    /// The number of the content that it belongs to, as in `Segment`; runs of one mark follow each other.
    package var mark: Int?
    package var colour: Colour
    package var face: FontFace
    package var size: Length
    /// The start of the baseline.
    package var origin: Point
    /// Which of the glyphs are its own; never empty.
    package var glyphs: Range<Int>

    @inlinable package init(
      mark: Int?, colour: Colour = .black, face: FontFace, size: Length, origin: Point, glyphs: Range<Int>
    ) {
      self.mark = mark
      self.colour = colour
      self.face = face
      self.size = size
      self.origin = origin
      self.glyphs = glyphs
    }
  }

  package var runs: [Run]
  /// Of all runs, one after the other.
  package var glyphs: [PlacedGlyph]

  package init(runs: [Run] = [], glyphs: [PlacedGlyph] = []) {
    self.runs = runs
    self.glyphs = glyphs
  }
}

extension PlacedTexts {
  /// Makes room for what so many boxes usually hold.
  package mutating func reserve(runs count: Int) {
    runs.reserveCapacity(count)
    glyphs.reserveCapacity(count * 8)
  }

  /// Each run with glyphs of its own.
  package var glyphRuns: [GlyphRun] {
    runs.map { run in
      GlyphRun(
        face: run.face, size: run.size, origin: run.origin, glyphs: Array(glyphs[run.glyphs]), colour: run.colour)
    }
  }

  /// Adds a run that was set on its own.
  package mutating func append(_ run: GlyphRun, mark: Int?) {
    let start = glyphs.count
    glyphs += run.glyphs
    runs.append(
      Run(
        mark: mark, colour: run.colour, face: run.face, size: run.size, origin: run.origin,
        glyphs: start..<glyphs.count))
  }

  /// Adds some runs of other texts, moved down and marked anew.
  ///
  /// - Parameter marks: What is added to their marks.
  package mutating func append(_ other: PlacedTexts, runs range: Range<Int>, down: Length, marks: Int) {
    guard let first = range.first, let last = range.last else { return }
    let taken = other.runs[first].glyphs.lowerBound..<other.runs[last].glyphs.upperBound
    let shift = glyphs.count - taken.lowerBound
    glyphs += other.glyphs[taken]
    for index in range {
      var run = other.runs[index]
      run.mark = run.mark.map { $0 + marks }
      run.origin.y += down
      run.glyphs = run.glyphs.lowerBound + shift..<run.glyphs.upperBound + shift
      runs.append(run)
    }
  }
}
