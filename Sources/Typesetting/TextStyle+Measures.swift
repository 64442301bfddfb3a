import Documents
import Fonts
import Measures
import Pages

// What a style means in lengths.
extension TextStyle {
  /// From the top of a line to its baseline: the em box of Han glyphs, 0.88 above and 0.12 below, stands in its middle.
  func baseline(inLineOf height: Length, size: Length) -> Length {
    height / 2 + size * 0.38
  }

  /// The distance of baselines as a multiple of the size: on a grid, as many of its lines as the size needs.
  var leading: Double {
    guard let linePitch, linePitch > .zero, size > .zero else { return lineHeight }
    // What takes a hair more than a grid line is the same size in other units.
    return linePitch * max(1, (size / linePitch - 0.001).rounded(.up)) / size
  }

  /// The height of a line.
  var lineAdvance: Length { size * leading }

  /// What a character takes of a line.
  var characterAdvance: Length { size * (1 + tracking) }

  /// Added to the advance of every character, in thousandths of the size, which is what glyphs are placed in.
  var trackingThousandths: Int { Int((tracking * 1000).rounded()) }

  var fontRole: FontRole { FontRole(rawValue: role.rawValue) ?? .form }

  var ink: Pages.Colour {
    switch colour {
    case .black: .black
    case .red: .red
    }
  }
}
