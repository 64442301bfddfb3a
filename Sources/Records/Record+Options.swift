/// An option of a field, resolved once against a dictionary, so that asking a record for it compares numbers.
package struct ResolvedOption: Sendable, Hashable {
  let field: Int
  /// Its number in the field's list.
  let number: Int
}

extension FieldDictionary {
  /// An option ready for asking; `nil` when the field has no list with such a code.
  package func resolve(option code: String, of name: FieldName) -> ResolvedOption? {
    guard let field = schema.number(of: name),
      let number = schema.rules[field].options?.list.options.firstIndex(where: { $0.code == code })
    else { return nil }
    return ResolvedOption(field: field, number: number)
  }
}

extension Record {
  /// Whether an option of the record's own dictionary is chosen.
  package func hasChosen(_ option: ResolvedOption) -> Bool {
    guard let entry = packed.entry(option.field) else { return false }
    switch entry.kind {
    case .option: return Int(entry.a) == option.number
    case .options: return packed.numbers(entry).contains(option.number)
    default: return false
    }
  }
}
