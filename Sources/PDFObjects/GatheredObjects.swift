/// Objects on their way into one object stream (ISO 32000-1, 7.5.7).
struct GatheredObjects {
  var stream = ObjectID(0)
  private(set) var count = 0
  private var index = PDFBytes()
  private var bodies = PDFBytes()

  var isEmpty: Bool { count == 0 }
  /// An index of an object in its stream fits one byte; larger streams would also make readers decode much for little.
  var isFull: Bool { count >= 200 || bodies.count > 1 << 18 }

  mutating func append(_ object: ObjectID, _ body: UnsafeBufferPointer<UInt8>) {
    index.integer(object.number)
    index.byte(UInt8(ascii: " "))
    index.integer(bodies.count)
    index.byte(UInt8(ascii: " "))
    bodies.bytes.append(contentsOf: body)
    bodies.byte(UInt8(ascii: "\n"))
    count += 1
  }

  mutating func take() -> (ObjectID, [UInt8], PDFBytes) {
    var entries = PDFBytes()
    entries.raw("/Type/ObjStm/N ")
    entries.integer(count)
    entries.raw("/First ")
    entries.integer(index.count)
    index.raw(bodies)
    defer { self = GatheredObjects() }
    return (stream, index.bytes, entries)
  }
}
