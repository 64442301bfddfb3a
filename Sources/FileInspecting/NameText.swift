import Charsets

extension PDFName {
  /// The name as text.
  ///
  /// PDF gives names no encoding. UTF-8 is what the standard recommends (ISO 32000-1, 7.3.5); Chinese programs of
  /// Windows write GBK, older Western ones PDFDocEncoding. GBK is believed only where every byte above ASCII is half
  /// of a common Chinese character and no Latin letter stands beside it, so that `OPÇÃO` does not turn Chinese.
  var text: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    if looksLikeGBK, let text = Charset.gb18030.text(bytes) { return text }
    return DecodedText(pdfDocEncoding: bytes).text
  }

  private var looksLikeGBK: Bool {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        if Unicode.Scalar(bytes[index]).properties.isAlphabetic { return false }
        index += 1
      } else {
        let isPair = index + 1 < bytes.count && (0xB0...0xF7).contains(bytes[index]) && bytes[index + 1] >= 0xA1
        guard isPair else { return false }
        index += 2
      }
    }
    return true
  }
}
