import Diagnostics
import Foundation
import Templates

/// Where a run's files go.
struct Target: Sendable {
  enum Arrangement {
    /// A file for each record, in a folder or in a ZIP archive.
    case separate
    case archived
    /// All records in one file, paper after paper.
    case merged
    /// One paper about all of them.
    case batch
    /// A paper about each part of them.
    case parted
  }

  let arrangement: Arrangement
  /// The folder of separate files, or the path of the one file.
  let path: String
  /// The workbook of refused rows.
  let rejected: String

  /// - Parameter list: The list's digest, in hexadecimal.
  /// - Throws: `Refusal` when the request contradicts itself, or the folder cannot be made.
  init(_ request: GenerationRequest, form: FormTemplate, list: String) throws(Refusal) {
    let output = request.output
    arrangement =
      if form.subject == .batch {
        form.grouping.isEmpty ? .batch : .parted
      } else if request.isMerged {
        .merged
      } else {
        output.lowercased().hasSuffix(".zip") ? .archived : .separate
      }
    if let fault = Self.fault(request, arrangement) { throw Refusal(fault) }
    let isOneFile = arrangement == .merged || arrangement == .batch || arrangement == .parted
    let namesFile = arrangement == .archived || isOneFile && output.lowercased().hasSuffix(".\(request.kind.ending)")
    let folder = namesFile ? (output as NSString).deletingLastPathComponent : output
    if !folder.isEmpty { try makeFolder(folder) }
    let base = folder.isEmpty ? "." : folder
    let ending = request.shard.map { "-\($0.number)of\($0.count)" } ?? ""
    let whole = namesFile ? output : isOneFile ? "\(base)/\(form.id).\(request.kind.ending)" : base
    path = arrangement == .merged && request.shard != nil ? "\(whole.dropLast(4))\(ending).part" : whole
    // Processes that each get a part of a list through a pipe may share a folder.
    let part = request.list == "-" ? "-\(list.prefix(8))" : ""
    rejected = request.rejected ?? "\(base)/rejected\(ending)\(part).xlsx"
    var isFolder: ObjCBool = false
    if namesFile || isOneFile, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw Refusal(
        Finding(
          .error, .outputUnwritable, at: Place(file: path),
          Phrase("这是文件夹，不能写成文件", "this is a folder and cannot become a file"),
          hint: Phrase("换一个文件名", "take another name")))
    }
  }

  /// A form whose pages depend on more than its values, or with fields, cannot be prepared in parts.
  static let noParts = Finding(
    .error, .requestContradicts,
    Phrase("这种合订文件不能分片生成", "a merged file of this kind cannot be made in shards"),
    hint: Phrase("去掉 --merged 分别生成，或去掉 --shard", "leave out --merged, or --shard"))

  private static func fault(_ request: GenerationRequest, _ arrangement: Arrangement) -> Finding? {
    switch arrangement {
    case .batch where request.shard != nil, .parted where request.shard != nil:
      Finding(
        .error, .requestContradicts, Phrase("名册是一份文件，不能分片", "a paper about everyone cannot be cut into shards"),
        hint: Phrase("去掉 --shard", "leave --shard away"))
    case .batch where request.names != nil, .parted where request.names != nil,
      .merged where request.names != nil:
      Finding(
        .error, .requestContradicts, Phrase("只生成一个文件时，文件名由 --out 给出", "one file in all is named by --out"),
        hint: Phrase("去掉 --names", "leave --names away"))
    default: nil
    }
  }
}
