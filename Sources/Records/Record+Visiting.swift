/// What a writer sees of a value, its texts lent for the call.
package enum LentValue {
  /// What stands on paper.
  case text(UnsafeBufferPointer<UInt8>)
  /// The words that say that it is not known.
  case unknown(UnsafeBufferPointer<UInt8>)
  case choices([Choice])
  /// The parts of an address that are not empty, in the order of forms.
  case parts([(FieldPart, UnsafeBufferPointer<UInt8>)])
}

extension Record {
  /// The groups that have entries, by name.
  package var groupsByName: [(name: FieldName, entries: [Record])] { groupsInOrder.map { ($0.name, $0.entries) } }

  /// Shows every value in the order of a dictionary; those that the dictionary does not know come last, by name.
  package func forEachValue<Failure: Error>(
    in dictionary: FieldDictionary, _ body: (FieldName, LentValue) throws(Failure) -> Void
  ) throws(Failure) {
    let entries = schema === dictionary.schema ? packed.entries : entries(in: dictionary)
    for entry in entries {
      let name = schema.rules[Int(entry.field)].name
      var result: Result<Void, Failure> = .success(())
      lend(entry) { value in
        do throws(Failure) { try body(name, value) } catch { result = .failure(error) }
      }
      try result.get()
    }
  }

  private func entries(in dictionary: FieldDictionary) -> [PackedValue] {
    func place(_ entry: PackedValue) -> (Int, FieldName) {
      let name = schema.rules[Int(entry.field)].name
      return (dictionary.schema.number(of: name) ?? Int.max, name)
    }
    return packed.entries.sorted { place($0) < place($1) }
  }

  private func lend(_ entry: PackedValue, _ body: (LentValue) -> Void) {
    switch entry.kind {
    case .unknown: packed.withText(entry) { body(.unknown($0)) }
    case .text, .residentID, .creditCode, .phones: packed.withText(entry) { body(.text($0)) }
    case .word, .options, .option:
      if case .choice(let choices) = packed.value(entry, schema) { body(.choices(choices)) }
    case .address:
      packed.withText(entry) { text in
        let parts = text.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
        let named = zip([FieldPart.city, .street, .community, .number], parts).filter { !$1.isEmpty }
        body(.parts(named.map { ($0, UnsafeBufferPointer(rebasing: $1)) }))
      }
    case .date, .count, .amount, .area, .number:
      var text: [UInt8] = []
      packed.appendText(entry, part: nil, schema, to: &text)
      text.withUnsafeBufferPointer { body(.text($0)) }
    }
  }
}
