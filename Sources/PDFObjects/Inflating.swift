private import CDeflate

/// Whether data of zlib's format (RFC 1950) are what was written: they come to their end, and the check sum at it holds.
///
/// Readers of PDF take what they get in either case. No data at all are whole: qpdf compresses empty streams to nothing.
///
/// - Parameter limit: Bytes that they may give; of data that give more nobody knows.
package func isWhole(zlib data: [UInt8], upTo limit: Int) -> Bool {
  guard !data.isEmpty else { return true }
  guard let decompressor = libdeflate_alloc_decompressor() else { return true }
  defer { libdeflate_free_decompressor(decompressor) }
  var room = min(limit, max(4 * data.count, 4_096))
  while true {
    let space = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    defer { space.deallocate() }
    // What stands behind the end, such as a line break, is no part of the data.
    var (taken, given) = (0, 0)
    switch libdeflate_zlib_decompress_ex(decompressor, data, data.count, space.baseAddress, room, &taken, &given) {
    case LIBDEFLATE_SUCCESS: return true
    case LIBDEFLATE_INSUFFICIENT_SPACE where room < limit: room = min(limit, 4 * room)
    case LIBDEFLATE_INSUFFICIENT_SPACE: return true
    default: return false
    }
  }
}
