import Diagnostics
import RecordWriting

extension PacketManifest {
  /// Writes the manifest as a workbook, for people to tick off.
  func writeWorkbook(to path: String) throws(Refusal) {
    try writeTables([documentsSheet, filesSheet], to: path)
  }

  private var documentsSheet: TableSheet {
    let hasNames = documents.contains { $0.name != nil }
    var columns: [(heading: String, width: Double)] = [
      ("序号", 6), ("材料名称", 40), ("表格", 24), ("版本", 6), ("接收地", 36), ("编号", 12), ("名单序号", 9),
    ]
    if hasNames { columns.append(("姓名", 12)) }
    columns += [("每份页数", 9), ("份数", 6), ("留存", 30), ("文件", 36), ("起始页", 8), ("SHA-256", 66)]
    let rows = documents.enumerated().map { number, document in
      var row: [TableSheet.Cell] = [
        .number(number + 1), .text(document.title), .text(document.form), .text(document.version),
        .text(document.place.joined(separator: " ")), .text(document.key), .optional(document.row),
      ]
      if hasNames { row.append(.text(document.name ?? "")) }
      return row + [
        .number(document.pages), .number(document.copies), .text(document.keepers.joined(separator: "、")),
        .text(document.file ?? ""), .optional(document.firstPage), .text(document.sha256),
      ]
    }
    return TableSheet(name: "材料", columns: columns, rows: rows)
  }

  private var filesSheet: TableSheet {
    TableSheet(
      name: "文件",
      columns: [
        ("文件", 40), ("接收地", 36), ("留存", 20), ("材料", 8), ("页数", 8), ("字节", 12), ("SHA-256", 66),
      ],
      rows: files.map { file in
        [
          .text(file.file), .text(file.place.joined(separator: " ")), .text(file.keeper ?? ""),
          .number(file.documents), .number(file.pages), .number(file.bytes), .text(file.sha256),
        ]
      })
  }
}

extension TableSheet.Cell {
  fileprivate static func optional(_ number: Int?) -> Self { number.map { .number($0) } ?? .text("") }
}
