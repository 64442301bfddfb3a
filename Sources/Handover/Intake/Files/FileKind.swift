import Archives
import Diagnostics
package import Records
import RecordReading

/// What a file is, told by what is in it and never by its name.
package enum FileKind: Sendable, Hashable {
  case pdf, fdf, xfdf, xdp
  /// The data of one of our forms, as XML.
  case formXML(FormName)
  /// A list of records, as XML.
  case recordListXML
  /// Any other XML.
  case xml
  /// The spreadsheet of one of our forms, filled in.
  case formSheet(FormName)
  /// Any other workbook.
  case listSheet
  case zip, email
  /// A picture, such as `JPEG`.
  case image(String)
  /// A document of an office program, such as `Word`.
  case office(String)
  /// An archive other than ZIP, such as `RAR`.
  case archive(String)
  case empty, unknown

  /// Whether it is read in this process, as lists are: by parsers without entities, network and unbounded memory.
  var isReadHere: Bool {
    switch self {
    case .formXML, .formSheet, .xfdf, .xdp: true
    default: false
    }
  }

  /// What a file in memory is.
  package static func of(untrustedBytes bytes: [UInt8]) -> FileKind {
    of(head: bytes.prefix(headLength), in: ListSource(untrustedBytes: bytes, name: "")) { () throws(Refusal) in
      try ZIPArchive(untrustedBytes: bytes)
    }
  }

  /// What a file on disk is; no more of it is read than that needs.
  ///
  /// - Throws: `Refusal` when it cannot be read.
  package static func of(path: String) throws(Refusal) -> FileKind {
    let pieces = try FilePieces(path: path, name: path)
    var head: [UInt8] = []
    while head.count < headLength, let piece = try pieces.next(headLength) { head += piece }
    return of(head: head[...], in: ListSource(path: path)) { () throws(Refusal) in try ZIPArchive(path: path) }
  }

  private static let headLength = 64 << 10

  private static func of(
    head: ArraySlice<UInt8>, in source: ListSource, archive: () throws(Refusal) -> ZIPArchive
  ) -> FileKind {
    guard !head.isEmpty else { return .empty }
    // Before PDF, whose header may stand further in: an archive that holds a PDF unpacked is no PDF.
    if isZIP(head) { return kind(of: try? archive(), source) }
    if let binary = BinarySignature.kind(of: head) { return binary }
    if MailSignature.isMail(head) { return .email }
    if let portable = portable(head) { return portable }
    return XMLSignature.kind(of: head) ?? (isTAR(head) ? .archive("TAR") : isBlank(head) ? .empty : .unknown)
  }

  /// The header may have something before it, such as what a mail gateway adds, but not more than 1 KiB (ISO 32000-1, annex H).
  private static func portable(_ head: ArraySlice<UInt8>) -> FileKind? {
    let first = head.prefix(1024 + 5)
    let pdf = first.firstRange(of: Array("%PDF-".utf8))?.lowerBound ?? Int.max
    let fdf = first.firstRange(of: Array("%FDF-".utf8))?.lowerBound ?? Int.max
    return pdf == fdf ? nil : pdf < fdf ? .pdf : .fdf
  }

  private static func isZIP(_ head: ArraySlice<UInt8>) -> Bool {
    let marks: [[UInt8]] = [[3, 4], [5, 6], [7, 8]]
    return marks.contains { head.starts(with: Array("PK".utf8) + $0) }
  }

  private static func isTAR(_ head: ArraySlice<UInt8>) -> Bool {
    head.dropFirst(257).starts(with: Array("ustar".utf8))
  }

  private static func isBlank(_ head: ArraySlice<UInt8>) -> Bool {
    head.count < headLength && head.allSatisfy { [0, 0x09, 0x0A, 0x0D, 0x20].contains($0) }
  }

  private static func kind(of archive: ZIPArchive?, _ source: ListSource) -> FileKind {
    guard let archive else { return .zip }
    if archive.contains("xl/workbook.xml") { return formSheetName(of: source).map { .formSheet($0) } ?? .listSheet }
    if archive.contains("word/document.xml") { return .office("Word") }
    if archive.contains("ppt/presentation.xml") { return .office("PowerPoint") }
    if archive.contains("xl/workbook.bin") { return .office("XLSB") }
    if archive.contains("OFD.xml") { return .office("OFD") }
    if archive.contains("mimetype"), let type = try? archive.read("mimetype", limit: 4096) {
      if String(decoding: type, as: UTF8.self).contains("opendocument") { return .office("OpenDocument") }
    }
    // Programs that write workbooks of other layouts still name their parts here.
    return archive.contains("[Content_Types].xml") ? .listSheet : .zip
  }
}
