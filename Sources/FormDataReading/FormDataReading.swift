// The room FormDataReading: what was filled into a form, exported without its pages: XFDF (ISO 19444-1), XDP, and the data of XFA.
//
// All three are XML and are read here, by a parser without entities, network and unbounded memory; no tree is built.

package import Diagnostics
import ReaderProtocol
import XMLTrees

extension Finding.Code {
  package static let formDataMalformed = Self("form-data-malformed")
  package static let formDataTooLarge = Self("form-data-too-large")
  package static let formDataEmpty = Self("form-data-empty")
}

/// What hostile form data may cost.
enum FormDataLimits {
  static let bytes = 64 << 20
  static let depth = 100
  /// Bytes of one value.
  static let value = 4 << 20
  /// Bytes of a fully qualified name. Each field repeats the names around it, so that a few long ones would fill the memory.
  static let name = 4096
}

/// Takes a parser's events until it has had enough.
protocol FormDataSink: XMLEvents {
  /// Why it takes no more.
  var refusal: Finding? { get }
}

/// Feeds a whole file to a sink.
///
/// - Throws: `Refusal` for what is not well-formed, has a DOCTYPE, or is too much.
func parse(
  _ untrustedBytes: [UInt8], file: String?, longestText: Int = FormDataLimits.value, to sink: some FormDataSink
) throws(Refusal) {
  guard untrustedBytes.count <= FormDataLimits.bytes else { throw Refusal(tooMuch(file)) }
  let push = XMLPush(
    file: file, limits: XMLLimits(bytes: FormDataLimits.bytes, depth: FormDataLimits.depth), longestText: longestText)
  var start = beginning(of: untrustedBytes)
  while start < untrustedBytes.count, push.findings.isEmpty, sink.refusal == nil {
    let end = min(untrustedBytes.count, start + 256 << 10)
    push.feed(Array(untrustedBytes[start..<end]), to: sink)
    start = end
  }
  if push.findings.isEmpty, sink.refusal == nil { push.feed([], to: sink) }
  if let refusal = sink.refusal { throw Refusal(refusal) }
  guard push.findings.isEmpty else { throw Refusal(push.findings) }
}

/// Where the XML begins: white space and zeros before it, which mail programs and careless exports leave, are no XML.
private func beginning(of bytes: [UInt8]) -> Int {
  let start = bytes.firstIndex { ![0x09, 0x0A, 0x0D, 0x20].contains($0) } ?? bytes.count
  return start < bytes.count && bytes[start] == UInt8(ascii: "<") ? start : 0
}

func tooMuch(_ file: String?) -> Finding {
  Finding(
    .error, .formDataTooLarge, at: Place(file: file),
    Phrase("文件或其内容超过大小限制", "the file or what it holds is larger than the limit"))
}

/// A fully qualified name that grows and shrinks with the elements around it.
struct QualifiedName {
  private var lengths: [Int] = []
  private(set) var bytes: [UInt8] = []

  /// - Returns: `false` where the name would be too long; nothing is added then.
  mutating func push(_ part: String) -> Bool {
    guard bytes.count + part.utf8.count < FormDataLimits.name else { return false }
    lengths.append(bytes.count)
    if !bytes.isEmpty, !part.isEmpty { bytes.append(UInt8(ascii: ".")) }
    bytes += part.utf8
    return true
  }

  mutating func pop() {
    guard let length = lengths.popLast() else { return }
    bytes.removeLast(bytes.count - length)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
