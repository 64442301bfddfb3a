/// Fully qualified names in the making, kept within bounds: a name of a megabyte, handed down a deep tree, would become gigabytes.
struct FieldNames {
  /// Bytes of UTF-8.
  private static let longest = 4_096
  /// Whether some name was cut.
  private(set) var isCut = false
  private var budget = 32 << 20
  /// Names that stand in objects of their own, which many fields may share.
  private var shared: [ObjectNumber: String] = [:]

  /// Whether all names together are longer than those of any form.
  var isSpent: Bool { budget < 0 }

  /// A partial name; `nil` when this is none.
  mutating func partial(_ object: PDFObject, in file: QPDFFile) -> String? {
    if let number = object.referenced, let name = shared[number] { return name }
    guard let bytes = file.resolve(object).string else { return nil }
    // No encoding needs more than four bytes for what is one byte in UTF-8.
    let name = cut(DecodedText(string: Array(bytes.prefix(4 * Self.longest))).text)
    if let number = object.referenced { shared[number] = name }
    return name
  }

  mutating func joined(_ parent: String, _ partial: String) -> String {
    if partial.isEmpty { return parent }
    if parent.isEmpty { return partial }
    guard !isSpent else { return parent }
    let name = cut(parent + "." + partial)
    budget -= name.utf8.count
    return name
  }

  private mutating func cut(_ name: String) -> String {
    guard name.utf8.count > Self.longest else { return name }
    isCut = true
    return String(decoding: name.utf8.prefix(Self.longest), as: UTF8.self)
  }
}
