import Archives
public import Diagnostics
import RecordWriting
public import Records

extension Toolkit {
  /// Writes records to a file whose name says the format: `.json`, `.jsonl`, `.xml`, `.csv`, `.xlsx`.
  ///
  /// A batch is written as it is where the format knows groups (JSON, XML), and as its people where there is only a table.
  ///
  /// - Throws: `Refusal` for an unknown ending, or when the file cannot be written; then none appears.
  public func write(_ records: [Record], to path: String) throws(Refusal) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = ListFileFormat(rawValue: ending) else {
      throw Refusal(
        Finding(
          .error, .outputUnwritable, at: Place(file: path), Phrase("不认识的文件后缀", "unknown file ending"),
          hint: Phrase("可用：.json .jsonl .xml .csv .xlsx", "one of .json .jsonl .xml .csv .xlsx")))
    }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolder(String(path[..<slash])) }
    let isTable = format == .csv || format == .xlsx
    let rows = isTable ? records.flatMap { $0.groups[.people] ?? [$0] } : records
    try writeList(rows, to: path, format: format, dictionary: dictionary)
  }
}

extension Toolkit {
  /// Writes a text to a file, whole or not at all; its folder is made.
  ///
  /// - Throws: `Refusal` when it cannot be written.
  public func write(text: String, to path: String) throws(Refusal) {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolder(String(path[..<slash])) }
    try writeWhole(Array(text.utf8), to: path)
  }
}
