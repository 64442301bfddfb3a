import Diagnostics

/// What only a whole dictionary shows of its derived fields: whether everything that they name is there and of a type that
/// fits, and whether one waits for itself.
struct DerivationCheck {
  private let dictionary: FieldDictionary
  private var findings: [Finding] = []
  private var field = FieldName("")
  private var place = Place()

  init(_ dictionary: FieldDictionary) { self.dictionary = dictionary }

  /// - Parameter place: Where a derived field is defined.
  /// - Returns: Every fault, in the order of the fields.
  func faults(place: (FieldName) -> Place) -> [Finding] {
    var check = self
    for definition in dictionary.fields {
      guard let derivation = definition.derivation else { continue }
      check.field = definition.name
      check.place = place(definition.name)
      check.look(at: derivation, of: definition)
    }
    check.findCycles(place)
    return check.findings
  }

  private mutating func look(at derivation: Derivation, of definition: FieldDefinition) {
    switch derivation.source {
    case .count(let group):
      expect(definition.type, [.count])
      look(at: derivation.condition, in: entities(of: group))
    case .sum(let summed, let group):
      let entities = entities(of: group)
      if let found = self.definition(summed) {
        expect(found.type, [.count, .amount, .area, .number], of: summed)
        expect(definition.type, [found.type])
        expectEntry(summed, in: entities)
      }
      look(at: derivation.condition, in: entities)
    case .capitals(let source):
      expect(definition.type, [.text])
      if let found = self.definition(source) { expect(found.type, [.amount, .count, .date], of: source) }
    case .deadline(let from, let period):
      expect(definition.type, [.date])
      if let found = self.definition(from) { expect(found.type, [.date], of: from) }
      if case .daysOf(let days) = period, let found = self.definition(days) { expect(found.type, [.count], of: days) }
    case .joined(let fields):
      expect(definition.type, [.text])
      if fields.isEmpty { fault("text 须列出字段", "text should name fields") }
      for name in fields { _ = self.definition(name) }
    case .product(let fields), .balance(let fields, _):
      if case .balance(_, let taken) = derivation.source { for name in taken { expectFigure(name) } }
      expect(definition.type, [.count, .amount, .area, .number])
      for name in fields { expectFigure(name) }
    case .years(let from, let to):
      expect(definition.type, [.count])
      for name in [from, to] { if let found = self.definition(name) { expect(found.type, [.date], of: name) } }
    case .option(let source, let codes):
      expect(definition.type, [.option])
      if let found = self.definition(source) { expect(found.type, [.option], of: source) }
      expectCodes(codes.keys.sorted(), of: source)
      expectCodes(Set(codes.values).sorted(), of: definition.name)
    }
  }

  private mutating func look(at condition: RecordCondition?, in entities: [String]?) {
    guard let condition, let found = definition(condition.field) else { return }
    expectEntry(condition.field, in: entities)
    for word in dictionary.unknownWords(of: condition) {
      fault("\(found.name) 的选项表中没有“\(word)”", "the options of \(found.name) have no “\(word)”")
    }
  }

  private mutating func expectFigure(_ name: FieldName) {
    if let found = definition(name) { expect(found.type, [.count, .amount, .area, .number], of: name) }
  }

  private mutating func expectCodes(_ codes: [String], of name: FieldName) {
    guard let list = dictionary.options(of: name) else { return }
    for code in codes where !list.options.contains(where: { $0.code == code }) {
      fault("\(name) 的选项表中没有代码“\(code)”", "the options of \(name) have no code “\(code)”")
    }
  }

  // MARK: References

  private mutating func definition(_ name: FieldName) -> FieldDefinition? {
    if let found = dictionary[name] { return found }
    fault("没有字段 \(name)", "there is no field \(name)")
    return nil
  }

  private mutating func entities(of group: FieldName) -> [String]? {
    if let found = dictionary.group(group) { return found.entities }
    fault("没有分组 \(group)", "there is no group \(group)")
    return nil
  }

  private mutating func expectEntry(_ name: FieldName, in entities: [String]?) {
    guard let entities, !entities.contains(name.entity) else { return }
    fault("\(name) 不在该分组的记录中", "\(name) does not belong to the entries of the group")
  }

  private mutating func expect(_ type: FieldType, _ fitting: [FieldType], of name: FieldName? = nil) {
    guard !fitting.contains(type) else { return }
    let words = fitting.map(\.rawValue).joined(separator: " ")
    fault("\(name ?? field) 的类型应为 \(words)", "the type of \(name ?? field) should be \(words)")
  }

  private mutating func fault(_ chinese: String, _ english: String) {
    findings.append(
      Finding(
        .error, .dictionaryReference, at: place,
        Phrase("\(field) 的 derive：\(chinese)", "derive of \(field): \(english)")))
  }

  // MARK: Cycles

  /// Every derived field that is on a way back to itself.
  private mutating func findCycles(_ place: (FieldName) -> Place) {
    for definition in dictionary.fields where definition.derivation != nil {
      var waiting = definition.derivation?.needs ?? []
      var seen: Set<FieldName> = []
      while let next = waiting.popLast() {
        if seen.insert(next).inserted { waiting += dictionary[next]?.derivation?.needs ?? [] }
      }
      guard seen.contains(definition.name) else { continue }
      field = definition.name
      self.place = place(field)
      fault("由自身推算，循环了", "it is derived from itself")
    }
  }
}

extension FieldName {
  /// The part before the dot: `archive` of `archive.pages`.
  package var entity: String { String(rawValue.prefix { $0 != "." }) }
}

extension FieldDictionary {
  /// The words of a condition that the field's option list knows neither as code nor as word.
  package func unknownWords(of condition: RecordCondition) -> [String] {
    guard let list = options(of: condition.field) else { return [] }
    switch condition.test {
    case .oneOf(let words), .noneOf(let words):
      return words.filter { word in !list.options.contains { $0.code == word || $0.label == word } }
    case .present, .missing: return []
    }
  }
}
