internal import Diagnostics
internal import Fonts
internal import PDFObjects
internal import Pages
private import Synchronization

/// What the files of a run share: fixed parts compressed once, and compressors.
///
/// One for each run and for each kind of PDF; any number of workers and writers may use it at once. What is in it never
/// changes the bytes of a file, only how soon they are ready.
package final class PDFSharedParts: Sendable {
  package let options: PDFOptions
  let deflating: Deflating
  let colourProfile: EncodedStream
  /// The font for what is typed into a form.
  let entryFont: FontProgram?
  private let fixedParts = Mutex<[[FixedPart.Layer]: FixedPart]>([:])

  /// More would mean that layers are not shared, and memory should not grow with the number of records.
  private static let most = 32

  package init(options: PDFOptions) {
    self.options = options
    deflating = Deflating(isOff: options.isReadable)
    colourProfile = deflating.encode(ColourProfile.bytes, .thorough)
    let deflating = self.deflating
    entryFont = options.kind == .fillable ? options.entryFace.map { FontProgram(entry: $0, deflating: deflating) } : nil
  }

  func fixedPart(_ layers: [FixedPart.Layer]) throws(Refusal) -> FixedPart? {
    guard !layers.isEmpty else { return nil }
    let known = fixedParts.withLock { $0[layers] }
    if let known { return known }
    let made = try FixedPart(layers, isTagged: options.isTagged, deflating: deflating)
    return fixedParts.withLock { parts in
      if let first = parts[layers] { return first }
      if parts.count >= Self.most { parts.removeAll() }
      parts[layers] = made
      return made
    }
  }
}
