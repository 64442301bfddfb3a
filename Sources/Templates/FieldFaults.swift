import Diagnostics
import Records

/// Names of fields and parts that files of ours hold against the dictionary.
extension Faults {
  func noSuchField(_ name: FieldName, in dictionary: FieldDictionary, at place: Place) {
    let near = dictionary.fields.map(\.name.rawValue).min { distance($0, name.rawValue) < distance($1, name.rawValue) }
    add(
      .templateUnknownField, at: place,
      Phrase("字典中没有字段 “\(name)”", "the dictionary has no field \"\(name)\""),
      hint: near.map { Phrase("是不是 “\($0)”？", "did you mean \"\($0)\"?") })
  }

  func check(_ part: FieldPart, of definition: FieldDefinition, in dictionary: FieldDictionary, at place: Place) {
    let known = parts(of: definition, in: dictionary)
    guard !known.contains(part) else { return }
    let list = known.map(\.rawValue).joined(separator: " ")
    add(
      .templateUnknownPart, at: place,
      Phrase(
        "“\(definition.name)” 没有 “\(part.rawValue)” 这一部分", "\"\(definition.name)\" has no part \"\(part.rawValue)\""),
      hint: known.isEmpty
        ? Phrase("去掉 part", "remove part") : Phrase("可用：\(list)", "one of: \(list)"))
  }

  private func parts(of definition: FieldDefinition, in dictionary: FieldDictionary) -> [FieldPart] {
    switch definition.type {
    case .date: [.year, .month, .day]
    case .address: [.city, .street, .community, .number]
    case .option, .options: dictionary.options(of: definition.name)?.options.map { FieldPart($0.code) } ?? []
    default: []
    }
  }
}

/// How many single-character edits part two names (Levenshtein).
private func distance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a.utf8), Array(b.utf8))
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let cost = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
