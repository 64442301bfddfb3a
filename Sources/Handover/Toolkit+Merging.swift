import Archives
public import Diagnostics
import Digests
import Foundation

/// What became of the shards of a run.
public struct MergeAccount: Sendable, Hashable {
  /// Shards that were joined.
  public var shards = 0
  /// Files that stand in the output folder now.
  public var files = 0
  /// Pages in them.
  public var pages = 0
  /// Where they are listed, or the one file.
  public var path = ""
}

extension Toolkit {
  /// Joins the folders of a run's shards into what a whole run would have made: the same files, the same manifest.
  ///
  /// Files are linked where the folders lie on one disk, and copied otherwise; shards that were made into one folder are only
  /// joined in their books. The shards' folders stay as they are.
  ///
  /// - Parameters:
  ///   - folders: All shards' folders, in any order; several shards may share one.
  ///   - output: The folder for everything; may be one of them.
  /// - Throws: `Refusal` with everything that is wrong: a shard that is missing, unfinished, given twice or made from something
  ///   else, a file that is no longer as its shard noted it, a file in the way that is not ours.
  public static func merge(folders: [String], into output: String) throws(Refusal) -> MergeAccount {
    let shards = try ShardBooks.all(in: folders)
    try makeFolder(output)
    var whole = shards[0].identity
    whole.shard = nil
    let path = "\(output)/manifest.jsonl"
    let manifest = try WholeFile(path: path)
    try manifest.write(Array((whole.jsonLine + "\n").utf8))
    var account = MergeAccount(shards: shards.count, path: path)
    var findings: [Finding] = []
    var books: [ShardReading] = []
    for shard in shards { books.append(try ShardReading(shard)) }
    // The books are in the order of the list, each with its own rows.
    while let next = books.indices.min(by: { books[$0].number < books[$1].number }), let file = books[next].next {
      do throws(Refusal) {
        try file.bring(from: books[next].folder, to: output)
        try manifest.write(Array((file.jsonLine + "\n").utf8))
        account.files += 1
        account.pages += file.pages
      } catch { findings += error.findings }
      try books[next].advance()
    }
    guard findings.isEmpty else { throw Refusal(findings) }
    try manifest.commit()
    for shard in shards where isSameFolder(shard.folder, output) { unlink(shard.path) }
    return account
  }
}

/// The manifest of one shard.
private struct ShardBooks {
  let path: String
  let folder: String
  let shard: Shard
  let identity: RunIdentity

  /// The manifests in some folders, one for each shard of one run.
  static func all(in folders: [String]) throws(Refusal) -> [ShardBooks] {
    var books: [ShardBooks] = []
    var findings: [Finding] = []
    for folder in folders {
      let found = try inFolder(folder, &findings)
      if found.isEmpty, findings.isEmpty {
        findings.append(
          fault(
            folder, "这里没有分片的清单（manifest-1of3.jsonl 之类）",
            "there is no shard's manifest here (such as manifest-1of3.jsonl)",
            hint: Phrase(
              "分片由 generate --shard 生成；未完成的分片请再次运行",
              "generate --shard makes shards; run those that are not finished again")))
      }
      books += found
    }
    books.sort { ($0.shard.number, $0.path) < ($1.shard.number, $1.path) }
    if findings.isEmpty { findings = faults(in: books.map { ($0.path, $0.identity) }) }
    guard findings.isEmpty, !books.isEmpty else { throw Refusal(findings) }
    return books
  }

  private static func inFolder(_ folder: String, _ findings: inout [Finding]) throws(Refusal) -> [ShardBooks] {
    var books: [ShardBooks] = []
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
      if name.hasPrefix(".handover-run-") {
        findings.append(
          fault(
            "\(folder)/\(name)", "这一份还没有完成", "this shard is not finished",
            hint: Phrase("再次运行它的命令", "run its command again")))
      }
      guard name.hasPrefix("manifest-"), name.hasSuffix(".jsonl") else { continue }
      var lines = try FileLines(path: "\(folder)/\(name)")
      guard let head = try lines.next(), let identity = RunIdentity(jsonLine: String(decoding: head, as: UTF8.self)),
        let shard = identity.shard.flatMap({ Shard($0) })
      else { continue }
      books.append(ShardBooks(path: "\(folder)/\(name)", folder: folder, shard: shard, identity: identity))
    }
    return books
  }
}

/// What keeps shards from making a whole: one of another run, one that is missing, one that is there twice.
func faults(in shards: [(path: String, identity: RunIdentity)]) -> [Finding] {
  guard let first = shards.first, let count = first.identity.shard.flatMap({ Shard($0) })?.count else { return [] }
  var findings: [Finding] = []
  for shard in shards.dropFirst() {
    var differences = shard.identity.differences(from: first.identity).filter { $0.chinese != "分片" }
    if shard.identity.shard.flatMap({ Shard($0) })?.count != count {
      differences.append(Phrase("份数", "the number of shards"))
    }
    guard !differences.isEmpty else { continue }
    findings.append(
      fault(
        shard.path, "与 \(first.path) 不是同一次生成：\(differences.map(\.chinese).joined(separator: "、"))",
        "is not of the same run as \(first.path): \(differences.map(\.english).joined(separator: ", ")) differ"))
  }
  // Which are missing is only clear when all are of one run.
  guard findings.isEmpty else { return findings }
  for number in 1...count {
    let same = shards.filter { $0.identity.shard == "\(number)/\(count)" }
    guard same.count != 1 else { continue }
    findings.append(
      fault(
        same.last?.path, same.isEmpty ? "缺少第 \(number) 份" : "第 \(number) 份给了两次",
        same.isEmpty ? "shard \(number) is missing" : "shard \(number) is given twice"))
  }
  return findings
}

/// A shard's manifest on its way from line to line.
private final class ShardReading {
  let folder: String
  private(set) var next: PrintedFile?
  private let path: String
  private var lines: FileLines

  /// Where the next file belongs; behind everything at the end.
  var number: Int { next?.number ?? Int.max }

  init(_ books: ShardBooks) throws(Refusal) {
    folder = books.folder
    path = books.path
    lines = try FileLines(path: path)
    _ = try lines.next()
    try advance()
  }

  func advance() throws(Refusal) {
    guard let line = try lines.next() else { return next = nil }
    guard let file = try? JSONDecoder().decode(PrintedFile.self, from: Data(line)), file.staysInside else {
      throw Refusal(fault(path, "清单已损坏", "the manifest is damaged"))
    }
    next = file
  }
}

extension PrintedFile {
  /// Puts the file into another folder, after a look at whether it is as it was noted.
  fileprivate func bring(from folder: String, to output: String) throws(Refusal) {
    let (source, target) = ("\(folder)/\(file)", "\(output)/\(self.file)")
    let content = try contents(of: source)
    guard content.count == bytes, hexadecimal(Digests.sha256(content)) == sha256 else {
      throw Refusal(
        fault(
          source, "这个文件与清单所记不同", "this file is not as the manifest notes it",
          hint: Phrase("再次运行这一份的命令，会重新生成", "run the shard's command again: it makes the file anew")))
    }
    guard !isSameFolder(folder, output) else { return }
    if file.contains("/") { try makeFolder((target as NSString).deletingLastPathComponent) }
    guard link(source, target) != 0 else { return }
    guard (try? contents(of: target)) != content else { return }
    try writeWhole(content, to: target, existing: .kept)
  }
}

private func isSameFolder(_ a: String, _ b: String) -> Bool {
  URL(fileURLWithPath: a).resolvingSymlinksInPath().standardized
    == URL(fileURLWithPath: b).resolvingSymlinksInPath().standardized
}

func fault(_ path: String?, _ chinese: String, _ english: String, hint: Phrase? = nil) -> Finding {
  Finding(.error, .shardUnusable, at: Place(file: path), Phrase(chinese, english), hint: hint)
}
