/// A PDF object as Swift data: direct parts are copied, references are kept as references.
///
/// Copies cost little, since what is read here is small, and nothing of qpdf outlives the call that asked for it.
indirect enum PDFObject {
  case null
  case boolean(Bool)
  case integer(Int)
  case real(Double)
  case name(PDFName)
  case string([UInt8])
  case array([PDFObject])
  case dictionary(PDFDictionary)
  case stream(ObjectNumber, PDFDictionary)
  case reference(ObjectNumber)
}

/// The number of an indirect object.
struct ObjectNumber: Hashable {
  var id: CInt
  var generation: CInt
}

/// A name, without its slash: bytes, in no declared encoding (ISO 32000-1, 7.3.5).
struct PDFName: Hashable, ExpressibleByStringLiteral {
  var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }
  init(stringLiteral text: StaticString) {
    bytes = text.withUTF8Buffer { Array($0) }
  }

  static let off: PDFName = "Off"
}

/// The entries of a dictionary, in the order of their names' bytes: the same file gives the same order.
struct PDFDictionary {
  var entries: [(name: PDFName, value: PDFObject)] = []

  subscript(name: PDFName) -> PDFObject {
    entries.first { $0.name == name }?.value ?? .null
  }

  func has(_ name: PDFName) -> Bool { !self[name].isNull }
}

extension PDFObject {
  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  var referenced: ObjectNumber? {
    if case .reference(let number) = self { number } else { nil }
  }

  var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number.isFinite ? number : nil
    default: nil
    }
  }

  var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  var name: PDFName? {
    if case .name(let name) = self { name } else { nil }
  }

  var string: [UInt8]? {
    if case .string(let bytes) = self { bytes } else { nil }
  }
}
