package import Diagnostics
package import ReaderProtocol
import XMLTrees

/// What an XDP file holds.
package struct XDPFile: Sendable {
  /// The fields of its data.
  package var file: FormFile
  /// The PDF that it carries; it is read like any other, behind the wall.
  package var untrustedPDF: [UInt8]?
}

/// Reads XDP: the packets of an XFA form, in one XML file.
///
/// The data give the fields (see `xfaFields`); a PDF inside is unpacked; template and settings are passed over.
///
/// - Throws: `Refusal` for what is not well-formed, has a DOCTYPE, is no XDP, holds neither data nor PDF, or is too much.
package func readXDP(untrustedBytes: [UInt8], file: String? = nil) throws(Refusal) -> XDPFile {
  let sink = XDPSink(file: file)
  try parse(untrustedBytes, file: file, longestText: FormDataLimits.bytes, to: sink)
  let gathered = sink.data.gathered
  let pdf = sink.pdf.finish()
  if sink.hasPDF, pdf == nil {
    throw Refusal(
      Finding(
        .error, .formDataMalformed, at: Place(file: file),
        Phrase("XDP 内的 PDF 编码有误，无法取出", "the PDF inside the XDP is wrongly encoded and cannot be taken out")))
  }
  guard !gathered.fields.isEmpty || pdf != nil || sink.target != nil else {
    throw Refusal(
      Finding(
        .error, .formDataEmpty, at: Place(file: file),
        Phrase("XDP 里没有填写的数据，也没有 PDF", "the XDP holds neither data nor a PDF"),
        hint: Phrase("请交回填好的 PDF", "ask for the filled-in PDF")))
  }
  return XDPFile(
    file: FormFile(
      status: .ok, fields: gathered.fields, revisions: 1, notes: gathered.notes, kind: .xdp, target: sink.target),
    untrustedPDF: pdf)
}

private final class XDPSink: FormDataSink {
  private enum Packet {
    case datasets, pdf, other
  }

  var data: XFAData
  private(set) var pdf = Base64Decoding()
  private(set) var hasPDF = false
  private(set) var target: String?
  private let file: String?
  private var fault: Finding?
  private var packet = Packet.other
  private var isInData = false
  private var isInChunk = false

  init(file: String?) {
    self.file = file
    data = XFAData(file: file)
  }

  var refusal: Finding? { fault ?? data.refusal }

  func start(_ tag: borrowing XMLTag) {
    switch tag.depth {
    case 1: begin(tag)
    case 2: beginPacket(tag)
    case 3 where packet == .datasets: isInData = isInData || tag.isNamed("data")
    default:
      if isInData { data.start(tag) }
      if packet == .pdf, tag.isNamed("chunk") {
        hasPDF = true
        isInChunk = true
      }
    }
  }

  private func begin(_ tag: borrowing XMLTag) {
    guard !tag.isNamed("xdp") else { return }
    fault = Finding(
      .error, .formDataMalformed, at: Place(file: file), Phrase("这不是 XDP 文件", "this is not an XDP file"))
  }

  private func beginPacket(_ tag: borrowing XMLTag) {
    let namespace = tag.namespaceText
    if tag.isNamed("datasets"), namespace.hasPrefix(XFANamespace.data) {
      packet = .datasets
    } else if tag.isNamed("pdf"), namespace.hasPrefix(XFANamespace.pdf) {
      packet = .pdf
      target = target ?? tag.text(of: "href").map { String($0.prefix(1000)) }
    } else {
      packet = .other
    }
  }

  func end(_ tag: borrowing XMLTag) {
    isInChunk = false
    if tag.depth <= 3 { isInData = false } else if isInData { data.end(tag) }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    if isInChunk { pdf.add(text) } else if isInData { data.text(text) }
  }
}
