private import Synchronization

/// From characters to glyphs of a list of faces, remembered.
///
/// Han text is set character by character, so this table is the whole of its shaping: one load for a character seen before.
/// Entries are filled in when first asked for, without locks: an entry is one word, and whoever computes it computes the same.
///
/// `@unchecked Sendable` is true because the only things that change are atomics.
final class GlyphTable: @unchecked Sendable {
  struct Entry {
    var face: Int
    var glyph: GlyphID
    /// In thousandths of the font size.
    var advance: Int
    /// Whether the character never joins the one before it and needs no shaping.
    var isPlain: Bool
  }

  private typealias Block = UnsafeMutablePointer<Atomic<UInt64>>
  private static let blockSize = 256
  private static let blockCount = 0x110000 / blockSize
  /// The word of a character that no face has; 0 is a character not asked for yet.
  private static let missing = UInt64.max
  private static let plain: UInt64 = 1 << 48

  /// The face of a plain character's word; `nil` for all others.
  static func plainFace(_ word: UInt64) -> Int? {
    word != missing && word & plain != 0 ? Int(word >> 32 & 0xFFFF) - 1 : nil
  }

  private let faces: [FontFace]
  private let blocks: UnsafeMutablePointer<Atomic<UnsafeMutableRawPointer?>>

  init(faces: [FontFace]) {
    self.faces = faces
    blocks = .allocate(capacity: Self.blockCount)
    for index in 0..<Self.blockCount { (blocks + index).initialize(to: Atomic(nil)) }
  }

  deinit {
    for index in 0..<Self.blockCount {
      if let block = blocks[index].load(ordering: .acquiring) { block.deallocate() }
    }
    blocks.deinitialize(count: Self.blockCount)
    blocks.deallocate()
  }

  /// The first face that has the character, and its glyph; `nil` when none has.
  subscript(_ scalar: Unicode.Scalar) -> Entry? {
    let word = word(of: scalar)
    guard word != Self.missing else { return nil }
    return Entry(
      face: Int(word >> 32 & 0xFFFF) - 1, glyph: GlyphID(UInt16(truncatingIfNeeded: word)),
      advance: Int(Int16(truncatingIfNeeded: word >> 16)), isPlain: word & Self.plain != 0)
  }

  /// Glyph, advance, face and whether it is plain in one word, from the lowest bits up: for those who look at many.
  @inline(__always)
  func word(of scalar: Unicode.Scalar) -> UInt64 {
    let place = block(Int(scalar.value) / Self.blockSize) + Int(scalar.value) % Self.blockSize
    var word = place.pointee.load(ordering: .relaxed)
    if word == 0 {
      word = resolve(scalar)
      place.pointee.store(word, ordering: .relaxed)
    }
    return word
  }

  private func block(_ index: Int) -> Block {
    if let block = blocks[index].load(ordering: .acquiring) {
      return block.assumingMemoryBound(to: Atomic<UInt64>.self)
    }
    let made = Block.allocate(capacity: Self.blockSize)
    for entry in 0..<Self.blockSize { (made + entry).initialize(to: Atomic(0)) }
    let (won, other) = blocks[index].compareExchange(
      expected: nil, desired: UnsafeMutableRawPointer(made), ordering: .acquiringAndReleasing)
    guard !won, let other else { return made }
    made.deallocate()
    return other.assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  private func resolve(_ scalar: Unicode.Scalar) -> UInt64 {
    for (index, face) in faces.enumerated() {
      guard let glyph = face.glyph(for: scalar) else { continue }
      let advance = Int16(clamping: face.thousandths(of: glyph))
      let word = UInt64(index + 1) << 32 | UInt64(UInt16(bitPattern: advance)) << 16 | UInt64(glyph.rawValue)
      return scalar.mayJoinPrevious || scalar.needsShaping ? word : word | Self.plain
    }
    return Self.missing
  }
}
