package import Diagnostics
private import Glibc

/// A file that appears whole or not at all: written without a name, or under a name aside, and named at the end.
///
/// Dropping it without `commit()` takes away what was written. Where the file system can hold files without a name
/// (`O_TMPFILE`), a killed process leaves nothing behind either; elsewhere it leaves a hidden file that
/// `removeLeftovers(in:)` finds.
package final class WholeFile {
  /// What becomes of a file that stands at the path already.
  package enum Existing: Sendable {
    /// It gives way in one step.
    case replaced
    /// It gives way in one step, unless it holds the same bytes: then it is not touched at all.
    case replacedUnlessEqual
    /// It stays, and `commit()` throws.
    case kept
  }

  /// Where the content can be written by libraries that take a path.
  package let temporaryPath: String
  private let path: String
  private let existing: Existing
  private var descriptor: CInt
  /// The name aside, if it has one.
  private var aside: String?
  private var isCommitted = false

  /// Begins a file.
  ///
  /// - Throws: `Refusal` when the folder is missing or not writable.
  package init(path: String, existing: Existing = .replaced) throws(Refusal) {
    self.path = path
    self.existing = existing
    let folder = Self.folder(of: path)
    descriptor = open(folder, O_WRONLY | Self.withoutName | O_CLOEXEC, 0o666)
    if descriptor >= 0 {
      temporaryPath = "/proc/self/fd/\(descriptor)"
      return
    }
    var attempt = 0
    var candidate: String
    repeat {
      candidate = Self.name(aside: path, attempt)
      descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      attempt += 1
    } while descriptor < 0 && errno == EEXIST && attempt < 1000
    temporaryPath = candidate
    guard descriptor >= 0 else { throw Refusal(unwritable(path)) }
    aside = candidate
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted, let aside { unlink(aside) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `Refusal` when the disk is full or fails.
  package func write(_ bytes: [UInt8]) throws(Refusal) {
    guard writeAll(bytes, to: descriptor) else { throw Refusal(unwritable(path)) }
  }

  /// Gives the file its name.
  ///
  /// Not synced to the disk: a name given at the end keeps the promise over a killed process, and thousands of syncs would be
  /// slow. What must hold over a loss of power is verified by whoever goes on with the work.
  ///
  /// - Throws: `Refusal` when that fails, or a file stands there that is to be kept; then that file still stands.
  package func commit() throws(Refusal) {
    if existing == .replacedUnlessEqual, haveSameContent(temporaryPath, path) { return }
    if aside == nil {
      if link(temporaryPath, as: path) { return isCommitted = true }
      guard errno == EEXIST else { throw Refusal(unwritable(path)) }
      guard existing != .kept else { throw Refusal(Self.inTheWay(path)) }
      // Only a file with a name can take the place of another in one step.
      let candidate = Self.name(aside: path, 0)
      guard link(temporaryPath, as: candidate) else { throw Refusal(unwritable(path)) }
      aside = candidate
    }
    guard let aside else { return }
    switch existing {
    case .replaced, .replacedUnlessEqual:
      guard rename(aside, path) == 0 else { throw Refusal(unwritable(path)) }
    case .kept:
      guard link(aside, as: path) else {
        throw Refusal(errno == EEXIST ? Self.inTheWay(path) : unwritable(path))
      }
      unlink(aside)
    }
    isCommitted = true
  }

  private func link(_ from: String, as name: String) -> Bool {
    linkat(AT_FDCWD, from, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
  }

  /// `O_TMPFILE`, whose macro does not reach Swift: the flag of its own, and that the path is a folder.
  private static let withoutName = 0o20000000 | O_DIRECTORY

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(aside path: String, _ attempt: Int) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    return "\(path[..<start]).\(path[start...]).\(host).\(getpid()).\(attempt).part"
  }

  /// Folders may be shared by machines, and a process is only known to its own.
  private static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let text = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    return String(text.map { $0 == "." || $0 == "/" ? "-" : $0 })
  }()

  private static func inTheWay(_ path: String) -> Finding {
    Finding(
      .error, .fileExists, at: Place(file: path),
      Phrase("同名文件已存在，不是本次生成的，没有覆盖", "a file of this name stands there that is not ours; it was not overwritten"),
      hint: Phrase("移走或改名该文件，或换一个输出文件夹", "move or rename it, or take another output folder"))
  }
}

extension WholeFile {
  /// Takes away what killed processes of this machine left in a folder: hidden files named as only this type names them, whose
  /// process is gone.
  package static func removeLeftovers(in folder: String) {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let parts = name.split(separator: ".")
      guard name.hasPrefix("."), parts.count >= 5, parts.last == "part", Int(parts[parts.count - 2]) != nil,
        parts[parts.count - 4] == host, let process = pid_t(parts[parts.count - 3]), kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      unlink("\(folder)/\(name)")
    }
  }
}

/// Writes a file whole or not at all.
package func writeWhole(
  _ bytes: [UInt8], to path: String, existing: WholeFile.Existing = .replaced
) throws(Refusal) {
  let file = try WholeFile(path: path, existing: existing)
  try file.write(bytes)
  try file.commit()
}

/// Whether two regular files hold the same bytes.
private func haveSameContent(_ a: String, _ b: String) -> Bool {
  guard let one = try? FilePieces(path: a, name: a), let two = try? FilePieces(path: b, name: b),
    one.size == two.size
  else { return false }
  while let piece = try? one.next() {
    guard let other = try? two.next(), piece == other else { return false }
  }
  return true
}

/// - Returns: Whether all bytes were taken.
func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var offset = 0
    while offset < buffer.count {
      let count = write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }
}
