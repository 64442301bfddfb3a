import Diagnostics
import Foundation

/// A file that a run has made: a line of its manifest.
public struct PrintedFile: Sendable, Hashable, Codable {
  /// The row in the list, from 1; `nil` for a file of many papers.
  public var number: Int?
  /// What the paper's code says, by which it is found again.
  public var key: String?
  /// Relative to the output folder.
  public var file: String
  /// Papers in it.
  public var papers: Int
  /// Pages in it.
  public var pages: Int
  /// Its size.
  public var bytes: Int
  /// SHA-256 of its content, in lower-case hexadecimal.
  public var sha256: String

  /// The line of JSON that stands for it in `manifest.jsonl`, without the line's end.
  public var jsonLine: String {
    var line = "{"
    if let number { line += "\"number\":\(number)," }
    if let key { line += "\"key\":\"\(key)\"," }
    return line
      + "\"file\":\(Self.quoted(file)),\"papers\":\(papers),\"pages\":\(pages),\"bytes\":\(bytes),\"sha256\":\"\(sha256)\"}"
  }

  /// Whether its name can lead nowhere but into the output folder: a manifest may have been written by anyone.
  var staysInside: Bool {
    !file.isEmpty && !file.hasPrefix("/") && !file.contains("\0") && !file.split(separator: "/").contains("..")
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<"\u{20}":
        quoted += "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
        quoted += String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// What a run was made from: two runs of one identity make the same files.
struct RunIdentity: Sendable, Hashable, Codable {
  /// The version of this program's output.
  var handover: String
  /// Profile and form, its version, and the kind of paper.
  var form: String
  var version: String
  var kind: String
  /// Digests of the list; of templates, dictionary and fonts; and of the values that hold for all.
  var list: String
  var templates: String
  var settings: String
  /// The pattern of file names, and which share of the list.
  var names: String
  var shard: String?
  /// The name of a run that several processes share.
  var run: String?
  /// The day that dates are judged by: a run that is resumed the next day goes on with the day on which it began.
  var today: String

  /// The line of JSON at the head of a manifest, without the line's end.
  var jsonLine: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(["run": self])) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }

  init?(jsonLine: String) {
    guard let read = try? JSONDecoder().decode([String: RunIdentity].self, from: Data(jsonLine.utf8)),
      let run = read["run"]
    else { return nil }
    self = run
  }

  init(
    handover: String, form: String, version: String, kind: String, list: String, templates: String, settings: String,
    names: String, shard: String?, run: String?, today: String
  ) {
    self.handover = handover
    self.form = form
    self.version = version
    self.kind = kind
    self.list = list
    self.templates = templates
    self.settings = settings
    self.names = names
    self.shard = shard
    self.run = run
    self.today = today
  }

  /// What the keys in papers' codes are drawn from.
  var keySeed: [UInt8] { Array((run ?? list).utf8) }

  /// What differs from another run, for people. The day is no difference: it is taken over.
  func differences(from other: RunIdentity) -> [Phrase] {
    var differences: [Phrase] = []
    if handover != other.handover { differences.append(Phrase("程序版本", "the program's version")) }
    if form != other.form || version != other.version { differences.append(Phrase("表格", "the form")) }
    if kind != other.kind { differences.append(Phrase("输出种类", "the kind of output")) }
    if list != other.list { differences.append(Phrase("名单内容", "the list")) }
    if templates != other.templates { differences.append(Phrase("模板、字典或字体", "templates, dictionary or fonts")) }
    if settings != other.settings { differences.append(Phrase("--set 的值", "the values of --set")) }
    if names != other.names { differences.append(Phrase("文件名模式", "the pattern of names")) }
    if run != other.run { differences.append(Phrase("批名", "the name of the run")) }
    if shard != other.shard { differences.append(Phrase("分片", "the shard")) }
    return differences
  }
}
