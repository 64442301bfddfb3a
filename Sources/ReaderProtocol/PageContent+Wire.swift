/// Which pages are wanted, and what of them.
package struct PageWish: Sendable, Equatable {
  /// 1-based.
  package var first: Int
  package var count: Int
  /// Whether their codes and their ink are wanted too, for which they must be drawn.
  package var codes: Bool
  /// Whether their frames are wanted.
  package var frames: Bool

  package init(first: Int = 1, count: Int = 10_000_000, codes: Bool = true, frames: Bool = false) {
    self.first = first
    self.count = count
    self.codes = codes
    self.frames = frames
  }

  func write(to wire: inout WireWriter) {
    wire.put(first)
    wire.put(count)
    wire.put(codes)
    wire.put(frames)
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      first: try wire.integer(in: 1...10_000_000), count: try wire.integer(in: 1...10_000_000),
      codes: try wire.flag(), frames: try wire.flag())
  }
}

extension PageContent {
  func write(to wire: inout WireWriter) {
    wire.put(width)
    wire.put(height)
    wire.put(characters) { wire, character in
      wire.put(Int(character.scalar.value))
      character.box.write(to: &wire)
      wire.put(character.size)
    }
    wire.put(codes) { wire, code in
      wire.put(code.text)
      wire.put(code.corners) { $0.put($1) }
    }
    wire.put(pictureShare)
    wire.put(ink) { wire, ink in
      wire.put(ink.columns)
      wire.put(ink.rows)
      wire.put(ink.dotsPerInch)
      wire.put(ink.bits)
    }
    wire.put(frame) { $1.write(to: &$0) }
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      width: try wire.number(), height: try wire.number(),
      characters: try wire.list { (wire) throws(WireFault) in
        guard let scalar = Unicode.Scalar(UInt32(try wire.integer(in: 0...0x10FFFF))) else {
          throw WireFault.outOfRange
        }
        return Character(scalar: scalar, box: try Box(from: &wire), size: try wire.number())
      },
      codes: try wire.list { (wire) throws(WireFault) in
        let text = try wire.text()
        let corners = try wire.list { (wire) throws(WireFault) in try wire.number() }
        guard corners.count == 8 else { throw WireFault.outOfRange }
        return Code(text: text, corners: corners)
      },
      pictureShare: try wire.number(),
      ink: try wire.optional { (wire) throws(WireFault) in try PageInk(from: &wire) },
      frame: try wire.optional { (wire) throws(WireFault) in try PageFrame(from: &wire) })
    guard width > 0, height > 0, width < 1e6, height < 1e6, (0...1).contains(pictureShare) else {
      throw WireFault.outOfRange
    }
  }
}

extension PageContent.Box {
  fileprivate func write(to wire: inout WireWriter) {
    for number in [minX, minY, maxX, maxY] { wire.put(number) }
  }

  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    self.init(minX: try wire.number(), minY: try wire.number(), maxX: try wire.number(), maxY: try wire.number())
  }
}

extension PageInk {
  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    let columns = try wire.integer(in: 1...32_000)
    let rows = try wire.integer(in: 1...32_000)
    let dotsPerInch = try wire.number()
    guard let ink = PageInk(columns: columns, rows: rows, dotsPerInch: dotsPerInch, bits: try wire.block()) else {
      throw WireFault.outOfRange
    }
    self = ink
  }
}
