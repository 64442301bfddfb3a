private import CZip
package import Diagnostics

/// An open ZIP file, read entry by entry in pieces.
///
/// Names of entries are only ever compared, never used as paths, so that a name such as `../../x` can do nothing.
package final class ZIPArchive {
  let archive: OpaquePointer  // zip_t
  /// How many entries the directory lists.
  let count: Int
  /// The file itself, when it was handed in as bytes: libzip reads from them as long as it is open.
  private let bytes: UnsafeMutableRawBufferPointer?
  private let file: String?
  private let limits: ZIPLimits
  private var index: [String: UInt64] = [:]
  private var bytesGiven = 0

  /// Opens a ZIP file that is in memory.
  ///
  /// - Throws: `Refusal` when it is damaged, or lists more entries than the limits allow.
  package convenience init(untrustedBytes: [UInt8], file: String? = nil, limits: ZIPLimits = ZIPLimits())
    throws(Refusal)
  {
    try Self.requireDirectory(in: (Array(untrustedBytes.suffix(tailLength)), untrustedBytes.count), file, limits)
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, untrustedBytes.count), alignment: 1)
    copy.copyBytes(from: untrustedBytes)
    let source = zip_source_buffer_create(copy.baseAddress, UInt64(untrustedBytes.count), 0, nil)
    do throws(Refusal) {
      try self.init(source: source, bytes: copy, file: file, limits: limits)
    } catch {
      throw error
    }
  }

  /// Opens a ZIP file on disk; only what is asked for is read.
  ///
  /// - Parameter path: Where it lies; `file` is what places call it.
  /// - Throws: `Refusal` when it cannot be read, is damaged, or lists more entries than the limits allow.
  package convenience init(path: String, file: String? = nil, limits: ZIPLimits = ZIPLimits()) throws(Refusal) {
    try Self.requireDirectory(in: tail(ofFileAt: path), file, limits)
    let source = zip_source_file_create(path, 0, 0, nil)
    try self.init(source: source, bytes: nil, file: file, limits: limits)
  }

  /// Refuses a directory with more bytes than so many entries need, a kilobyte for each.
  private static func requireDirectory(
    in tail: (bytes: [UInt8], length: Int), _ file: String?, _ limits: ZIPLimits
  ) throws(Refusal) {
    let size = statedDirectorySize(untrustedTail: tail.bytes, of: tail.length)
    guard size > UInt64(limits.entries + 64) << 10 else { return }
    throw Refusal(
      Finding(
        .error, .zipTooLarge, at: Place(file: file), Phrase("压缩包的目录过大", "the archive's directory is too large")))
  }

  private init(
    source: OpaquePointer?, bytes: UnsafeMutableRawBufferPointer?, file: String?, limits: ZIPLimits
  ) throws(Refusal) {
    var failure = zip_error_t()
    defer { zip_error_fini(&failure) }
    // Only the directory counts here, so local headers that differ from it do no harm: `ZIP_CHECKCONS` would refuse
    // workbooks of honest programs that write them carelessly.
    guard let source, let opened = zip_open_from_source(source, CInt(ZIP_RDONLY), &failure) else {
      source.map { zip_source_free($0) }
      bytes?.deallocate()
      throw Refusal(Self.damaged(file))
    }
    archive = opened
    self.bytes = bytes
    self.file = file
    self.limits = limits
    count = max(0, Int(zip_get_num_entries(opened, 0)))
    guard count <= limits.entries else {
      throw Refusal(
        Finding(
          .error, .zipTooLarge, at: Place(file: file),
          Phrase("压缩包内文件过多（\(count) 个）", "the archive lists too many entries (\(count))")))
    }
    for position in 0..<UInt64(count) {
      guard let name = zip_get_name(opened, position, zip_flags_t(ZIP_FL_ENC_GUESS)) else { continue }
      let key = String(cString: name)
      if index[key] == nil { index[key] = position }
    }
  }

  deinit {
    zip_discard(archive)
    bytes?.deallocate()
  }

  /// The names of all entries, in no particular order.
  package var names: [String] { Array(index.keys) }

  /// Whether an entry has this very name.
  package func contains(_ name: String) -> Bool { index[name] != nil }

  /// How many bytes an entry says that it unpacks to; 0 where it says nothing.
  package func size(of name: String) -> Int {
    var status = zip_stat_t()
    guard let position = index[name], zip_stat_index(archive, position, 0, &status) == 0 else { return 0 }
    return Int(clamping: status.size)
  }

  /// Opens an entry for reading in pieces.
  ///
  /// - Returns: `nil` when there is no entry of that name.
  /// - Throws: `Refusal` when the entry is encrypted, damaged, or says of itself that it is larger than the limits allow.
  package func open(_ name: String) throws(Refusal) -> ZIPEntryReader? {
    guard let position = index[name] else { return nil }
    return try open(at: position, password: nil)
  }

  /// - Parameter password: Of an encrypted entry; without one it is refused.
  func open(at position: UInt64, password: String?) throws(Refusal) -> ZIPEntryReader {
    var status = zip_stat_t()
    guard zip_stat_index(archive, position, 0, &status) == 0 else { throw Refusal(Self.damaged(file)) }
    let isEncrypted = status.encryption_method != UInt16(ZIP_EM_NONE)
    guard !isEncrypted || password != nil else { throw Refusal(encrypted()) }
    guard status.size <= UInt64(limits.entryBytes) else { throw Refusal(tooLarge()) }
    let opened =
      isEncrypted
      ? zip_fopen_index_encrypted(archive, position, 0, password) : zip_fopen_index(archive, position, 0)
    guard let entry = opened else { throw Refusal(isEncrypted ? encrypted() : Self.damaged(file)) }
    return ZIPEntryReader(entry: entry, packed: Int(clamping: status.comp_size), archive: self)
  }

  /// Reads an entry whole.
  ///
  /// - Parameter limit: The most bytes that it may have.
  /// - Returns: `nil` when there is no entry of that name.
  package func read(_ name: String, limit: Int = 64 << 20) throws(Refusal) -> [UInt8]? {
    guard let reader = try open(name) else { return nil }
    var whole: [UInt8] = []
    while let piece = try reader.next() {
      whole += piece
      guard whole.count <= limit else { throw Refusal(tooLarge()) }
    }
    return whole
  }

  /// Counts what an entry has given; a lie in the directory about sizes is found here.
  fileprivate func account(_ count: Int, given: Int, packed: Int) throws(Refusal) {
    bytesGiven += count
    let tooDense = given > limits.denseFrom && given / max(1, packed) > limits.ratio
    guard given <= limits.entryBytes, bytesGiven <= limits.totalBytes, !tooDense else {
      throw Refusal(tooLarge())
    }
  }

  fileprivate func damagedEntry() -> Finding { Self.damaged(file) }

  func encrypted() -> Finding {
    Finding(
      .error, .zipEncrypted, at: Place(file: file), Phrase("文件有密码保护，无法读取", "the file is protected by a password"),
      hint: Phrase("去掉密码后另存再试", "save it without a password and try again"))
  }

  func tooLarge() -> Finding {
    Finding(
      .error, .zipTooLarge, at: Place(file: file),
      Phrase("压缩包解开后过大，可能是压缩炸弹，不予读取", "the archive unpacks to too much, as a bomb would; it is not read"),
      hint: Phrase("把名单拆成几个文件再试", "split the list into several files"))
  }

  private static func damaged(_ file: String?) -> Finding {
    Finding(
      .error, .zipDamaged, at: Place(file: file), Phrase("文件已损坏或不完整", "the file is damaged or not complete"),
      hint: Phrase("重新复制或另存一份再试", "copy it anew, or open it and save it again"))
  }
}

/// One entry, unpacked in pieces of 128 KiB.
package final class ZIPEntryReader {
  private let entry: OpaquePointer  // zip_file_t
  private let packed: Int
  private let archive: ZIPArchive
  private var given = 0

  fileprivate init(entry: OpaquePointer, packed: Int, archive: ZIPArchive) {
    self.entry = entry
    self.packed = packed
    self.archive = archive
  }

  deinit { zip_fclose(entry) }

  /// The next piece, or `nil` at the end.
  ///
  /// - Throws: `Refusal` when the data are damaged (the checksum is compared at the end) or exceed the limits.
  package func next() throws(Refusal) -> [UInt8]? {
    var count: Int64 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 128 << 10) { buffer, size in
      count = buffer.baseAddress.map { zip_fread(entry, $0, UInt64(buffer.count)) } ?? -1
      size = max(0, Int(count))
    }
    guard count >= 0 else { throw Refusal(archive.damagedEntry()) }
    given += piece.count
    try archive.account(piece.count, given: given, packed: packed)
    return piece.isEmpty ? nil : piece
  }
}
