/// The label of an XML file's encoding, in its declaration.
///
/// Files labelled GB2312 or GBK are written by programs that mean whatever their system holds, and 镕 or 㐂 stand in them all
/// the same. GB 18030 is a superset of both, so that reading them as such changes nothing else.
enum XMLEncoding {
  /// The declaration stands within this many bytes.
  static let longestDeclaration = 1024

  private static let partsOfGB18030: Set<String> = [
    "gb2312", "gb_2312-80", "gb2312-80", "csgb2312", "euc-cn", "gbk", "x-gbk", "cp936", "ms936", "windows-936",
    "gb13000", "gb18030-2000", "gb18030-2005", "gb18030-2022",
  ]

  /// Whether the declaration is whole, or there is none, in the beginning of a file.
  static func isDecided(_ head: [UInt8]) -> Bool {
    let start = Array("<?xml".utf8)
    guard head.count >= start.count else { return !start.starts(with: head) }
    return !head.starts(with: start) || head.count >= longestDeclaration || head.contains(UInt8(ascii: ">"))
  }

  /// The beginning of a file, labelled GB18030 where it was labelled as a part of that.
  static func relabelled(_ head: [UInt8]) -> [UInt8] {
    guard let label = label(in: head) else { return head }
    let word = String(decoding: head[label], as: UTF8.self).lowercased()
    guard partsOfGB18030.contains(word) else { return head }
    return head[..<label.lowerBound] + Array("GB18030".utf8) + head[label.upperBound...]
  }

  /// Where the label stands, without its quotes; only in files whose declaration is readable as ASCII.
  private static func label(in bytes: [UInt8]) -> Range<Int>? {
    guard bytes.starts(with: Array("<?xml".utf8)),
      let end = bytes.prefix(longestDeclaration).firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let declaration = bytes[..<end]
    guard let word = declaration.firstRange(of: Array("encoding".utf8)),
      let open = declaration[word.upperBound...].firstIndex(where: {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
      }),
      let close = declaration[(open + 1)...].firstIndex(of: declaration[open])
    else { return nil }
    return open + 1..<close
  }
}
