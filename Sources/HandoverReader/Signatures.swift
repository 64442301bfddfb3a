import ReaderProtocol

/// What the signature fields state, and whether the signed bytes are the whole file.
struct Signatures {
  private(set) var signatures: [FormSignature] = []
  private(set) var notes: [FormNote] = []

  init(of form: FormReading, in file: QPDFFile, untrustedBytes: DocumentBytes) {
    for (field, leaves) in zip(form.fields, form.widgets) where field.type == .signature {
      guard let value = leaves.lazy.compactMap(\.inherited.value).first, let entries = file.dictionary(value) else {
        signatures.append(FormSignature(field: field.name, verdict: .unsigned))
        continue
      }
      let range = (file.array(entries["ByteRange"]) ?? []).compactMap { file.integer($0) }
      let contents = file.resolve(entries["Contents"]).string ?? []
      let covers = coversWholeFile(range, contents: contents, untrustedBytes)
      signatures.append(
        FormSignature(
          field: field.name, verdict: .unverifiable, coversWholeFile: covers, signer: file.text(entries["Name"]),
          time: file.text(entries["M"]).map { isoTime(pdfDate: $0) ?? $0 }, byteRange: Array(range.prefix(16))))
      if !covers { notes.append(FormNote(.signatureRange, field: field.name)) }
    }
  }
}

/// Whether two ranges are all of a file but for one hole, and the hole is the signature's `/Contents`, brackets and all.
private func coversWholeFile(_ range: [Int], contents: [UInt8], _ bytes: DocumentBytes) -> Bool {
  guard range.count == 4, range[0] == 0, range.allSatisfy({ (0...bytes.count).contains($0) }),
    range[1] + 2 <= range[2], range[2] + range[3] == bytes.count,
    bytes[range[1]] == UInt8(ascii: "<"), bytes[range[2] - 1] == UInt8(ascii: ">")
  else { return false }
  return hexDigits(bytes[range[1] + 1..<range[2] - 1]) == contents
}

private func hexDigits(_ digits: Slice<DocumentBytes>) -> [UInt8]? {
  var bytes: [UInt8] = []
  var high: UInt8?
  for digit in digits {
    guard let value = Character(Unicode.Scalar(digit)).hexDigitValue.map(UInt8.init) else { return nil }
    if let first = high {
      bytes.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  if let high { bytes.append(high << 4) }
  return bytes
}

/// `D:20200131120000+08'00'` as `2020-01-31T12:00:00+08:00`; parts that are left out begin at their first value
/// (ISO 32000-1, 7.9.4). `nil` when it is not such a date.
func isoTime(pdfDate: String) -> String? {
  var rest = Substring(pdfDate)
  if rest.hasPrefix("D:") { rest = rest.dropFirst(2) }
  let digits = rest.prefix { $0.isASCII && $0.isNumber }
  guard digits.count >= 4, digits.count <= 14, digits.count.isMultiple(of: 2) else { return nil }
  let padded = String(digits) + "00000101000000".dropFirst(digits.count)
  func part(_ start: Int, _ length: Int) -> Substring { padded.dropFirst(start).prefix(length) }
  let time = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))"
  rest = rest.dropFirst(digits.count)
  guard let sign = rest.first else { return time }
  if sign == "Z" { return time + "Z" }
  let offset = rest.dropFirst().filter { $0.isASCII && $0.isNumber }
  guard sign == "+" || sign == "-", offset.count == 2 || offset.count == 4 else { return nil }
  return time + "\(sign)\(offset.prefix(2)):\(offset.count == 4 ? offset.suffix(2) : "00")"
}
