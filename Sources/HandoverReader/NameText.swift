private import Glibc

extension PDFName {
  /// The name as text.
  ///
  /// PDF gives names no encoding. UTF-8 is what the standard recommends (ISO 32000-1, 7.3.5); Chinese programs of
  /// Windows write GBK, older Western ones PDFDocEncoding. GBK is believed only where every byte above ASCII is half
  /// of a common Chinese character and no Latin letter stands beside it, so that `OPÇÃO` does not turn Chinese.
  var text: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    if looksLikeGBK, let text = fromGBK(bytes) { return text }
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

private func fromGBK(_ bytes: [UInt8]) -> String? {
  guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else { return nil }
  defer { iconv_close(converter) }
  var input = bytes.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: bytes.count * 4)
  var left = output.count
  let outcome = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var from = input.baseAddress
      var to = output.baseAddress
      var unread = input.count
      return iconv(converter, &from, &unread, &to, &left)
    }
  }
  guard outcome != -1 else { return nil }
  return String(validating: output.dropLast(left).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
