package import Diagnostics

extension Finding.Code {
  package static let valueDoesNotFit = Self("value-does-not-fit")
  package static let glyphMissing = Self("glyph-missing")
  package static let textDoesNotFit = Self("text-does-not-fit")
  package static let blockTooTall = Self("block-too-tall")
}
