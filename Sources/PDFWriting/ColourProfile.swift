/// An ICC profile of sRGB, made from its definition (IEC 61966-2-1), so that no file of uncertain licence is shipped.
///
/// Version 4.2 (ICC.1:2004-10), which PDF 1.7 allows; the transfer curve is the exact one, as a function.
enum ColourProfile {
  static let bytes: [UInt8] = {
    let tags: [(String, [UInt8])] = [
      ("desc", unicode("sRGB")),
      ("cprt", unicode("CC0")),
      ("wtpt", xyz(0.9642, 1, 0.8249)),
      ("chad", chromaticAdaptation),
      ("rXYZ", xyz(0.43607, 0.22249, 0.01392)),
      ("gXYZ", xyz(0.38515, 0.71687, 0.09708)),
      ("bXYZ", xyz(0.14307, 0.06061, 0.71410)),
      ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
    ]
    var table = u32(tags.count)
    var data: [UInt8] = []
    let start = 128 + 4 + tags.count * 12
    var places: [[UInt8]: Int] = [:]
    for (name, value) in tags {
      // Tags of the same value share it.
      let place = places[value] ?? start + data.count
      if places[value] == nil {
        places[value] = place
        data += value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
      }
      table += Array(name.utf8) + u32(place) + u32(value.count)
    }
    return header(size: start + data.count) + table + data
  }()

  private static func header(size: Int) -> [UInt8] {
    var header = u32(size) + u32(0) + u32(0x0420_0000)
    header += Array("mntrRGB XYZ ".utf8)
    // The date of ICC.1:2004-10; a profile has to have one, and ours must not change.
    header += [2004, 10, 1, 0, 0, 0].flatMap { u16($0) }
    header += Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
    header += fixed(0.9642) + fixed(1) + fixed(0.8249)
    return header + [UInt8](repeating: 0, count: 128 - header.count)
  }

  /// Bradford, from D65 to D50.
  private static let chromaticAdaptation: [UInt8] =
    Array("sf32".utf8) + u32(0)
    + [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01708, -0.00925, 0.01508, 0.75168].flatMap { fixed($0) }

  /// Parametric curve of type 3: ((x + 0.055) / 1.055) ^ 2.4 from 0.04045 on, x / 12.92 below.
  private static let curve: [UInt8] =
    Array("para".utf8) + u32(0) + u16(3) + u16(0)
    + [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap { fixed($0) }

  private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
    Array("XYZ ".utf8) + u32(0) + fixed(x) + fixed(y) + fixed(z)
  }

  private static func unicode(_ text: String) -> [UInt8] {
    let units = text.utf16.flatMap { u16(Int($0)) }
    return Array("mluc".utf8) + u32(0) + u32(1) + u32(12) + Array("enUS".utf8) + u32(units.count) + u32(28) + units
  }

  private static func fixed(_ value: Double) -> [UInt8] { u32(Int((value * 65_536).rounded())) }
  private static func u32(_ value: Int) -> [UInt8] { u16(value >> 16) + u16(value) }
  private static func u16(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}
