/// Where something was found. Every part is optional: a place says what is known and no more.
public struct Place: Sendable, Hashable {
  /// The file's name as the user gave it.
  public var file: String?
  /// The sheet of a workbook.
  public var sheet: String?
  /// The row of a list, 1-based, as a spreadsheet program shows it.
  public var row: Int?
  /// The column's letter and heading as the user sees them, such as `C 身份证号`.
  public var column: String?
  /// The line of a text file, 1-based.
  public var line: Int?
  /// The character in that line, 1-based, counted in Unicode scalars.
  public var character: Int?
  /// The page of a document, 1-based.
  public var page: Int?
  /// The field's dotted name, such as `retiree.name`.
  public var field: String?

  /// A place of the parts that are known.
  public init(
    file: String? = nil, sheet: String? = nil, row: Int? = nil, column: String? = nil, line: Int? = nil,
    character: Int? = nil, page: Int? = nil, field: String? = nil
  ) {
    self.file = file
    self.sheet = sheet
    self.row = row
    self.column = column
    self.line = line
    self.character = character
    self.page = page
    self.field = field
  }

  /// This place, narrowed to a field.
  package func field(_ name: String) -> Place {
    var place = self
    place.field = name
    return place
  }
}

extension Place {
  /// The place as a person reads it, such as `名册.xlsx › 退休人员 › 第 12 行 › C 身份证号`.
  public func text(in language: Language) -> String {
    var parts: [String] = []
    // The row of a list says what its line would say again.
    let position = row == nil ? [line, character].compactMap { $0.map { ":\($0)" } }.joined() : ""
    if let file {
      parts.append(file + position)
    } else if let line, row == nil {
      parts.append(language == .chinese ? "第 \(line) 行" : "line \(line)")
    }
    if let sheet { parts.append(sheet) }
    if let row { parts.append(language == .chinese ? "第 \(row) 行" : "row \(row)") }
    if let page { parts.append(language == .chinese ? "第 \(page) 页" : "page \(page)") }
    if let column { parts.append(column) } else if let field { parts.append(field) }
    return parts.joined(separator: " › ")
  }
}
