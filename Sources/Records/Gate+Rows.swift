import Diagnostics

/// Rows of lists, read without a raw record between: what is plain from its bytes, the rest value by value with all care.
extension Gate {
  /// Values that hold for every row, in place of what it says or where it says nothing; those without a word of their own in a
  /// row are read once.
  package struct Settings: Sendable {
    struct Field: Sendable {
      var number: Int
      /// Whether the row's own value wins.
      var isDefault: Bool
      var boxes: [RawBox]
      /// What comes of these boxes alone.
      var packed: PackedValues
      var findings: [Finding]
    }

    package let values: [FieldKey: RawValue]
    fileprivate let defaults: RawRecord
    fileprivate let fields: [Field]
    /// Whether rows can be read without a raw record between: all values belong to fields of the dictionary, and there are no
    /// groups among them.
    fileprivate let arePlain: Bool

    /// - Parameters:
    ///   - values: In place of what rows say.
    ///   - defaults: Fields and groups for rows that have no value of their own for them.
    ///   - gate: The one that is to judge the rows.
    package init(_ values: [FieldKey: RawValue], defaults: RawRecord = RawRecord(), for gate: Gate) {
      self.values = values
      let set = Set(values.keys.map(\.name))
      var defaults = defaults
      defaults.values = defaults.values.filter { !set.contains($0.key.name) }
      self.defaults = defaults
      let all = values.map { ($0, $1, false) } + defaults.values.map { ($0, $1, true) }
      let boxes = all.compactMap { key, value, isDefault in
        gate.schema.rule(key.name).map { (box: RawBox(rule: $0, part: key.part, value: value), isDefault: isDefault) }
      }
      arePlain = boxes.count == all.count && defaults.groups.isEmpty
      fields = Dictionary(grouping: boxes) { $0.box.rule.order }.sorted { $0.key < $1.key }.map { number, boxes in
        var field = Field(
          number: number, isDefault: boxes[0].isDefault, boxes: boxes.map(\.box), packed: PackedValues(), findings: [])
        gate.read(field.boxes[...], into: &field.packed, &field.findings)
        return field
      }
    }

    /// A raw record with these values.
    fileprivate func over(_ raw: RawRecord) -> RawRecord {
      var raw = raw
      raw.values.merge(values) { _, set in set }
      guard !defaults.values.isEmpty || !defaults.groups.isEmpty else { return raw }
      let own = Set(raw.values.filter { $0.value.saysSomething }.keys.map(\.name))
      raw.values.merge(defaults.values.filter { !own.contains($0.key.name) }) { _, value in value }
      raw.groups.merge(defaults.groups) { own, _ in own }
      return raw
    }
  }

  /// Judges one row of a list: what `validate` says of the row as a raw record, with the settings put over it.
  package func judge(_ row: RawRow, with settings: Settings) -> Judgement {
    guard row.layout.schema === schema, settings.arePlain else { return judge(row.record, with: settings) }
    var findings: [Finding] = []
    let record = row.block.bytes.withUnsafeBufferPointer { bytes in
      row.block.cells.withUnsafeBufferPointer { cells in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: row.layout.columnOfSlot.count) { slots in
          let view = RowView(row, bytes, cells, slots)
          return read(view, row, settings.fields, &findings)
        }
      }
    }
    return Judgement(record: findings.containError ? nil : record, findings: findings)
  }

  /// The same of a raw record.
  package func judge(_ raw: RawRecord, with settings: Settings) -> Judgement {
    do {
      let passed = try validate(settings.over(raw))
      return Judgement(record: passed.value, findings: passed.findings)
    } catch {
      return Judgement(record: nil, findings: error.findings)
    }
  }

  private func read(
    _ view: RowView, _ row: RawRow, _ settings: [Settings.Field], _ findings: inout [Finding]
  ) -> Record {
    let layout = row.layout
    let plain = PlainReading(rules: rules, today: today)
    var values = PackedValues(values: layout.fields.count + settings.count, bytes: view.textCount)
    var next = 0
    for field in layout.fields {
      while next < settings.count, settings[next].number < field.number {
        take(settings[next], into: &values, &findings)
        next += 1
      }
      if next < settings.count, settings[next].number == field.number, settings[next].isDefault {
        let before = values.entries.count
        read(field, view, row, plain, into: &values, &findings)
        if values.entries.count == before { take(settings[next], into: &values, &findings) }
        next += 1
      } else if next < settings.count, settings[next].number == field.number {
        let boxes = view.boxes(of: field, row, under: settings[next].boxes, schema.rules[field.number])
        read(boxes[...], into: &values, &findings)
        next += 1
      } else {
        read(field, view, row, plain, into: &values, &findings)
      }
    }
    for field in settings[next...] { take(field, into: &values, &findings) }
    let groups = layout.entries.isEmpty ? [] : readEntries(view, row, plain, &findings)
    noteMissing(values, groups, &findings) { place(of: $0, isWhole: true, view, row, layout.fields, settings) }
    check(values, &findings) { place(of: $0, isWhole: false, view, row, layout.fields, settings) }
    return Record(schema: schema, packed: values, groups: groups)
  }

  private func take(_ field: Settings.Field, into values: inout PackedValues, _ findings: inout [Finding]) {
    for entry in field.packed.entries { values.add(entry, of: field.packed) }
    findings += field.findings
  }

  @inline(__always)
  private func read(
    _ field: RowLayout.Field, _ view: RowView, _ row: RawRow, _ plain: PlainReading, into values: inout PackedValues,
    _ findings: inout [Finding]
  ) {
    let rule = schema.rules[field.number]
    if field.isWhole {
      guard let cell = view.cell(field.slots.lowerBound) else { return }
      if plain.add(view.text(cell), cell.kind, rule, to: &values) { return }
    } else {
      guard field.slots.contains(where: { view.cell($0) != nil }) else { return }
      if let parts = field.addressParts, let texts = view.parts(of: field, parts),
        plain.addAddress(parts: texts, rule, to: &values)
      {
        return
      }
    }
    read(view.boxes(of: field, row, under: [], rule)[...], into: &values, &findings)
  }

  /// Entries without any value are dropped, and groups without entries.
  private func readEntries(
    _ view: RowView, _ row: RawRow, _ plain: PlainReading, _ findings: inout [Finding]
  ) -> [Record.Group] {
    var groups: [Record.Group] = []
    for entry in row.layout.entries where entry.slots.contains(where: { view.cell($0) != nil }) {
      var values = PackedValues()
      for field in entry.fields { read(field, view, row, plain, into: &values, &findings) }
      check(values, &findings) { place(of: $0, isWhole: false, view, row, entry.fields, []) }
      guard !values.isEmpty else { continue }
      let record = Record(schema: schema, packed: values, groups: [])
      if groups.last?.name == entry.group {
        groups[groups.count - 1].entries.append(record)
      } else {
        groups.append(Record.Group(name: entry.group, entries: [record]))
      }
    }
    return groupOrder.arranged(groups)
  }

  /// Where a field stood; with `isWhole` only its whole value counts, otherwise its first part does too.
  private func place(
    of name: FieldName, isWhole: Bool, _ view: RowView, _ row: RawRow, _ fields: [RowLayout.Field],
    _ settings: [Settings.Field]
  ) -> Place {
    var found: [(part: String, place: Place)] = []
    let number = schema.number(of: name)
    let field = fields.first { $0.number == number }
    let isOwn = field?.slots.contains { view.cell($0) != nil } ?? false
    let set = settings.first { $0.number == number && !($0.isDefault && isOwn) }?.boxes ?? []
    found += set.map { ($0.part?.rawValue ?? "", $0.value.place) }
    if let field {
      for slot in field.slots {
        guard let cell = view.cell(slot) else { continue }
        let column = row.layout.columnOfSlot[slot]
        if !set.contains(where: { $0.part == column.key.part }) {
          found.append((column.key.part?.rawValue ?? "", row.place(of: cell, column)))
        }
      }
    }
    let first = found.min { $0.part < $1.part }
    guard let first, !isWhole || first.part.isEmpty else { return row.place }
    return first.place
  }
}

extension RawValue {
  /// Whether it could make a value.
  fileprivate var saysSomething: Bool {
    switch kind {
    case .text: !CleanedText(text).text.isEmpty
    case .mark(let isOn): isOn
    case .number, .dateSerial: true
    }
  }
}

/// One row by slots. The pointers are lent: a view lives no longer than the closures that lend them.
private struct RowView {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let cells: UnsafeBufferPointer<RawCell>
  /// For each slot the position of its cell, or -1.
  private let slots: UnsafeMutableBufferPointer<Int32>
  /// How much text the row has at most.
  let textCount: Int

  init(
    _ row: RawRow, _ bytes: UnsafeBufferPointer<UInt8>, _ cells: UnsafeBufferPointer<RawCell>,
    _ slots: UnsafeMutableBufferPointer<Int32>
  ) {
    self.bytes = bytes
    self.cells = cells
    self.slots = slots
    slots.initialize(repeating: -1)
    var count = 0
    row.layout.slotOfColumn.withUnsafeBufferPointer { slotOfColumn in
      for position in row.block.rows[row.index].cells {
        let cell = cells[position]
        guard Int(cell.column) < slotOfColumn.count else { continue }
        let slot = Int(slotOfColumn[Int(cell.column)])
        guard slot >= 0, !isBlankText(bytes.part(cell.range)) else { continue }
        slots[slot] = Int32(truncatingIfNeeded: position)
        count += Int(cell.count)
      }
    }
    textCount = count
  }

  func cell(_ slot: Int) -> RawCell? { slots[slot] < 0 ? nil : cells[Int(slots[slot])] }

  func text(_ cell: RawCell) -> UnsafeBufferPointer<UInt8> { bytes.part(cell.range) }

  /// The texts of the four parts of an address; `nil` when a cell is no text.
  func parts(of field: RowLayout.Field, _ parts: [Int]) -> [UnsafeBufferPointer<UInt8>?]? {
    var texts: [UnsafeBufferPointer<UInt8>?] = [nil, nil, nil, nil]
    for (slot, part) in zip(field.slots, parts) {
      guard let cell = cell(slot) else { continue }
      guard cell.kind == .text else { return nil }
      texts[part] = text(cell)
    }
    return texts
  }

  /// The raw values of a field, other boxes in place of those of the same part.
  func boxes(of field: RowLayout.Field, _ row: RawRow, under set: [RawBox], _ rule: FieldRule) -> [RawBox] {
    var boxes = set
    for slot in field.slots {
      let column = row.layout.columnOfSlot[slot]
      guard let cell = cell(slot), !set.contains(where: { $0.part == column.key.part }) else { continue }
      boxes.append(RawBox(rule: rule, part: column.key.part, value: row.value(of: cell, column)))
    }
    return boxes
  }
}

/// Whether nothing that shows stands in a text.
package func isBlankText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = text.first else { return true }
  // Visible ASCII or a Chinese character, as almost always.
  if (0x21...0x7E).contains(first) || (0xE4...0xE9).contains(first) { return false }
  return String(decoding: text, as: UTF8.self).trimmed.isEmpty
}
