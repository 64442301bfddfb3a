/// What the rows of one table share: which column is read for which field, and what places call them.
package final class RowLayout: Sendable {
  /// A column that is read.
  package struct Column: Sendable {
    package var key: FieldKey
    /// What places call it, such as `C 身份证号`; `nil` for lists without columns.
    package var label: String?
    package var group: FieldName?
    /// Which entry of the group, from 1.
    package var entry: Int

    package init(key: FieldKey, label: String? = nil, group: FieldName? = nil, entry: Int = 1) {
      self.key = key
      self.label = label
      self.group = group
      self.entry = entry
    }
  }

  /// A field and the slots of its columns: the whole value first, then its parts by name.
  struct Field: Sendable {
    var number: Int
    var slots: Range<Int>
    /// The one column holds the whole value.
    var isWhole: Bool
    /// Each slot's part of an address, 0 to 3, when all columns are such parts.
    var addressParts: [Int]?
  }

  /// The entry of a group.
  struct Entry: Sendable {
    var group: FieldName
    var fields: [Field]
    var slots: Range<Int>
  }

  package let file: String?
  package let sheet: String?
  /// Whether the rows are those of a table, with columns that people see.
  package let isTable: Bool
  let schema: FieldSchema
  /// By column.
  private let columns: [Column?]
  /// For each column the slot that its text goes to, or -1: slots stand in the order in which the gate reads.
  let slotOfColumn: [Int32]
  /// The column of each slot.
  let columnOfSlot: [Column]
  let fields: [Field]
  /// Group by group, entry by entry.
  let entries: [Entry]

  /// - Parameter columns: By their number; those that are not read are `nil`.
  package init(
    file: String?, sheet: String?, columns: [Column?], isTable: Bool = true, dictionary: FieldDictionary
  ) {
    self.file = file
    self.sheet = sheet
    self.isTable = isTable
    self.columns = columns
    schema = dictionary.schema
    var slots = SlotOrder(columns, schema)
    fields = slots.takeFields { $0.group == nil }
    let groups = Set(columns.compactMap { $0?.group }).sorted()
    var entries: [Entry] = []
    for group in groups {
      for number in Set(columns.compactMap { $0?.group == group ? $0?.entry : nil }).sorted() {
        let first = slots.columnOfSlot.count
        let fields = slots.takeFields { $0.group == group && $0.entry == number }
        entries.append(Entry(group: group, fields: fields, slots: first..<slots.columnOfSlot.count))
      }
    }
    self.entries = entries
    columnOfSlot = slots.columnOfSlot
    slotOfColumn = slots.slotOfColumn
  }

  package func column(_ number: UInt32) -> Column? {
    Int(number) < columns.count ? columns[Int(number)] : nil
  }
}

/// Puts columns into the order in which the gate reads fields.
private struct SlotOrder {
  private let columns: [RowLayout.Column?]
  private let schema: FieldSchema
  var columnOfSlot: [RowLayout.Column] = []
  var slotOfColumn: [Int32]

  init(_ columns: [RowLayout.Column?], _ schema: FieldSchema) {
    self.columns = columns
    self.schema = schema
    slotOfColumn = Array(repeating: -1, count: columns.count)
  }

  mutating func takeFields(_ belongs: (RowLayout.Column) -> Bool) -> [RowLayout.Field] {
    var chosen: [(field: Int, part: String, number: Int, column: RowLayout.Column)] = []
    for (number, column) in columns.enumerated() {
      guard let column, belongs(column), let field = schema.number(of: column.key.name) else { continue }
      chosen.append((field, column.key.part?.rawValue ?? "", number, column))
    }
    chosen.sort { ($0.field, $0.part, $0.number) < ($1.field, $1.part, $1.number) }
    var fields: [RowLayout.Field] = []
    for (field, _, number, column) in chosen {
      let slot = columnOfSlot.count
      columnOfSlot.append(column)
      slotOfColumn[number] = Int32(slot)
      if let last = fields.indices.last, fields[last].number == field {
        fields[last].slots = fields[last].slots.lowerBound..<slot + 1
        fields[last].isWhole = false
        let part = Self.addressPart(column.key.part)
        fields[last].addressParts = part.flatMap { part in fields[last].addressParts.map { $0 + [part] } }
      } else {
        let part = schema.rules[field].type == .address ? Self.addressPart(column.key.part) : nil
        fields.append(
          RowLayout.Field(
            number: field, slots: slot..<slot + 1, isWhole: column.key.part == nil, addressParts: part.map { [$0] }))
      }
    }
    return fields
  }

  private static func addressPart(_ part: FieldPart?) -> Int? {
    switch part {
    case FieldPart.city?: 0
    case FieldPart.street?: 1
    case FieldPart.community?: 2
    case FieldPart.number?: 3
    default: nil
    }
  }
}
