import Archives
import Diagnostics
import Digests
import Fonts
import Foundation
import PDFWriting

/// A part file on its way from paper to paper. Nothing in it is believed: it may have been cut off, or made by anyone.
final class PartReading {
  /// A paper as it was read.
  struct Paper {
    var position = 0
    var counts: [Int] = []
    var own: OwnPart
    var issued: [UInt8]?
  }

  let path: String
  let identity: RunIdentity
  private(set) var next: Paper?
  private let pieces: FilePieces
  private let faces: [FontFace]
  private let digest = GrowingSHA256()
  private var buffer: [UInt8] = []
  private var start = 0

  /// No honest paper is larger.
  private static let most = 64 << 20

  /// - Parameter faces: By whose places fonts are named.
  /// - Throws: `Refusal` when it is no part file, or damaged.
  init(path: String, faces: [FontFace]) throws(Refusal) {
    self.path = path
    self.faces = faces
    pieces = try FilePieces(path: path, name: path)
    var line: [UInt8] = []
    var byte: [UInt8] = []
    repeat {
      byte = try Self.take(1, &buffer, &start, pieces) ?? []
      line += byte
    } while byte.first.map({ $0 != 0x0A }) == true && line.count < 1 << 16
    guard byte == [0x0A], let identity = RunIdentity(jsonLine: String(decoding: line.dropLast(), as: UTF8.self)),
      identity.shard != nil
    else { throw Refusal(Self.damaged(path)) }
    self.identity = identity
    digest.append(line)
    try advance()
  }

  /// Goes on to the next paper; `next` is `nil` after the last.
  func advance() throws(Refusal) {
    let head = try take(4)
    let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    digest.append(head)
    guard length > 0 else {
      guard try take(32) == digest.digest else { throw Refusal(Self.damaged(path)) }
      return next = nil
    }
    guard length <= Self.most else { throw Refusal(Self.damaged(path)) }
    let bytes = try take(length)
    digest.append(bytes)
    var values = PartValues(bytes: bytes)
    guard let paper = values.paper(faces), paper.position > next?.position ?? -1 else {
      throw Refusal(Self.damaged(path))
    }
    next = paper
  }

  private func take(_ count: Int) throws(Refusal) -> [UInt8] {
    guard let bytes = try Self.take(count, &buffer, &start, pieces) else { throw Refusal(Self.damaged(path)) }
    return bytes
  }

  private static func take(
    _ count: Int, _ buffer: inout [UInt8], _ start: inout Int, _ pieces: FilePieces
  ) throws(Refusal) -> [UInt8]? {
    while buffer.count - start < count {
      buffer.removeFirst(start)
      start = 0
      guard let piece = try pieces.next() else { return nil }
      buffer += piece
    }
    defer { start += count }
    return Array(buffer[start..<start + count])
  }

  static func damaged(_ path: String) -> Finding {
    Finding(
      .error, .shardUnusable, at: Place(file: path), Phrase("不是完整的分片文件", "this is no whole part file"),
      hint: Phrase("再次运行这一份的 generate --merged --shard", "run generate --merged --shard for this share again"))
  }
}

/// Takes integers and blocks out of bytes, as long as there are any.
private struct PartValues {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// - Returns: `nil` when the bytes say something that cannot be.
  mutating func paper(_ faces: [FontFace]) -> PartReading.Paper? {
    var paper = PartReading.Paper(own: OwnPart(pages: [], fonts: []))
    guard let place = number(), let counts = list({ $0.number(atMost: 10_000) }),
      let pages = list({ values -> OwnPart.Content?? in
        guard let kind = values.number(atMost: 2), let data = values.block() else { return nil }
        return kind == 0 ? .some(nil) : OwnPart.Content(data: data, isDeflated: kind == 2)
      }), let fonts = list({ $0.font(faces) }), let isIssued = number(atMost: 1), let issued = block(),
      position == bytes.count
    else { return nil }
    paper.position = place
    paper.counts = counts
    paper.own = OwnPart(pages: pages, fonts: fonts)
    paper.issued = isIssued == 1 ? issued : nil
    return paper
  }

  private mutating func font(_ faces: [FontFace]) -> OwnPart.Font? {
    guard let face = number(atMost: faces.count - 1), let rank = number(atMost: 255),
      let glyphs = list({ $0.number(atMost: faces[face].glyphCount - 1) }),
      let clusters = list({ values -> (GlyphID, Unicode.Scalar, Unicode.Scalar?)? in
        guard let glyph = values.number(atMost: faces[face].glyphCount - 1),
          let base = values.number().flatMap({ Unicode.Scalar(UInt32($0)) }), let second = values.number()
        else { return nil }
        return (GlyphID(UInt16(glyph)), base, second == 0 ? nil : Unicode.Scalar(UInt32(second)))
      })
    else { return nil }
    return OwnPart.Font(
      face: faces[face], rank: rank, glyphs: glyphs.map { GlyphID(UInt16($0)) }, clusters: clusters)
  }

  private mutating func number(atMost most: Int = Int(UInt32.max)) -> Int? {
    guard bytes.count - position >= 4 else { return nil }
    let number = bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    position += 4
    return number <= most ? number : nil
  }

  private mutating func block() -> [UInt8]? {
    guard let count = number(atMost: bytes.count - position) else { return nil }
    guard count <= bytes.count - position else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  private mutating func list<Value>(_ value: (inout PartValues) -> Value?) -> [Value]? {
    guard let count = number(atMost: bytes.count) else { return nil }
    var values: [Value] = []
    for _ in 0..<count {
      guard let next = value(&self) else { return nil }
      values.append(next)
    }
    return values
  }
}
