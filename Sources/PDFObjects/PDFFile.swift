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

  private let layout: Layout
  private let deflating: Deflating
  private var output: Output
  private var places: [Place] = [.free]
  private var gathered = GatheredObjects()

  package init(layout: Layout, deflating: Deflating) {
    self.layout = layout
    self.deflating = deflating
    output = Output()
    output.append("%PDF-1.7\n%\u{e2}\u{e3}\u{cf}\u{d3}\n".unicodeScalars.map { UInt8($0.value) })
  }

  /// A number for an object that will be written later, once.
  package mutating func reserve() -> ObjectID {
    places.append(.free)
    return ObjectID(places.count - 1)
  }

  /// Writes an object that is not a stream.
  package mutating func write(_ object: ObjectID, _ body: PDFBytes) {
    precondition(places[object.number] == .free, "an object is written once")
    switch layout {
    case .plain:
      begin(object)
      output.append(body.bytes)
      output.append("\nendobj\n".utf8)
    case .compact:
      if gathered.isEmpty { gathered.stream = reserve() }
      places[object.number] = Place(stream: gathered.stream, index: gathered.count)
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
    precondition(places[object.number] == .free, "an object is written once")
    begin(object)
    var head = PDFBytes()
    head.raw("<<")
    head.raw(entries)
    if stream.isDeflated { head.raw("/Filter/FlateDecode") }
    head.raw("/Length ")
    head.integer(stream.data.count)
    head.raw(">>\nstream\n")
    output.append(head.bytes)
    output.append(stream.data)
    output.append("\nendstream\nendobj\n".utf8)
  }

  @discardableResult package mutating func write(
    _ stream: EncodedStream, entries: PDFBytes = PDFBytes()
  ) -> ObjectID {
    let object = reserve()
    write(object, stream, entries: entries)
    return object
  }

  /// Takes away what has been written so far; may be nothing, as output leaves in large pieces.
  package mutating func drain() -> [UInt8] { output.drain() }

  /// Ends the file.
  ///
  /// - Parameters:
  ///   - root: The catalog.
  ///   - info: The document information dictionary.
  /// - Returns: All bytes that have not been drained.
  package mutating func finish(root: ObjectID, info: ObjectID?) -> [UInt8] {
    if !gathered.isEmpty { writeGathered() }
    var trailer = PDFBytes()
    trailer.raw("/Root ")
    trailer.reference(root)
    if let info {
      trailer.raw("/Info ")
      trailer.reference(info)
    }
    let identifier = output.digest.prefix(16)
    trailer.raw("/ID[")
    trailer.hexString(identifier)
    trailer.hexString(identifier)
    trailer.raw("]")
    let start = output.position
    switch layout {
    case .compact: writeCrossReferenceStream(trailer)
    case .plain: writeCrossReferenceTable(trailer)
    }
    output.append("startxref\n\(start)\n%%EOF\n".utf8)
    return output.drainAll()
  }

  private mutating func begin(_ object: ObjectID) {
    places[object.number] = Place(offset: output.position)
    var head = PDFBytes()
    head.integer(object.number)
    head.raw(" 0 obj\n")
    output.append(head.bytes)
  }

  private mutating func writeGathered() {
    let (stream, data, entries) = gathered.take()
    write(stream, deflating.encode(data), entries: entries)
  }

  private mutating func writeCrossReferenceStream(_ trailer: PDFBytes) {
    let object = reserve()
    places[object.number] = Place(offset: output.position)
    let table = CrossReferenceRows(places)
    let encoded = deflating.encode(table.predicted)
    var entries = PDFBytes()
    entries.raw("/Type/XRef/Size ")
    entries.integer(places.count)
    entries.raw("/W[1 ")
    entries.integer(table.offsetSize)
    entries.raw(" 1]/DecodeParms<</Predictor 12/Columns ")
    entries.integer(table.offsetSize + 2)
    entries.raw(">>")
    entries.raw(trailer)
    // A predictor is undone by the Flate filter only; where compression does not pay, the rows stand as they are.
    let plain = encoded.isDeflated ? entries : withoutPredictor(table, trailer)
    write(at: object, encoded.isDeflated ? encoded : EncodedStream(plain: table.rows), plain)
  }

  private func withoutPredictor(_ table: CrossReferenceRows, _ trailer: PDFBytes) -> PDFBytes {
    var entries = PDFBytes()
    entries.raw("/Type/XRef/Size ")
    entries.integer(places.count)
    entries.raw("/W[1 ")
    entries.integer(table.offsetSize)
    entries.raw(" 1]")
    entries.raw(trailer)
    return entries
  }

  private mutating func write(at object: ObjectID, _ stream: EncodedStream, _ entries: PDFBytes) {
    places[object.number] = .free
    write(object, stream, entries: entries)
  }

  private mutating func writeCrossReferenceTable(_ trailer: PDFBytes) {
    output.append("xref\n0 \(places.count)\n0000000000 65535 f \n".utf8)
    for place in places.dropFirst() {
      let offset = String(place.offset ?? 0)
      let digits = String(repeating: "0", count: 10 - offset.count) + offset
      output.append("\(digits) \(place.offset == nil ? "65535 f" : "00000 n") \n".utf8)
    }
    output.append("trailer\n<</Size \(places.count)".utf8)
    output.append(trailer.bytes)
    output.append(">>\n".utf8)
  }
}
