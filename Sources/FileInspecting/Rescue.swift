/// A damaged file made readable: qpdf 11.3 mends files whose cross-reference is a table, not those where it is a stream.
///
/// The last cross-reference stream that is still there is named as the one to begin with, at the end of the file.
///
/// - Returns: `nil` when there is none.
func rescued(_ bytes: DocumentBytes) -> [UInt8]? {
  guard let type = lastIndex(of: "/XRef", in: bytes[...]), let object = lastIndex(of: " obj", in: bytes[..<type]) else {
    return nil
  }
  // Back over the generation and the number of the object.
  var start = object
  for _ in 0..<2 {
    while start > 0, [9, 10, 13, 32].contains(bytes[start - 1]) { start -= 1 }
    while start > 0, (0x30...0x39).contains(bytes[start - 1]) { start -= 1 }
  }
  guard start < object else { return nil }
  let header = firstIndex(of: "%PDF-", in: bytes.prefix(1024)) ?? 0
  return Array(bytes) + Array("\nstartxref\n\(start - header)\n%%EOF\n".utf8)
}
