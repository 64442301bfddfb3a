/// How often a file was saved: the sections that its last `startxref` leads back to (ISO 32000-1, 7.5.6).
///
/// A linearized file, written in one piece, has two sections and counts as one. Counting `%%EOF` instead would count
/// those of PDFs carried inside.
///
/// - Returns: 1 at least; also where the chain is broken.
func countRevisions(_ bytes: DocumentBytes, isLinearized: Bool) -> Int {
  let sections = crossReferenceSections(bytes[...]).count
  return max(1, sections - (isLinearized && sections > 1 ? 1 : 0))
}

/// Where the cross-reference sections of a file stand, the last saved first: those that its last `startxref` leads to.
///
/// - Parameter bytes: A file, or its beginning up to where it was saved once.
func crossReferenceSections(_ bytes: Slice<DocumentBytes>) -> [Int] {
  guard let last = lastIndex(of: "startxref", in: bytes) else { return [] }
  // Offsets count from the header, which may stand behind some other bytes.
  let start = firstIndex(of: "%PDF-", in: bytes.prefix(1024)) ?? 0
  var sections: [Int] = []
  var visited: Set<Int> = []
  var next = integer(in: bytes, at: last + "startxref".utf8.count)
  while let offset = next, visited.count < 100_000 {
    let position = offset + start
    guard position < bytes.endIndex, let previous = previousSection(bytes, at: position) else { break }
    guard visited.insert(position).inserted else { break }
    sections.append(position)
    next = previous
  }
  return sections
}

/// - Returns: the `/Prev` of the section at a position; `.some(nil)` when it is the first; `nil` when there is no section.
private func previousSection(_ bytes: Slice<DocumentBytes>, at position: Int) -> Int?? {
  var index = skipSpace(bytes, position)
  if bytes[min(index, bytes.endIndex)...].starts(with: Array("xref".utf8)) {
    guard let trailer = firstIndex(of: "trailer", in: bytes[index...]) else { return nil }
    index = skipSpace(bytes, trailer + 7)
  } else {
    guard integer(in: bytes, at: index) != nil, let object = firstIndex(of: "obj", in: bytes[index...].prefix(64))
    else {
      return nil
    }
    index = skipSpace(bytes, object + 3)
  }
  guard bytes[min(index, bytes.endIndex)...].starts(with: Array("<<".utf8)) else { return nil }
  return .some(previous(in: bytes, dictionaryAt: index))
}

/// The number after `/Prev` in the outermost level of a dictionary. Strings and comments are passed over.
private func previous(in bytes: Slice<DocumentBytes>, dictionaryAt start: Int) -> Int? {
  var depth = 0
  var index = start
  while index < bytes.endIndex {
    switch bytes[index] {
    case UInt8(ascii: "<") where index + 1 < bytes.endIndex && bytes[index + 1] == UInt8(ascii: "<"):
      depth += 1
      index += 2
    case UInt8(ascii: ">") where index + 1 < bytes.endIndex && bytes[index + 1] == UInt8(ascii: ">"):
      depth -= 1
      index += 2
      if depth == 0 { return nil }
    case UInt8(ascii: "("): index = endOfString(bytes, index)
    case UInt8(ascii: "%"): while index < bytes.endIndex, bytes[index] != 10, bytes[index] != 13 { index += 1 }
    case UInt8(ascii: "/") where depth == 1 && bytes[index...].starts(with: Array("/Prev".utf8)):
      index += 5
      if let number = integer(in: bytes, at: index) { return number }
    default: index += 1
    }
  }
  return nil
}

/// Behind the literal string that begins at a position (ISO 32000-1, 7.3.4.2).
func endOfString(_ bytes: Slice<DocumentBytes>, _ start: Int) -> Int {
  var depth = 0
  var index = start
  while index < bytes.endIndex {
    switch bytes[index] {
    case UInt8(ascii: "\\"): index += 1
    case UInt8(ascii: "("): depth += 1
    case UInt8(ascii: ")"):
      depth -= 1
      if depth == 0 { return index + 1 }
    default: break
    }
    index += 1
  }
  return bytes.endIndex
}

func skipSpace(_ bytes: Slice<DocumentBytes>, _ start: Int) -> Int {
  var index = start
  while index < bytes.endIndex, [0, 9, 10, 12, 13, 32].contains(bytes[index]) { index += 1 }
  return index
}

private func integer(in bytes: Slice<DocumentBytes>, at start: Int) -> Int? {
  var index = skipSpace(bytes, start)
  let first = index
  var number = 0
  while index < bytes.endIndex, (0x30...0x39).contains(bytes[index]), index - first < 15 {
    number = number * 10 + Int(bytes[index] - 0x30)
    index += 1
  }
  return index == first ? nil : number
}
