private import CQREncode

/// A QR code's modules, one bit each (ISO/IEC 18004): 1 is black, the leftmost is highest, every row begins a new byte.
struct QRSymbol: Hashable {
  /// Modules to a row.
  let side: Int
  var rows: [UInt8]
  /// Where data and error correction stand; the rest is finders, timing and format.
  private let content: [UInt8]

  /// What characters a code of the compact alphabet can say, by their values (ISO/IEC 18004, 7.3.4).
  static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  /// Encodes a text, with the mask that libqrencode finds best. Level M restores about 15 % of a smudged code.
  ///
  /// Characters outside the compact alphabet make the whole text one of bytes.
  init?(_ text: [UInt8]) {
    guard let input = QRinput_new2(0, QR_ECLEVEL_M) else { return nil }
    defer { QRinput_free(input) }
    let isCompact = text.allSatisfy(Self.alphabet.contains)
    guard QRinput_append(input, isCompact ? QR_MODE_AN : QR_MODE_8, CInt(text.count), text) == 0,
      let code = QRcode_encodeInput(input)
    else { return nil }
    defer { QRcode_free(code) }
    let side = Int(code.pointee.width)
    guard side > 0, let modules = code.pointee.data else { return nil }
    self.side = side
    let bytesToRow = (side + 7) / 8
    var rows = [UInt8](repeating: 0, count: side * bytesToRow)
    var content = rows
    for row in 0..<side {
      for column in 0..<side {
        let module = modules[row * side + column]
        let (byte, bit) = (row * bytesToRow + column / 8, UInt8(0x80) >> UInt8(column % 8))
        if module & 1 != 0 { rows[byte] |= bit }
        // qrencode.h: the highest bit says that a module is no data.
        if module & 0x80 == 0 { content[byte] |= bit }
      }
    }
    self.rows = rows
    self.content = content
  }

  /// Whether a module is black.
  subscript(row: Int, column: Int) -> Bool {
    rows[row * ((side + 7) / 8) + column / 8] & (0x80 >> UInt8(column % 8)) != 0
  }

  /// Which of the eight masks lies over the data, as its format information says (ISO/IEC 18004, 7.9).
  var mask: Int {
    let bits = (0..<3).reduce(0) { $0 | (self[side - 5 + $1, 8] ? 1 << $1 : 0) }
    return bits ^ 0b101
  }

  /// The data without its mask, and nothing else: 0 wherever a module is no data.
  ///
  /// For codes of one size and as many characters this is linear over single bits: the data of `a` and `b` added is the data of
  /// both added, error correction and all, since its code is linear too.
  var unmaskedContent: [UInt8] {
    var unmasked = rows
    let mask = mask
    let bytesToRow = (side + 7) / 8
    for row in 0..<side {
      for column in 0..<side where Self.isInverted(row, column, by: mask) {
        unmasked[row * bytesToRow + column / 8] ^= 0x80 >> UInt8(column % 8)
      }
    }
    for index in unmasked.indices { unmasked[index] &= content[index] }
    return unmasked
  }

  /// ISO/IEC 18004, table 10.
  private static func isInverted(_ i: Int, _ j: Int, by mask: Int) -> Bool {
    switch mask {
    case 0: (i + j) % 2 == 0
    case 1: i % 2 == 0
    case 2: j % 3 == 0
    case 3: (i + j) % 3 == 0
    case 4: (i / 2 + j / 3) % 2 == 0
    case 5: i * j % 2 + i * j % 3 == 0
    case 6: (i * j % 2 + i * j % 3) % 2 == 0
    default: (i * j % 3 + (i + j) % 2) % 2 == 0
    }
  }
}
