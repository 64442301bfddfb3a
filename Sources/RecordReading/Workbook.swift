import Archives
import Diagnostics
import XMLTrees

/// The skeleton of an XLSX workbook: its sheets, styles and strings (ECMA-376 part 1, 18; transitional and strict alike,
/// since elements are told by their local names).
struct Workbook {
  struct Sheet {
    var name: String
    var part: String
    var isHidden: Bool
  }

  let archive: ZIPArchive
  let file: String
  let reading: ReadingShare
  private(set) var sheets: [Sheet] = []
  private(set) var strings = SharedStrings()
  private(set) var styles = CellStyles()
  private(set) var countsFrom1904 = false

  init(_ source: ListSource) throws(Refusal) {
    archive = try source.openArchive()
    file = source.name
    reading = source.reading
    let main = try relationships(of: "").first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    let book = try parsed(main)
    countsFrom1904 = ["1", "true"].contains(book.first("workbookPr")?["date1904"] ?? "")
    let links = try relationships(of: main)
    for sheet in book.first("sheets")?.elements(named: "sheet") ?? [] {
      guard let link = links.first(where: { $0.id == sheet["id"] }), link.kind == "worksheet" else { continue }
      sheets.append(
        Sheet(name: sheet["name"] ?? "", part: link.target, isHidden: (sheet["state"] ?? "visible") != "visible"))
    }
    if let part = links.first(where: { $0.kind == "styles" })?.target, let tree = try optional(part) {
      styles = CellStyles(tree)
    }
    if let part = links.first(where: { $0.kind == "sharedStrings" })?.target, let pieces = try pieces(part) {
      strings = try SharedStrings(file: file, source: pieces)
    }
  }

  /// A streaming reader over a part, or `nil` when there is no such part.
  func stream(_ part: String) throws(Refusal) -> XMLPullReader? {
    try pieces(part).map { XMLPullReader(file: file, source: $0) }
  }

  /// Notes that a sheet is read from its beginning.
  func beginReading(_ part: String) {
    if let name = entryName(part) { reading.begin(of: archive.size(of: name)) }
  }

  /// A part's bytes as they unpack, or `nil` when there is no such part.
  func pieces(_ part: String) throws(Refusal) -> XMLPullReader.Source? {
    guard let name = entryName(part), let entry = try archive.open(name) else { return nil }
    return { () throws(Refusal) -> [UInt8]? in try entry.next() }
  }

  /// Whether a part holds a word somewhere; also said of parts that are not in UTF-8.
  func part(_ part: String, holds word: String) throws(Refusal) -> Bool {
    guard let name = entryName(part), let entry = try archive.open(name) else { return false }
    let word = Array(word.utf8)
    var tail: [UInt8] = []
    var isFirst = true
    while let piece = try entry.next() {
      if isFirst, piece.prefix(4).contains(0) || piece.first == 0xFE || piece.first == 0xFF { return true }
      isFirst = false
      tail += piece
      if tail.withUnsafeBytes({ search($0, word) }) { return true }
      tail = Array(tail.suffix(word.count))
    }
    return false
  }

  private func search(_ bytes: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var rest = bytes[...]
    while let start = rest.firstIndex(of: first), start + word.count <= bytes.count {
      if bytes[start..<start + word.count].elementsEqual(word) { return true }
      rest = bytes[(start + 1)...]
    }
    return false
  }

  // MARK: Parts and relationships

  fileprivate struct Relationship {
    var id: String
    /// The last part of its type: `worksheet`, `styles`, ….
    var kind: String
    var target: String
  }

  fileprivate func relationships(of part: String) throws(Refusal) -> [Relationship] {
    let folder = part.split(separator: "/").dropLast().joined(separator: "/")
    let name = part.split(separator: "/").last.map { String($0) } ?? ""
    let path = (folder.isEmpty ? "" : folder + "/") + "_rels/\(name).rels"
    guard let tree = try optional(path) else { return [] }
    return tree.elements(named: "Relationship").compactMap { element in
      guard let id = element["Id"], let type = element["Type"], let target = element["Target"],
        element["TargetMode"] != "External"
      else { return nil }
      let kind = type.split(separator: "/").last.map { String($0) } ?? type
      return Relationship(id: id, kind: kind, target: resolve(target, in: folder))
    }
  }

  /// A target's part name: absolute from the package's root, or relative to the folder of the part that names it.
  private func resolve(_ target: String, in folder: String) -> String {
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map { String($0) }
    for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      switch step {
      case ".": continue
      case "..": _ = steps.popLast()
      default: steps.append(String(step))
      }
    }
    return steps.joined(separator: "/")
  }

  /// Part names are compared without regard to case (ECMA-376 part 2, 6.2.2.3), and some programs write `\`.
  private func entryName(_ part: String) -> String? {
    if archive.contains(part) { return part }
    return archive.names.first { $0.replacing("\\", with: "/").lowercased() == part.lowercased() }
  }

  private func optional(_ part: String) throws(Refusal) -> XMLElement? {
    guard let name = entryName(part), let bytes = try archive.read(name) else { return nil }
    return try parseXML(untrustedBytes: bytes, file: file, limits: XMLLimits(bytes: 64 << 20))
  }

  private func parsed(_ part: String) throws(Refusal) -> XMLElement {
    guard let tree = try optional(part) else {
      throw refusal(
        .zipDamaged, file: file, Phrase("工作簿不完整，缺少 \(part)", "the workbook is not complete: \(part) is missing"))
    }
    return tree
  }
}

/// Which cell styles show numbers as dates.
struct CellStyles {
  private var isDate: [Bool] = []

  init() {}

  init(_ tree: XMLElement) {
    var custom: [Int: Bool] = [:]
    for format in tree.first("numFmts")?.elements ?? [] {
      if let id = format["numFmtId"].flatMap({ Int($0) }) { custom[id] = Self.showsDate(format["formatCode"] ?? "") }
    }
    isDate = (tree.first("cellXfs")?.elements(named: "xf") ?? []).map { style in
      let id = style["numFmtId"].flatMap { Int($0) } ?? 0
      return custom[id] ?? (14...17 ~= id || id == 22 || 27...36 ~= id || 50...58 ~= id)
    }
  }

  func showsDate(_ style: Int) -> Bool { isDate.indices.contains(style) && isDate[style] }

  /// Whether a number format holds a year or a day outside quotes, brackets and escapes; `[Red]` and `General` do not.
  static func showsDate(_ format: String) -> Bool {
    var quoted = false
    var bracketed = false
    var skips = false
    let plain = format.lowercased().replacing("general", with: "")
    for character in plain {
      if skips {
        skips = false
        continue
      }
      switch character {
      case "\"": quoted.toggle()
      case "\\", "_", "*": skips = !quoted
      case "[": bracketed = !quoted
      case "]": bracketed = false
      case "y", "d", "e":
        if !quoted, !bracketed, character != "e" || plain.contains("年") || plain.contains("m") { return true }
      case "年", "月": if !quoted, !bracketed { return true }
      case "m": if !quoted, !bracketed, !plain.contains("h"), !plain.contains("s") { return true }
      default: break
      }
    }
    return false
  }
}
