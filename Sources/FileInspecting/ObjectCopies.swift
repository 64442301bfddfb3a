/// Copies of objects, kept while they are together not too large; then all are forgotten.
struct ObjectCopies {
  private var objects: [ObjectNumber: PDFObject] = [:]
  private var size = 0
  private static let largest = 200_000

  subscript(number: ObjectNumber) -> PDFObject? {
    get { objects[number] }
    set {
      guard let newValue else { return }
      size += newValue.parts
      if size > Self.largest {
        objects.removeAll(keepingCapacity: true)
        size = newValue.parts
      }
      objects[number] = newValue
    }
  }
}

extension PDFObject {
  /// How much there is of it, roughly: its own entries, and its bytes by the hundred.
  fileprivate var parts: Int {
    switch self {
    case .array(let items): 1 + items.count
    case .dictionary(let dictionary), .stream(_, let dictionary): 1 + dictionary.entries.count
    case .string(let bytes): 1 + bytes.count / 100
    default: 1
    }
  }
}
