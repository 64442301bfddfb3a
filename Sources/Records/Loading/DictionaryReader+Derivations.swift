import Diagnostics
package import XMLTrees

/// `<derive>` within a field. Whether what it names exists is seen once the whole dictionary is known: `DerivationCheck`.
extension DictionaryReader {
  private static let kinds = [
    "count", "sum", "capitals", "from", "text", "product", "add", "years-from", "option-of",
  ]

  mutating func readDerivation(_ field: XMLElement) -> Derivation? {
    let elements = field.elements(named: "derive")
    guard let element = elements.first else { return nil }
    let kinds = Self.kinds.filter { element[$0] != nil }
    guard elements.count == 1, kinds.count == 1, let kind = kinds.first, let value = element[kind] else {
      fault(
        element, "derive 应恰有 \(Self.kinds.joined(separator: "、")) 之一",
        "derive should have exactly one of \(Self.kinds.joined(separator: ", "))")
      return nil
    }
    switch kind {
    case "count":
      expect(element, ["count", "where", "is", "not"])
      return Derivation(.count(group: FieldName(value)), where: readCondition(element))
    case "sum":
      expect(element, ["sum", "of", "where", "is", "not"])
      guard let group = element["of"] else {
        fault(element, "sum 须写明 of：对哪个分组求和", "sum needs of: the group that is added up")
        return nil
      }
      return Derivation(.sum(of: FieldName(value), in: FieldName(group)), where: readCondition(element))
    case "capitals":
      expect(element, ["capitals"])
      return Derivation(.capitals(of: FieldName(value)))
    case "text":
      expect(element, ["text"])
      return Derivation(.joined(names(value)))
    case "product":
      expect(element, ["product"])
      return Derivation(.product(names(value)))
    case "add":
      expect(element, ["add", "less"])
      return Derivation(.balance(adding: names(value), taking: names(element["less"] ?? "")))
    case "years-from":
      expect(element, ["years-from", "at"])
      guard let end = element["at"] else {
        fault(element, "years-from 须写明 at：算到哪个日期", "years-from needs at: the date that years are counted to")
        return nil
      }
      return Derivation(.years(from: FieldName(value), to: FieldName(end)))
    case "option-of":
      expect(element, ["option-of", "map"])
      return readMap(element).map { Derivation(.option(of: FieldName(value), codes: $0)) }
    default:
      expect(element, ["from", "days", "days-field", "months"])
      return readPeriod(element).map { Derivation(.deadline(from: FieldName(value), $0)) }
    }
  }

  private func names(_ list: String) -> [FieldName] {
    list.split(whereSeparator: \.isWhitespace).map { FieldName(String($0)) }
  }

  /// `map="01:full 02:probationary"`: codes of the other field, and what they stand for here.
  private mutating func readMap(_ element: XMLElement) -> [String: String]? {
    let words = (element["map"] ?? "").split(whereSeparator: \.isWhitespace)
    let pairs = words.map { $0.split(separator: ":").map(String.init) }
    guard !pairs.isEmpty, pairs.allSatisfy({ $0.count == 2 }) else {
      fault(element, "map 应写成“代码:代码”，以空格分开", "map should be pairs code:code, parted by blanks")
      return nil
    }
    return Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  private mutating func readPeriod(_ element: XMLElement) -> Derivation.Period? {
    if let period = Derivation.Period(element) { return period }
    fault(
      element, "期限应恰有 days、days-field、months 之一，且为正整数",
      "a period should have exactly one of days, days-field, months, a positive whole number")
    return nil
  }

  /// `where="retiree.politicalStatus" is="01 02"`, or `not`, or neither: there is a value.
  private mutating func readCondition(_ element: XMLElement) -> RecordCondition? {
    guard let field = element["where"] else {
      if element["is"] != nil || element["not"] != nil {
        fault(element, "is 和 not 须与 where 同用", "is and not go with where")
      }
      return nil
    }
    switch (codes(element["is"]), codes(element["not"])) {
    case (let one?, nil): return RecordCondition(field: FieldName(field), test: .oneOf(one))
    case (nil, let none?): return RecordCondition(field: FieldName(field), test: .noneOf(none))
    case (nil, nil): return RecordCondition(field: FieldName(field), test: .present)
    case (_?, _?):
      fault(element, "is 和 not 只能写一个", "is and not exclude each other")
      return nil
    }
  }

  private func codes(_ list: String?) -> [String]? { list?.split(whereSeparator: \.isWhitespace).map(String.init) }
}

extension Derivation.Period {
  /// The period that an element's attributes say; `nil` when there is none, or more than one.
  package init?(_ element: XMLElement) {
    let days = element["days"].map { Int($0) ?? 0 }
    let months = element["months"].map { Int($0) ?? 0 }
    switch (days, element["days-field"], months) {
    case (let days?, nil, nil) where days > 0: self = .days(days)
    case (nil, let field?, nil): self = .daysOf(FieldName(field))
    case (nil, nil, let months?) where months > 0: self = .months(months)
    default: return nil
    }
  }
}
