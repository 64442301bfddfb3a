import Glibc

/// The files that a run is asked to read.
enum IntakeFiles {
  /// Every file below some paths, in order of their paths; folders that cannot be opened count as files, so that they get an answer.
  ///
  /// - Parameter skipped: A folder that is left out: what we write is not read again.
  static func all(below paths: [String], skipping skipped: String?) -> [String] {
    let own = skipped.flatMap(Identity.init)
    var files: [String] = []
    for path in paths { collect(path, depth: 0, own, &files) }
    var seen: Set<String> = []
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.filter { seen.insert($0).inserted }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Folders in folders; deeper ones are a loop or a trap.
  private static let deepest = 60

  private static func collect(_ path: String, depth: Int, _ own: Identity?, _ files: inout [String]) {
    guard isFolder(path), !(depth > 0 && isLink(path)) else { return files.append(path) }
    guard Identity(path) != own || own == nil else { return }
    guard depth < deepest, let directory = opendir(path) else { return files.append(path) }
    defer { closedir(directory) }
    let head = path.hasSuffix("/") ? path : path + "/"
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { collect(head + name, depth: depth + 1, own, &files) }
    }
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Which folder it is, by whatever name.
  private struct Identity: Equatable {
    var device: UInt
    var number: UInt

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
    }
  }
}
