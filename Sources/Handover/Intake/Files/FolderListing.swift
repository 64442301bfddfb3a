import Charsets
private import Glibc

/// The files below a folder, by the bytes of their paths: not every name is UTF-8.
///
/// Links are not followed, wherever they lead; pipes and devices are no files.
struct FolderListing {
  /// In the order of their paths' bytes.
  private(set) var files: [[UInt8]] = []
  /// The names of what was passed over.
  private(set) var skipped: [String] = []
  private static let deepest = 100

  /// - Parameter own: A folder that is left out, by whatever name it is met: what we write is not read again.
  init(_ path: String, but own: String? = nil) {
    let own = own.flatMap { Self.identity(of: Array($0.utf8)) }
    var waiting = [(path: Array(path.utf8), depth: 0)]
    while let folder = waiting.popLast() {
      if let own, Self.identity(of: folder.path).map({ $0 == own }) == true { continue }
      for name in Self.names(in: folder.path) {
        let path = folder.path + (folder.path.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + name
        let shown = shownName(name)
        switch isNoise(shown) ? nil : Self.type(of: path) {
        case S_IFREG: files.append(path)
        case S_IFDIR where folder.depth < Self.deepest: waiting.append((path, folder.depth + 1))
        default: skipped.append(shown)
        }
      }
    }
    files.sort { $0.lexicographicallyPrecedes($1) }
    skipped.sort()
  }

  /// Whether a path is a folder, or a link to one.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path is a pipe, a socket or a device, or a link to one.
  static func isDevice(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// Bytes of a file; 0 when there is none.
  static func size(ofFileAt path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
  }

  /// - Returns: `nil` when it cannot be read or is larger than `limit`.
  static func contents(ofFileAt path: [UInt8], limit: Int) -> [UInt8]? {
    let descriptor = open(terminated(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      return nil
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    while bytes.count <= limit {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
    return nil
  }

  private static func identity(of path: [UInt8]) -> (dev_t, ino_t)? {
    var status = stat()
    return stat(terminated(path), &status) == 0 ? (status.st_dev, status.st_ino) : nil
  }

  private static func type(of path: [UInt8]) -> mode_t? {
    var status = stat()
    return lstat(terminated(path), &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func names(in folder: [UInt8]) -> [[UInt8]] {
    guard let stream = opendir(terminated(folder)) else { return [] }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  private static func terminated(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }
}
