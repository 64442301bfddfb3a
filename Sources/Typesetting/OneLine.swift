import Documents
import Fonts
import Measures
import Pages

/// Where in a box a line stands that fits at the size asked for: worked out once, since most values are such lines.
struct OneLine: Sendable {
  let role: FontRole
  let size: Length
  let colour: Colour
  let alignment: TextStyle.Alignment
  /// Whether spaces at the end of a line are left away.
  let dropsSpace: Bool
  /// The widest line that has room, in thousandths of the size; negative when none has.
  let widest: Int
  let left: Length
  let width: Length
  let baseline: Length

  /// Sets a text on the line, moved down by `offset`.
  ///
  /// - Returns: Whether it could be set so; if not, nothing is added, and the general way (`TextBox`) must be taken.
  func set(
    _ text: UnsafeBufferPointer<UInt8>, fonts: FontCollection, mark: Int?, down offset: Length = .zero,
    into texts: inout PlacedTexts
  ) -> Bool {
    // Han text that is too wide by its bytes alone, of which a character has three.
    if let first = text.first, first >= 0xE4, text.count * 333 > widest + 4000 { return false }
    let start = texts.glyphs.count
    guard let line = fonts.setPlainly(text, role: role, into: &texts.glyphs) else { return false }
    guard line.width <= widest, !dropsSpace || texts.glyphs.last?.scalar != " " else {
      texts.glyphs.removeLast(texts.glyphs.count - start)
      return false
    }
    let taken = size * (Double(line.width) / 1000)
    let x: Length =
      switch alignment {
      case .left, .justify: left
      case .centre: left + (width - taken) / 2
      case .right, .outside: left + width - taken
      }
    texts.runs.append(
      PlacedTexts.Run(
        mark: mark, colour: colour, face: line.face, size: size, origin: Point(x: x, y: baseline + offset),
        glyphs: start..<texts.glyphs.count))
    return true
  }

  /// Whether a text can be set on the line for sure.
  func hasRoom(for text: UnsafeBufferPointer<UInt8>, fonts: FontCollection) -> Bool {
    guard let width = fonts.plainWidth(of: text, role: role) else { return false }
    return width <= widest
  }
}
