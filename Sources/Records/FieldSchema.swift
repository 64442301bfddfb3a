/// A field's number in its dictionary: what values are looked up by where a name for each look-up would be dear.
public struct FieldIndex: Sendable, Hashable, Comparable {
  /// Its place among the fields of the dictionary.
  package let number: Int

  /// By the order of the dictionary.
  public static func < (a: FieldIndex, b: FieldIndex) -> Bool { a.number < b.number }
}

/// A field or a part of it, resolved once against a dictionary, so that looking it up in a record compares numbers.
public struct ResolvedKey: Sendable, Hashable {
  /// The field.
  public let field: FieldIndex
  /// The part of it; `nil` for the whole.
  public let part: FieldPart?
}

/// What the records and rows of one dictionary share: its fields by number, ready for reading.
///
/// A class, so that a record holds one reference and two dictionaries are told apart by identity.
package final class FieldSchema: Sendable {
  let rules: [FieldRule]
  /// The fields that the rules between fields and people speak of.
  let known: KnownFields
  private let numbers: [FieldName: Int]

  init(fields: [FieldDefinition], optionLists: [String: OptionList]) {
    let indexes = optionLists.mapValues { OptionIndex($0) }
    rules = fields.enumerated().map { number, field in
      FieldRule(field, order: number, options: field.optionList.flatMap { indexes[$0] })
    }
    let numbers = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
    self.numbers = numbers
    known = KnownFields { numbers[$0] }
  }

  func number(of name: FieldName) -> Int? { numbers[name] }

  func rule(_ name: FieldName) -> FieldRule? { numbers[name].map { rules[$0] } }
}

extension FieldDictionary {
  /// A field's number; `nil` when the dictionary has none of that name.
  public func index(of name: FieldName) -> FieldIndex? { schema.number(of: name).map { FieldIndex(number: $0) } }

  /// A key ready for looking up; `nil` when the dictionary has no such field.
  public func resolve(_ key: FieldKey) -> ResolvedKey? {
    index(of: key.name).map { ResolvedKey(field: $0, part: key.part) }
  }
}
