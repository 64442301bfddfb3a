import Diagnostics
import XMLTrees

/// The strings of a workbook, held as bytes: a Swift string for each would take several times the room.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  init(file: String, source: XMLPullReader.Source) throws(Refusal) {
    let push = XMLPush(file: file)
    let sink = SharedStringsSink()
    try push.parse(source, to: sink)
    (bytes, ends) = (sink.bytes, sink.ends)
  }

  subscript(_ index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}

extension XMLPush {
  /// Parses a whole document.
  func parse(_ source: XMLPullReader.Source, to sink: any XMLEvents) throws(Refusal) {
    var isAtEnd = false
    while !isAtEnd {
      let piece = try source() ?? []
      isAtEnd = piece.isEmpty
      feed(piece, to: sink)
      guard findings.isEmpty else { throw Refusal(findings) }
    }
  }
}

/// Gathers the texts of `si` elements, one after the other.
private final class SharedStringsSink: XMLEvents {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  private var text = RichText()
  private var itemDepth: Int?

  func start(_ tag: borrowing XMLTag) {
    if itemDepth == nil {
      guard tag.isNamed("si") else { return }
      itemDepth = tag.depth
      text = RichText()
    } else {
      text.start(tag)
    }
  }

  func end(_ tag: borrowing XMLTag) {
    guard let itemDepth else { return }
    if tag.depth == itemDepth {
      text.finish(into: &bytes)
      ends.append(bytes.count)
      self.itemDepth = nil
    } else {
      text.end(tag)
    }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    if itemDepth != nil { self.text.take(text) }
  }
}

/// The text of an element that holds runs: those of its `t` elements joined, phonetic guides left out.
struct RichText {
  private var bytes: [UInt8] = []
  /// The open `t`, and the open `rPh` in which nothing counts.
  private var textDepth: Int?
  private var guideDepth: Int?

  mutating func start(_ tag: borrowing XMLTag) {
    guard guideDepth == nil, textDepth == nil else { return }
    if tag.isNamed("t") {
      textDepth = tag.depth
    } else if tag.isNamed("rPh") {
      guideDepth = tag.depth
    }
  }

  mutating func end(_ tag: borrowing XMLTag) {
    if textDepth == tag.depth { textDepth = nil }
    if guideDepth == tag.depth { guideDepth = nil }
  }

  mutating func take(_ text: UnsafeBufferPointer<UInt8>) {
    if textDepth != nil { bytes.append(contentsOf: text) }
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Puts the text, without escapes, behind some bytes.
  func finish(into target: inout [UInt8]) { appendWithoutEscapes(bytes, to: &target) }
}

/// Puts a text behind some bytes; `_x000D_` and its like stand for characters that XML cannot hold (ECMA-376 part 1,
/// 22.9.2.19).
func appendWithoutEscapes(_ text: [UInt8], to target: inout [UInt8]) {
  if text.contains(UInt8(ascii: "_")) {
    target += withoutEscapes(String(decoding: text, as: UTF8.self)).utf8
  } else {
    target += text
  }
}

/// `_x000D_` and its like stand for characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
private func withoutEscapes(_ text: String) -> String {
  guard text.contains("_x") else { return text }
  let units = Array(text.utf16)
  var result: [UInt16] = []
  var index = 0
  while index < units.count {
    if units[index] == 0x5F, index + 6 < units.count, units[index + 1] == 0x78, units[index + 6] == 0x5F,
      let value = UInt16(String(decoding: units[(index + 2)...(index + 5)], as: UTF16.self), radix: 16),
      units[index + 2] != 0x2B
    {
      result.append(value)
      index += 7
    } else {
      result.append(units[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF16.self)
}
