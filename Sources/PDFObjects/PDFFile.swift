/// A PDF file as it grows: indirect objects are numbered, written, and found again by the cross-reference at the end.
///
/// What is finished can be taken away at any time with `drain`, so a file may be far larger than memory. The same calls give the
/// same bytes, identifier included, however often it was drained.
package struct PDFFile {
  package enum Layout: Sendable {
    /// Object streams and a cross-reference stream (PDF 1.5).
    case compact
    /// Each object on its own, with a cross-reference table, for people to read.
    case plain
  }

  /// The catalog's object.
  package let root: ObjectID
  private let layout: Layout
  private let deflating: Deflating
  private let effort: Deflating.Effort
  private var output = Output()
  private var places = Places()
  private var gathered = GatheredObjects()
  /// Where the cross-reference section before the next one begins.
  private var lastSection: Int?

  /// Memory holds the places of no more objects than this: then a cross-reference section is written.
  private let sectionSize: Int

  /// - Parameters:
  ///   - effort: How hard to compress what this file itself puts together.
  ///   - sectionSize: After how many objects a section of the cross-reference is written.
  package init(
    layout: Layout, deflating: Deflating, effort: Deflating.Effort = .quick, sectionSize: Int = 1 << 18
  ) {
    self.layout = layout
    self.deflating = deflating
    self.effort = effort
    self.sectionSize = sectionSize
    root = places.reserve()
    output.pending.raw("%PDF-1.7\n%")
    output.pending.bytes += [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
  }

  /// A number for an object that will be written later, once.
  package mutating func reserve() -> ObjectID {
    if places.count >= sectionSize, layout == .compact { writeSection(PDFBytes(), isLast: false) }
    return places.reserve()
  }

  /// Numbers for so many objects, one after another.
  ///
  /// - Returns: The first of them.
  package mutating func reserve(_ count: Int) -> ObjectID {
    let first = reserve()
    for _ in 1..<max(count, 1) { _ = places.reserve() }
    return first
  }

  /// Writes an object that is not a stream.
  package mutating func write(_ object: ObjectID, _ body: PDFBytes) {
    body.bytes.withUnsafeBufferPointer { write(object, $0) }
  }

  package mutating func write(_ object: ObjectID, _ body: borrowing ContentBytes) {
    body.withBytes { write(object, $0) }
  }

  private mutating func write(_ object: ObjectID, _ body: UnsafeBufferPointer<UInt8>) {
    switch layout {
    case .plain:
      begin(object)
      output.pending.bytes.append(contentsOf: body)
      output.pending.raw("\nendobj\n")
    case .compact:
      if gathered.isEmpty { gathered.stream = reserve() }
      places.set(object, Place(stream: gathered.stream, index: gathered.count))
      gathered.append(object, body)
      if gathered.isFull { writeGathered() }
    }
  }

  /// Writes an object under the next number.
  @discardableResult package mutating func write(_ body: PDFBytes) -> ObjectID {
    let object = reserve()
    write(object, body)
    return object
  }

  /// Writes a stream.
  ///
  /// - Parameter entries: What its dictionary says beside the length and the filter, such as `/Subtype/XML`.
  package mutating func write(_ object: ObjectID, _ stream: EncodedStream, entries: PDFBytes = PDFBytes()) {
    begin(object)
    append(stream, entries)
  }

  private mutating func append(_ stream: EncodedStream, _ entries: PDFBytes) {
    output.pending.raw("<<")
    output.pending.raw(entries)
    if stream.isDeflated { output.pending.raw("/Filter/FlateDecode") }
    output.pending.raw("/Length ")
    output.pending.integer(stream.data.count)
    output.pending.raw(">>\nstream\n")
    output.pending.bytes += stream.data
    output.pending.raw("\nendstream\nendobj\n")
  }

  @discardableResult package mutating func write(
    _ stream: EncodedStream, entries: PDFBytes = PDFBytes()
  ) -> ObjectID {
    let object = reserve()
    write(object, stream, entries: entries)
    return object
  }

  /// Ends a beginning that many files will share: copies of this value go on from here, and what stands so far is digested once.
  ///
  /// - Parameter withObjects: Whether objects that wait for their object stream leave, to be compressed once as well.
  package mutating func seal(withObjects: Bool) {
    if withObjects, !gathered.isEmpty { writeGathered() }
    output.seal()
  }

  /// Takes away what has been written so far; may be nothing, as output leaves in large pieces.
  package mutating func drain() -> [UInt8] { output.drain() }

  /// Ends the file; the catalog must have been written as `root`.
  ///
  /// - Parameter info: The document information dictionary.
  /// - Returns: All bytes that have not been drained.
  package mutating func finish(info: ObjectID?) -> [UInt8] {
    if !gathered.isEmpty { writeGathered() }
    var trailer = PDFBytes()
    if let info {
      trailer.raw("/Info ")
      trailer.reference(info)
    }
    let identifier = output.digest.prefix(16)
    trailer.raw("/ID[")
    trailer.hexString(identifier)
    trailer.hexString(identifier)
    trailer.raw("]")
    switch layout {
    case .compact: writeSection(trailer, isLast: true)
    case .plain: writeTable(trailer)
    }
    output.pending.raw("startxref\n")
    output.pending.integer(lastSection ?? 0)
    output.pending.raw("\n%%EOF\n")
    return output.drainAll()
  }

  private mutating func begin(_ object: ObjectID) {
    places.set(object, Place(offset: output.position))
    output.pending.integer(object.number)
    output.pending.raw(" 0 obj\n")
  }

  private mutating func writeGathered() {
    let (stream, data, entries) = gathered.take()
    write(stream, deflating.encode(data, effort), entries: entries)
  }

  /// Writes a section of the cross-reference as a stream (7.5.8), linked to the one before.
  private mutating func writeSection(_ trailer: PDFBytes, isLast: Bool) {
    let object = places.reserve()
    let start = output.position
    places.set(object, Place(offset: start))
    let size = places.end
    let runs = places.take(isLast: isLast)
    let table = CrossReferenceRows(runs)
    let encoded = deflating.encode(table.predicted, effort)
    var entries = PDFBytes()
    entries.raw("/Type/XRef/Size ")
    entries.integer(size)
    if lastSection != nil || !isLast {
      entries.raw("/Index[")
      for run in runs {
        entries.integer(run.first)
        entries.raw(" ")
        entries.integer(run.places.count)
        entries.raw(" ")
      }
      entries.raw("]")
    }
    if let lastSection {
      entries.raw("/Prev ")
      entries.integer(lastSection)
    }
    entries.raw("/W[1 ")
    entries.integer(table.offsetSize)
    entries.raw(" 1]/Root ")
    entries.reference(root)
    entries.raw(trailer)
    // A predictor is undone by the Flate filter only; where compression does not pay, the rows stand as they are.
    if encoded.isDeflated {
      entries.raw("/DecodeParms<</Predictor 12/Columns ")
      entries.integer(table.offsetSize + 2)
      entries.raw(">>")
    }
    output.pending.integer(object.number)
    output.pending.raw(" 0 obj\n")
    append(encoded.isDeflated ? encoded : EncodedStream(plain: table.rows), entries)
    lastSection = start
  }

  private mutating func writeTable(_ trailer: PDFBytes) {
    lastSection = output.position
    let all = places.all
    output.pending.bytes += "xref\n0 \(all.count)\n0000000000 65535 f \n".utf8
    for place in all.dropFirst() {
      let offset = String(place.offset ?? 0)
      let digits = String(repeating: "0", count: 10 - offset.count) + offset
      output.pending.bytes += "\(digits) \(place.offset == nil ? "65535 f" : "00000 n") \n".utf8
    }
    output.pending.bytes += "trailer\n<</Size \(all.count)/Root ".utf8
    output.pending.reference(root)
    output.pending.raw(trailer)
    output.pending.raw(">>\n")
  }
}
