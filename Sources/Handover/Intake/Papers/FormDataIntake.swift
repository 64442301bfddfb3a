import Diagnostics
import FormDataReading
import ReaderProtocol

/// The filled-in data of a form without its pages, and the PDF that came with them.
struct ReturnedFormData {
  var file: FormFile
  /// Out of an XDP; it is read like any other PDF, and what its fields say goes before the data around it.
  var untrustedPDF: [UInt8]?
}

/// Reads XFDF and XDP. They are XML and are read here, by a parser without entities, network and unbounded memory.
///
/// - Parameter kind: `.xfdf` or `.xdp`.
/// - Throws: `Refusal` for what is not well-formed, hostile, or neither.
func readFormData(
  untrustedBytes: [UInt8], _ kind: FileKind, file: String
) throws(Refusal) -> ReturnedFormData {
  guard kind == .xdp else { return ReturnedFormData(file: try readXFDF(untrustedBytes: untrustedBytes, file: file)) }
  let read = try readXDP(untrustedBytes: untrustedBytes, file: file)
  return ReturnedFormData(file: read.file, untrustedPDF: read.untrustedPDF)
}
