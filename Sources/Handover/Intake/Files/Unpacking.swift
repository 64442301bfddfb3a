import Archives
import Diagnostics
import IsolatedReading
import ReaderProtocol

/// Takes one file apart, and what is found in it, as deep as the limits allow.
struct Unpacking {
  private let containers: Containers
  private let take: Containers.Sink
  /// Bytes and files that may still be unpacked.
  private var bytesLeft: Int
  private var filesLeft: Int

  init(_ containers: Containers, take: @escaping Containers.Sink) {
    self.containers = containers
    self.take = take
    bytesLeft = containers.limits.total
    filesLeft = containers.limits.files
  }

  private var limits: ContainerLimits { containers.limits }

  /// A file in memory.
  ///
  /// - Parameter depth: How many containers stand around it.
  mutating func item(_ untrustedBytes: consuming [UInt8], _ name: String, depth: Int) throws {
    let kind = FileKind.of(untrustedBytes: untrustedBytes)
    guard kind == .zip || kind == .email else {
      let refusal = kind.refusal(at: Place(file: name))
      return try take(ReturnedItem(name: name, content: .bytes(untrustedBytes), kind: kind, refusal: refusal))
    }
    guard depth < limits.depth else { return try refuse(name, kind, tooDeep(name)) }
    let bytes = untrustedBytes
    guard bytes.count <= limits.inner else { return try refuse(name, kind, Reason.tooLarge.finding.at(file: name)) }
    if kind == .email {
      return try mail(name, depth: depth + 1) { () throws(FileFault) in try ReturnedDocument(untrustedBytes: bytes) }
    }
    try archive(name, kind, depth: depth + 1) { (limits) throws(Refusal) in
      try ZIPArchive(untrustedBytes: bytes, file: name, limits: limits)
    }
  }

  private func refuse(_ name: String, _ kind: FileKind, _ refusal: Finding) throws {
    try take(ReturnedItem(name: name, content: .withheld, kind: kind, refusal: refusal))
  }

  // MARK: Archives

  mutating func archive(
    _ name: String, _ kind: FileKind, depth: Int, open: (ZIPLimits) throws(Refusal) -> ZIPArchive
  ) throws {
    let archive: ZIPArchive
    do throws(Refusal) {
      archive = try open(
        ZIPLimits(
          entries: limits.files, entryBytes: limits.item, totalBytes: max(0, bytesLeft), ratio: 200, denseFrom: 1 << 20)
      )
    } catch {
      return try refuse(name, kind, refusal(error, at: name))
    }
    let all = archive.entries.filter { !$0.isFolder }
    let noise = all.filter { isNoise($0.name) }
    if !noise.isEmpty { containers.report(containers.skipped(noise.map { shownName($0.name) }, at: Place(file: name))) }
    let entries = all.filter { !isNoise($0.name) }.sorted { ($0.name, $0.position) < ($1.name, $1.position) }
    if entries.isEmpty { try refuse(name, kind, empty(name)) }
    var shown = ShownNames(in: name)
    for entry in entries where !(try self.entry(entry, of: archive, shown.next(entry.name), depth: depth)) {
      return
    }
  }

  /// - Returns: Whether the archive may be read further.
  private mutating func entry(_ entry: ZIPEntry, of archive: ZIPArchive, _ name: String, depth: Int) throws -> Bool {
    guard mayTakeOneMore() else {
      try refuse(name, .unknown, bomb(name))
      return false
    }
    guard entry.size <= limits.item else {
      try refuse(name, .unknown, Reason.tooLarge.finding.at(file: name))
      return true
    }
    let bytes: [UInt8]
    do throws(Refusal) {
      bytes = try archive.read(entry, passwords: containers.passwords, limit: min(limits.item, bytesLeft))
    } catch {
      let refusal = refusal(error, at: name)
      try refuse(name, .unknown, refusal)
      return refusal.code != .archiveBomb
    }
    bytesLeft -= bytes.count
    try item(bytes, name, depth: depth)
    return true
  }

  private mutating func mayTakeOneMore() -> Bool {
    filesLeft -= 1
    return filesLeft >= 0 && bytesLeft > 0
  }

  // MARK: Mails

  mutating func mail(_ name: String, depth: Int, open: () throws(FileFault) -> ReturnedDocument) throws {
    let mail: UnpackedMail
    do throws(FileFault) {
      mail = containers.unpackMail(try open())
    } catch {
      return try refuse(name, .email, error.reason.finding.at(file: name))
    }
    mail.findings.forEach { containers.report($0.at(file: name)) }
    if let refusal = mail.refusal { return try refuse(name, .email, refusal.at(file: name)) }
    if mail.files.isEmpty { return try refuse(name, .email, empty(mail: name)) }
    var shown = ShownNames(in: name)
    for (number, file) in mail.files.enumerated() {
      guard mayTakeOneMore(), file.bytes.count <= bytesLeft else { return try refuse(name, .email, bomb(name)) }
      bytesLeft -= file.bytes.count
      try item(file.bytes, shown.next(file.name ?? "\(number + 1)"), depth: depth)
    }
  }

  // MARK: Refusals

  private func refusal(_ error: Refusal, at name: String) -> Finding {
    switch error.findings.first?.code {
    case .zipEncrypted: (containers.passwords.isEmpty ? Reason.encrypted : .wrongPassword).finding.at(file: name)
    case .zipTooLarge, .archiveBomb: bomb(name)
    default: Reason.damaged.finding.at(file: name)
    }
  }

  private func bomb(_ name: String) -> Finding {
    Finding(
      .error, .archiveBomb, at: Place(file: name),
      Phrase("压缩包内容过多或解开后过大，其余部分不再读取", "the archive holds or unpacks to too much; the rest of it is not read"),
      hint: Phrase("请分成几个小的压缩包，或直接交文件", "send several smaller archives, or the files themselves"))
  }

  private func tooDeep(_ name: String) -> Finding {
    Finding(
      .error, .archiveTooDeep, at: Place(file: name),
      Phrase("压缩包套压缩包超过 \(limits.depth) 层，不再解开", "archives stand more than \(limits.depth) deep in one another"),
      hint: Phrase("请解开后直接交文件", "unpack them and send the files"))
  }

  private func empty(_ name: String) -> Finding {
    Finding(.error, .archiveEmpty, at: Place(file: name), Phrase("压缩包里没有文件", "the archive holds no files"))
  }

  private func empty(mail name: String) -> Finding {
    Finding(
      .error, .mailEmpty, at: Place(file: name),
      Phrase("邮件没有附件；正文不作为数据读取", "the mail carries no files; what it says in words is no data"))
  }
}
