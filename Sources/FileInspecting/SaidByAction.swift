import Digests

/// What an action says, in bytes that are the same however a program writes it down: numbers of objects, encodings of texts, and
/// whether a script is a string or a stream make no difference.
///
/// What follows an action (`/Next`) is another one; fields and pages that it speaks of stand by their names.
struct ActionContent {
  private let file: QPDFFile
  private var bytes: [UInt8] = []
  private static let longest = 1 << 20
  private static let deepest = 16
  private static let longestExcerpt = 400

  /// SHA-256 in hexadecimal; `nil` where it is too much, or cannot be unpacked.
  private(set) var digest: String?
  /// The beginning of its script, or where it sends or leads.
  private(set) var excerpt = ""

  init(_ action: PDFDictionary, in file: QPDFFile) {
    self.file = file
    if write(entries: action, except: ["Next", "Type"], depth: 0) { digest = hexadecimal(sha256(bytes)) }
    bytes = []
    excerpt = Self.shown(said(by: action))
  }

  private func said(by action: PDFDictionary) -> String {
    for key: PDFName in ["JS", "URI", "UF", "F"] {
      switch file.resolve(action[key]) {
      case .string(let bytes): return DecodedText(string: bytes).text
      case .stream(let number, _): return text(of: number) ?? ""
      case .dictionary(let specification):
        if let name = file.text(specification["UF"]) ?? file.text(specification["F"]) { return name }
      default: continue
      }
    }
    return ""
  }

  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(longestExcerpt).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  // MARK: Bytes

  /// - Returns: `false` when it is too much.
  private mutating func write(_ object: PDFObject, depth: Int) -> Bool {
    guard depth < Self.deepest, bytes.count < Self.longest else { return false }
    switch file.resolve(object) {
    case .null, .reference: put("n")
    case .boolean(let flag): put(flag ? "t" : "f")
    case .integer(let number): put("\(number) ")
    // Programs write 1 and 1.0 for one another.
    case .real(let number): put(number == number.rounded() && abs(number) < 1e15 ? "\(Int(number)) " : "\(number) ")
    case .name(let name): put(name.bytes, as: "/")
    case .string(let string): put(Array(DecodedText(string: string).text.utf8), as: "(")
    case .stream(let number, _):
      guard let text = text(of: number) else { return false }
      put(Array(text.utf8), as: "(")
    case .array(let items):
      put("[")
      for item in items { guard write(item, depth: depth + 1) else { return false } }
      put("]")
    case .dictionary(let entries):
      if entries.has("T") || file.name(entries["Subtype"]) == "Widget" {
        put(Array(file.fieldName(of: entries).utf8), as: "F")
      } else if file.name(entries["Type"]) == "Page" {
        put("P")
      } else {
        return write(entries: entries, except: ["Type"], depth: depth)
      }
    }
    return true
  }

  private mutating func write(entries: PDFDictionary, except skipped: Set<PDFName>, depth: Int) -> Bool {
    put("<")
    for (name, value) in entries.entries where !skipped.contains(name) && file.isThere(value) {
      put(name.bytes, as: "/")
      guard write(value, depth: depth + 1) else { return false }
    }
    put(">")
    return true
  }

  private mutating func put(_ text: String) { bytes += text.utf8 }

  /// With its length, so that nothing in it can be taken for what follows.
  private mutating func put(_ content: [UInt8], as mark: String) {
    put("\(mark)\(content.count):")
    bytes += content
  }

  private func text(of stream: ObjectNumber) -> String? {
    file.content(of: stream, limit: Self.longest).map { DecodedText(string: $0).text }
  }
}

extension QPDFFile {
  /// The fully qualified name of a field or widget, by those above it.
  func fieldName(of node: PDFDictionary) -> String {
    var parts: [String] = []
    var node = node
    for _ in 0..<64 {
      if let part = text(node["T"]) { parts.append(String(part.prefix(200))) }
      guard let parent = dictionary(node["Parent"]) else { break }
      node = parent
    }
    return parts.reversed().joined(separator: ".")
  }
}
