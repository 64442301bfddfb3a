import Diagnostics

enum TextEncoding: String {
  case utf8 = "UTF-8"
  case gb18030 = "GB18030"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
}

private let saveAsUTF8 = Phrase(
  "用 Excel 或 WPS 打开确认文字正常，另存为 xlsx 或“CSV UTF-8”后再试",
  "open it in Excel or WPS, see that the words are right, and save it as xlsx or as CSV UTF-8")

/// Tells the encoding of a text: by its byte order mark, by the zeros of UTF-16, as strict UTF-8, as strict GB 18030.
///
/// The whole file is looked at, since one character may stand in its last line.
///
/// - Throws: `Refusal` on doubt; a guess would turn names into other names.
func detectEncoding(of source: ListSource, head: [UInt8]) throws(Refusal) -> TextEncoding {
  if source.isStream { return try streamedUTF8(source, head) }
  if head.starts(with: [0xEF, 0xBB, 0xBF]) { return try strictUTF8(source) }
  if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
  if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
  if head.contains(0) { return try utf16(source, head) }
  if try isValid(source, .utf8) { return .utf8 }
  try refuseOnDoubt(source)
  return .gb18030
}

/// A stream shows its beginning alone: it is UTF-8, or refused; a fault further down ends the reading.
private func streamedUTF8(_ source: ListSource, _ head: [UInt8]) throws(Refusal) -> TextEncoding {
  guard !head.contains(0), (try? TextDecoder(.utf8).check(head)) != nil else { throw onlyOnce(source.name) }
  return .utf8
}

private func strictUTF8(_ source: ListSource) throws(Refusal) -> TextEncoding {
  guard try isValid(source, .utf8) else {
    throw unclear(
      source, "文件标明是 UTF-8，却夹有其他编码的文字", "the file says that it is UTF-8, but holds text in another encoding")
  }
  return .utf8
}

/// Text without a mark that holds zeros is UTF-16 when they stand on one side only: delimiters and line ends have them.
private func utf16(_ source: ListSource, _ head: [UInt8]) throws(Refusal) -> TextEncoding {
  var zeros = (even: 0, odd: 0)
  for (index, byte) in head.enumerated() where byte == 0 {
    if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
  }
  if zeros.even == 0 { return .utf16LittleEndian }
  if zeros.odd == 0 { return .utf16BigEndian }
  throw refusal(
    .listWrongFormat, file: source.name,
    Phrase("这不是文本文件，也不是 XLSX 表格", "this is neither a text file nor an XLSX workbook"),
    hint: saveAsUTF8)
}

private func isValid(_ source: ListSource, _ encoding: TextEncoding) throws(Refusal) -> Bool {
  let pieces = try source.pieces()
  let decoder = TextDecoder(encoding)
  do {
    while let piece = try pieces() { try decoder.check(piece) }
    try decoder.finish()
    return true
  } catch let error as Refusal {
    throw error
  } catch {
    return false
  }
}

private func refuseOnDoubt(_ source: ListSource) throws(Refusal) {
  guard try isValid(source, .gb18030) else {
    throw unclear(source, "文字编码不明：既不是 UTF-8，也不是 GB18030（GBK）", "the encoding is unclear: neither UTF-8 nor GB 18030")
  }
  let pieces = try source.pieces()
  var counter = GBCounter()
  while let piece = try pieces() { counter.count(piece) }
  if counter.replacements > 0 {
    throw unclear(
      source, "文件里有“锟斤拷”一类乱码，原来的文字已经丢失", "the file holds the debris of a wrong conversion (锟斤拷): text is lost")
  }
  // Common Chinese text stands almost wholly in GB 2312; Big5 and Shift_JIS read as GBK do not.
  if counter.pairs >= 8, counter.outsideGB2312 * 3 > counter.pairs {
    throw unclear(source, "文字编码不明，很可能不是 GB18030（GBK）", "the encoding is unclear, and probably not GB 18030")
  }
}

private func unclear(_ source: ListSource, _ chinese: String, _ english: String) -> Refusal {
  refusal(.listEncoding, file: source.name, Phrase(chinese, english), hint: saveAsUTF8)
}

/// Counts what speaks for and against a text being GB 18030.
private struct GBCounter {
  var pairs = 0
  var outsideGB2312 = 0
  var replacements = 0
  private var lead: UInt8?
  /// The last six bytes.
  private var recent: UInt64 = 0

  mutating func count(_ piece: [UInt8]) {
    for byte in piece {
      note(byte)
      if let first = lead {
        lead = nil
        if 0x30...0x39 ~= byte { continue }
        pairs += 1
        if byte < 0xA1 || first < 0xA1 || first > 0xF7 { outsideGB2312 += 1 }
      } else if byte >= 0x81 {
        lead = byte
      }
    }
  }

  /// U+FFFD twice in UTF-8, which reads as 锟斤拷.
  private mutating func note(_ byte: UInt8) {
    recent = recent << 8 & 0xFFFF_FFFF_FFFF | UInt64(byte)
    if recent == 0xEFBF_BDEF_BFBD { replacements += 1 }
  }
}
