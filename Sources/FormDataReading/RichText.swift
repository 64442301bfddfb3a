import XMLTrees

/// The plain text of rich text in XHTML, gathered as it is parsed: paragraphs and breaks are line ends, all marks are left out.
struct RichText {
  private var bytes: [UInt8] = []
  private var isAfterParagraph = false

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func start(_ tag: borrowing XMLTag) {
    if tag.isNamed("br") {
      bytes.append(UInt8(ascii: "\n"))
    } else if isParagraph(tag), isAfterParagraph {
      bytes.append(UInt8(ascii: "\n"))
      isAfterParagraph = false
    }
  }

  mutating func end(_ tag: borrowing XMLTag) {
    if isParagraph(tag) { isAfterParagraph = true }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    // White space between paragraphs is how the file is set out.
    let isBlank = text.allSatisfy { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
    if isBlank, isAfterParagraph || bytes.isEmpty || text.contains(0x0A) { return }
    if isAfterParagraph { bytes.append(UInt8(ascii: "\n")) }
    isAfterParagraph = false
    bytes += text
  }

  private func isParagraph(_ tag: borrowing XMLTag) -> Bool {
    tag.isNamed("p") || tag.isNamed("div") || tag.isNamed("li")
  }
}
