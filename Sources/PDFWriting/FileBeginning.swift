internal import Fonts
internal import PDFObjects
internal import Pages

/// The beginning of a file, with all that does not depend on the record. It is written once in a run; each separate file is
/// a copy of it that goes on.
struct FileBeginning: Sendable {
  let file: PDFFile
  /// What this is the beginning for; `nil` for a file that documents share.
  let fixed: FixedPart?
  let streams: [ObjectID]
  let fonts: [ObjectID]
  let structure: ObjectID?
  /// Where the ICC profile stands, in an archive.
  let colourProfile: ObjectID?
  /// Where the font for what is typed stands; written by the first document with fields when documents share the file.
  let entryFont: ObjectID?

  init(_ fixed: FixedPart?, shared: PDFSharedParts) {
    let options = shared.options
    var file = PDFFile(layout: options.isReadable ? .plain : .compact, deflating: shared.deflating)
    structure = options.isTagged ? file.reserve() : nil
    self.fixed = fixed
    streams = fixed?.streams.map { file.write($0) } ?? []
    fonts = fixed?.fonts.map { $0.write(to: &file) } ?? []
    if options.kind == .archive {
      var entries = PDFBytes()
      entries.raw("/N 3")
      colourProfile = file.write(shared.colourProfile, entries: entries)
    } else {
      colourProfile = nil
    }
    entryFont = fixed == nil ? nil : shared.entryFont?.write(to: &file)
    file.seal()
    self.file = file
  }

  func stream(of layer: PlacedLayer) -> ObjectID? {
    fixed?.layers.firstIndex(of: layer).map { streams[$0] }
  }
}
