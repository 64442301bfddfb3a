/// A record that has passed the gate. `Gate` is the only maker of one from raw values.
///
/// Two records are equal when they hold the same values, to the last Unicode scalar, wherever they came from.
public struct Record: Sendable {
  /// The entries of one repeated part.
  struct Group: Sendable, Hashable {
    var name: FieldName
    var entries: [Record]
  }

  /// What copies of a record share.
  private final class Content: Sendable {
    let schema: FieldSchema
    let packed: PackedValues
    let groups: [Group]

    init(schema: FieldSchema, packed: PackedValues, groups: [Group]) {
      self.schema = schema
      self.packed = packed
      self.groups = groups
    }
  }

  private let content: Content

  /// - Parameter groups: By name, rising, and none of them empty.
  init(schema: FieldSchema, packed: PackedValues, groups: [Group]) {
    content = Content(schema: schema, packed: packed, groups: groups)
  }

  var schema: FieldSchema { content.schema }
  var packed: PackedValues { content.packed }

  /// By field; fields without a value are left out.
  public var values: [FieldName: FieldValue] {
    Dictionary(packed.entries.map { (schema.rules[Int($0.field)].name, packed.value($0, schema)) }) { first, _ in first
    }
  }

  /// Entries of repeated parts in order; groups without entries are left out.
  public var groups: [FieldName: [Record]] {
    Dictionary(content.groups.map { ($0.name, $0.entries) }) { first, _ in first }
  }

  /// The entries of one repeated part, in order; empty when the record has none.
  public func entries(of group: FieldName) -> [Record] {
    content.groups.first { $0.name == group }?.entries ?? []
  }

  /// Whether the record holds nothing at all.
  package var isEmpty: Bool { content.packed.isEmpty && content.groups.isEmpty }

  /// The groups that have entries, by name.
  var groupsInOrder: [Group] { content.groups }

  /// The value of a field; `nil` when the record has none.
  public subscript(_ name: FieldName) -> FieldValue? {
    schema.number(of: name).flatMap { self[FieldIndex(number: $0)] }
  }

  /// The value of a field of the record's own dictionary; `nil` when the record has none.
  public subscript(_ field: FieldIndex) -> FieldValue? {
    packed.entry(field.number).map { packed.value($0, schema) }
  }

  /// Whether a field of the record's own dictionary has a value.
  public func has(_ field: FieldIndex) -> Bool { packed.entry(field.number) != nil }

  /// What stands in the box of a field or a part of it; `""` when the record has no such value.
  public func text(_ key: FieldKey) -> String {
    schema.number(of: key.name).map { text(ResolvedKey(field: FieldIndex(number: $0), part: key.part)) } ?? ""
  }

  /// The same, by a key that the record's own dictionary has resolved.
  public func text(_ key: ResolvedKey) -> String {
    guard let entry = packed.entry(key.field.number) else { return "" }
    switch (entry.kind, key.part) {
    case (.text, nil), (.residentID, _), (.creditCode, _), (.phones, _): return packed.string(entry)
    default:
      var text: [UInt8] = []
      packed.appendText(entry, part: key.part, schema, to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// Puts what stands in the box of a field or a part of it behind some bytes, as UTF-8: nothing for no value.
  package func appendText(_ key: ResolvedKey, to text: inout [UInt8]) {
    guard let entry = packed.entry(key.field.number) else { return }
    packed.appendText(entry, part: key.part, schema, to: &text)
  }

  /// This record with more values, of fields that it has none of, and with other entries.
  func adding(_ more: [(rule: FieldRule, value: FieldValue)], groups: [Group]) -> Record {
    var values = PackedValues(values: packed.entries.count + more.count, bytes: packed.bytes.count + more.count * 32)
    var waiting = more.sorted { $0.rule.order < $1.rule.order }[...]
    for entry in packed.entries {
      while let next = waiting.first, next.rule.order < Int(entry.field) {
        values.add(next.value, next.rule)
        waiting.removeFirst()
      }
      values.add(entry, of: packed)
    }
    for (rule, value) in waiting { values.add(value, rule) }
    return Record(schema: schema, packed: values, groups: groups)
  }

  /// The record of a batch: values that hold for all, and everyone in it as the group `batch.people`.
  public static func batch(_ header: Record, people: [Record]) -> Record {
    var groups = header.groupsInOrder.filter { $0.name != .people }
    if !people.isEmpty { groups.append(Group(name: .people, entries: people)) }
    groups.sort { $0.name < $1.name }
    return Record(schema: header.schema, packed: header.packed, groups: groups)
  }
}

extension Record: Hashable {
  /// Equal in every value and every scalar.
  public static func == (a: Record, b: Record) -> Bool {
    if a.content === b.content { return true }
    // Records of two dictionaries may number their fields differently.
    guard a.schema === b.schema else { return a.values == b.values && a.groups == b.groups }
    let (x, y) = (a.packed, b.packed)
    return x.entries.count == y.entries.count && a.groupsInOrder == b.groupsInOrder
      && zip(x.entries, y.entries).allSatisfy { first, second in
        guard first.field == second.field, first.kind == second.kind else { return false }
        guard first.kind.hasText else { return first.a == second.a && first.b == second.b }
        return x.bytes[first.range].elementsEqual(y.bytes[second.range])
      }
  }

  /// As equality is: over what does not depend on the dictionary's numbers.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(packed.entries.count)
    hasher.combine(packed.entries.reduce(0) { $0 &+ ($1.kind == .date ? $1.a : 0) })
    hasher.combine(groups)
  }
}

extension FieldName {
  /// The people of a batch: its group of whole records.
  public static let people: FieldName = "batch.people"
}

/// Which fields of a record a paper shows, found out once for many records of a dictionary.
package struct FieldSelection: Sendable {
  private let schema: FieldSchema
  private let isKept: [Bool]
  private let groups: [FieldName: [Bool]]

  /// - Parameters:
  ///   - fields: Of the record itself.
  ///   - groups: The groups to keep, with the fields of their entries.
  package init(fields: Set<FieldName>, groups: [FieldName: Set<FieldName>], of dictionary: FieldDictionary) {
    self.init(fields, groups, dictionary.schema)
  }

  fileprivate init(_ fields: Set<FieldName>, _ groups: [FieldName: Set<FieldName>], _ schema: FieldSchema) {
    self.schema = schema
    isKept = schema.rules.map { fields.contains($0.name) }
    self.groups = groups.mapValues { fields in schema.rules.map { fields.contains($0.name) } }
  }

  fileprivate func limited(_ record: Record) -> Record {
    let kept = Self.limited(record.packed, isKept)
    let entries: [Record.Group] = record.groupsInOrder.compactMap { group in
      guard let inner = groups[group.name] else { return nil }
      let entries = group.entries.map { Record(schema: schema, packed: Self.limited($0.packed, inner), groups: []) }
      return Record.Group(name: group.name, entries: entries)
    }
    return Record(schema: schema, packed: kept, groups: entries)
  }

  private static func limited(_ packed: PackedValues, _ isKept: [Bool]) -> PackedValues {
    if packed.entries.allSatisfy({ isKept[Int($0.field)] }) { return packed }
    var kept = PackedValues(values: packed.entries.count, bytes: packed.bytes.count)
    for entry in packed.entries where isKept[Int(entry.field)] { kept.add(entry, of: packed) }
    return kept
  }

  /// Whether a field is kept: of the record itself, or of the entries of a group.
  func keeps(_ field: FieldName, in group: FieldName? = nil) -> Bool {
    guard let number = schema.number(of: field) else { return false }
    return group.map { groups[$0]?[number] ?? false } ?? isKept[number]
  }

  /// Whether records of a dictionary can be limited by this selection.
  fileprivate func fits(_ record: Record) -> Bool { record.schema === schema }

  fileprivate var names: (Set<FieldName>, [FieldName: Set<FieldName>]) {
    func names(_ isKept: [Bool]) -> Set<FieldName> {
      Set(zip(schema.rules, isKept).filter { $0.1 }.map { $0.0.name })
    }
    return (names(isKept), groups.mapValues(names))
  }
}

extension Record {
  /// This record with nothing but some fields: what a paper shows, and no more (个人信息保护法 6, 19).
  package func limited(to selection: FieldSelection) -> Record {
    guard !selection.fits(self) else { return selection.limited(self) }
    let (fields, groups) = selection.names
    return limited(to: fields, groups: groups)
  }

  /// The same for one record.
  ///
  /// - Parameters:
  ///   - fields: Of the record itself.
  ///   - groups: The groups to keep, with the fields of their entries.
  package func limited(to fields: Set<FieldName>, groups kept: [FieldName: Set<FieldName>]) -> Record {
    FieldSelection(fields, kept, schema).limited(self)
  }
}
