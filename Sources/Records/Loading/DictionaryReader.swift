import Diagnostics
import XMLTrees

/// Collects fields, groups and option lists from their elements, and every fault on the way.
struct DictionaryReader {
  var fields: [(definition: FieldDefinition, place: Place)] = []
  var groups: [GroupDefinition] = []
  var orders: [(order: DateOrder, place: Place)] = []
  /// The fields by which groups keep their entries in order.
  var sortings: [(field: FieldName, entities: [String], place: Place)] = []
  var lists: [OptionList] = []
  /// What is extended; `nil` for a dictionary of its own.
  let base: FieldDictionary?
  var findings: [Finding] = []
  var names: Set<String> = []
  var headings: [String: FieldName] = [:]

  init(base: FieldDictionary? = nil) {
    self.base = base
  }

  /// Where the derived fields stand, for the faults that only the whole dictionary shows.
  var derivationPlaces: [FieldName: Place] {
    let derived = fields.filter { $0.definition.derivation != nil }
    return Dictionary(derived.map { ($0.definition.name, $0.place) }) { first, _ in first }
  }

  mutating func readRoot(_ root: XMLElement) {
    guard root.name == "dictionary" else {
      fault(root, "根元素应为 dictionary", "the root element should be dictionary")
      return
    }
    for element in root.elements { read(element) }
  }

  mutating func read(_ element: XMLElement) {
    switch element.name {
    case "field": readField(element)
    case "options": readOptions(element)
    case "group": readGroup(element)
    case "order": readOrder(element)
    default: fault(element, "不认识的元素 \(element.name)", "unknown element \(element.name)")
    }
  }

  /// The dictionary, once everything has been read: references can point forward.
  mutating func finish() throws(Refusal) -> FieldDictionary {
    for index in fields.indices {
      fields[index].definition.headings += boxHeadings(of: fields[index].definition, at: fields[index].place)
    }
    for (order, place) in orders { check(order, at: place) }
    for (field, entities, place) in sortings { check(sortedBy: field, of: entities, at: place) }
    guard findings.isEmpty else { throw Refusal(findings) }
    return FieldDictionary(
      fields: fields.map(\.definition), groups: groups, optionLists: lists, orders: orders.map(\.order))
  }
}

// MARK: Fields and groups

extension DictionaryReader {
  mutating func readField(_ element: XMLElement) {
    expect(element, ["name", "zh", "en", "type", "personal", "options", "max-length"])
    guard let name = fieldName(element), let label = label(element), let type = type(element) else { return }
    let field = FieldDefinition(
      name: name, label: label, type: type, isPersonal: yes(element, "personal"),
      headings: readHeadings(element, of: name, label: label), optionList: element["options"],
      maxLength: maxLength(element), derivation: readDerivation(element))
    if (type == .option || type == .options) != (field.optionList != nil) {
      fault(element, "option 与 options 类型的字段须写明 options，其他类型不写", "options= belongs to the types option and options")
    }
    fields.append((field, element.place))
  }

  mutating func type(_ element: XMLElement) -> FieldType? {
    guard let word = element["type"] else {
      fault(element, "缺少属性 type", "the attribute type is missing")
      return nil
    }
    guard let type = FieldType(rawValue: word) else {
      let known = FieldType.allCases.map(\.rawValue).joined(separator: " ")
      fault(
        element, "不认识的类型 \(word)", "unknown type \(word)", hint: Phrase("可用的类型：\(known)", "the types are: \(known)"))
      return nil
    }
    return type
  }

  mutating func maxLength(_ element: XMLElement) -> Int? {
    guard let text = element["max-length"] else { return nil }
    guard let length = Int(text), length > 0 else {
      fault(element, "max-length 应为正整数", "max-length should be a positive whole number")
      return nil
    }
    return length
  }

  mutating func readHeadings(
    _ element: XMLElement, of name: FieldName, label: Phrase
  ) -> [FieldDefinition.Heading] {
    claim(label.chinese, for: name, at: element)
    var found: [FieldDefinition.Heading] = []
    for child in element.elements where child.name != "derive" {
      guard child.name == "headings" else {
        fault(child, "字段内不应有 \(child.name)", "a field holds no \(child.name)")
        continue
      }
      expect(child, ["part"])
      for word in child.text.split(whereSeparator: \.isWhitespace) {
        claim(String(word), for: name, at: child)
        found.append(FieldDefinition.Heading(String(word), part: child["part"].map { FieldPart($0) }))
      }
    }
    return found
  }

  /// One heading must not mean two fields: a list's column could not be told apart.
  mutating func claim(_ heading: String, for name: FieldName, at element: XMLElement) {
    guard let other = headings.updateValue(name, forKey: heading), other != name else { return }
    fault(
      element, "表头“\(heading)”已属于 \(other)", "the heading “\(heading)” belongs to \(other) already",
      code: .dictionaryDuplicate)
  }

  /// `<order fields="a b c"/>`: dates that follow one another.
  mutating func readOrder(_ element: XMLElement) {
    expect(element, ["fields", "basis"])
    let names = (element["fields"] ?? "").split(whereSeparator: \.isWhitespace).map { FieldName(String($0)) }
    if names.count < 2 { fault(element, "order 须列出至少两个日期字段", "order should name two date fields or more") }
    orders.append((DateOrder(fields: names, basis: element["basis"] ?? ""), element.place))
  }

  mutating func check(_ order: DateOrder, at place: Place) {
    for name in order.fields
    where !fields.contains(where: { $0.definition.name == name && $0.definition.type == .date }) {
      fault(
        at: place, "order 中的 \(name) 不是日期字段", "\(name) in order is no date field", code: .dictionaryReference)
    }
  }

  /// Entries are kept in the order of one of their own options.
  mutating func check(sortedBy field: FieldName, of entities: [String], at place: Place) {
    let definition = fields.first { $0.definition.name == field }?.definition ?? base?[field]
    if definition?.type == .option, entities.contains(field.entity) { return }
    fault(
      at: place, "sorted-by 的 \(field) 不是组内的单选字段", "\(field) in sorted-by is no field of one option of the group",
      code: .dictionaryReference)
  }

  mutating func readGroup(_ element: XMLElement) {
    expect(element, ["name", "zh", "en", "of", "sorted-by"])
    guard let name = fieldName(element), let label = label(element) else { return }
    let entities = (element["of"] ?? "").split(separator: " ").map { String($0) }
    guard let first = entities.first else {
      fault(element, "缺少属性 of：组内记录的字段前缀", "the attribute of is missing: the entities of the group's entries")
      return
    }
    let order = element["sorted-by"].map { FieldName($0) }
    groups.append(
      GroupDefinition(
        name: name, label: label, entity: first, alsoHolding: Array(entities.dropFirst()), sortedBy: order))
    if let order { sortings.append((order, entities, element.place)) }
  }

  mutating func label(_ element: XMLElement) -> Phrase? {
    guard let chinese = element["zh"], let english = element["en"], !chinese.isEmpty, !english.isEmpty else {
      fault(element, "缺少中文名 zh 或英文名 en", "the label zh or en is missing")
      return nil
    }
    return Phrase(chinese, english)
  }

  mutating func fieldName(_ element: XMLElement) -> FieldName? {
    guard let name = element["name"] else {
      fault(element, "缺少属性 name", "the attribute name is missing")
      return nil
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy(isWord) else {
      fault(
        element, "字段名 \(name) 应为“实体.字段”", "the name \(name) should be entity.field",
        hint: Phrase("例如 retiree.name，只用字母和数字", "such as retiree.name, with letters and digits only"))
      return nil
    }
    if !names.insert(name).inserted {
      fault(element, "\(name) 重复定义", "\(name) is defined twice", code: .dictionaryDuplicate)
    }
    return FieldName(name)
  }

  func isWord(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLowercase else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}
