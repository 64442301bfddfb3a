import Records

/// What a column means.
enum ColumnMeaning: Hashable {
  case field(FieldKey)
  /// A field of a repeated part; without a number, the next entry that lacks it.
  case entry(group: FieldName, number: Int?, FieldKey)
  /// Known, and nothing to read: row numbers, and the columns that `rejected.xlsx` adds.
  case ignored
}

/// Finds the field that a heading means, by the dictionary's names, labels, headings and options.
struct HeadingIndex {
  private var fields: [String: FieldKey] = [:]
  /// Fields of repeated parts, by headings that say the group too, or that nothing else has.
  private var entryFields: [String: (FieldName, FieldKey)] = [:]
  /// Words for a group, such as 家庭其他联系人 and 联系人.
  private var groupWords: [String: FieldName] = [:]
  /// Within a group, what a short heading such as 电话 means.
  private var shortHeadings: [FieldName: [String: FieldKey]] = [:]
  /// The same, longest first: 联系电话 goes before 电话.
  private var orderedShortHeadings: [(group: FieldName, short: String, key: FieldKey)] = []
  /// Words for the parts of addresses and dates under a heading that names the field.
  private static let partWords: [FieldType: [(FieldPart, [String])]] = [
    .address: [
      (.city, ["市区", "市", "区", "县", "县区", "区县", "县市区", "市县区", "市县"]),
      (.street, ["街道镇", "街道", "镇", "乡镇", "乡镇街道", "街道乡镇", "镇街"]),
      (.community, ["社区", "村", "社区村", "村居", "村社区", "居委会"]),
      (.number, ["号", "门牌号", "门牌", "楼号", "详细地址", "具体地址"]),
    ],
    .date: [(.year, ["年", "年份"]), (.month, ["月", "月份"]), (.day, ["日"])],
  ]
  private static let ignoredHeadings: Set<String> = ["序号", "编号", "序", "no", "行号", "顺序号", "问题与处理"]

  init(_ dictionary: FieldDictionary) {
    let groups = dictionary.groups.filter { $0.name != .people }
    let groupOf = Dictionary(groups.map { ($0.entity, $0) }) { first, _ in first }
    for group in groups { addWords(of: group, dictionary) }
    // What a field is called goes before what an option or a part is called.
    for field in dictionary.fields {
      let group = groupOf[entity(field.name)]
      for (text, part) in headings(of: field) {
        if let group {
          addEntry(text, FieldKey(field.name, part), group)
        } else {
          add(text, FieldKey(field.name, part))
        }
      }
    }
    orderedShortHeadings = shortHeadings.flatMap { group, shorts in shorts.map { (group, $0.key, $0.value) } }
      .sorted { ($1.1.count, $0.1, $0.0) < ($0.1.count, $1.1, $1.0) }
    for field in dictionary.fields where groupOf[entity(field.name)] == nil { addParts(of: field, dictionary) }
  }

  /// What a column means whose headings, from the top row to the bottom row, are these.
  ///
  /// The lower rows alone are tried too, since a title may stand above; and so is what follows a `-`, since headings of
  /// two rows come back as one text when a refused row is mended.
  func meaning(of path: [String]) -> ColumnMeaning? {
    if path.last.map(isOfRejected) ?? true { return .ignored }
    var text = path.joined(separator: "-")[...]
    while true {
      if let found = meaning(ofText: String(text)) { return found }
      guard let dash = text.firstIndex(of: "-") else { return nil }
      text = text[text.index(after: dash)...]
    }
  }

  /// What a short heading means beside the columns of a group.
  func meaning(of text: String, within group: FieldName) -> ColumnMeaning? {
    shortHeadings[group]?[comparableHeading(text)].map { .entry(group: group, number: nil, $0) }
  }

  private func isOfRejected(_ text: String) -> Bool { text.hasPrefix("问题：") || text.hasPrefix("来源：") }

  private func meaning(ofText text: String) -> ColumnMeaning? {
    guard text.utf8.count <= 400 else { return nil }
    for drops in [false, true] {
      let heading = comparableHeading(text, dropsParentheses: drops)
      guard !heading.isEmpty else { continue }
      if Self.ignoredHeadings.contains(heading) { return .ignored }
      if let key = fields[heading] { return .field(key) }
      if let found = entry(heading) { return found }
    }
    return nil
  }

  private func entry(_ heading: String) -> ColumnMeaning? {
    if let (group, key) = entryFields[heading] ?? composed(heading) {
      return .entry(group: group, number: nil, key)
    }
    if let (rest, number) = numbered(heading), number <= 50, let (group, key) = entryFields[rest] ?? composed(rest) {
      return .entry(group: group, number: number, key)
    }
    return nil
  }

  /// A heading of a group's word and a short heading, in this order or with the group's label shortened.
  private func composed(_ heading: String) -> (FieldName, FieldKey)? {
    for (group, short, key) in orderedShortHeadings where heading.hasSuffix(short) && heading != short {
      let word = String(heading.dropLast(short.count))
      if groupWords[word] == group { return (group, key) }
      let ends = groupWords.contains { $0.value == group && $0.key.count >= 3 && word.hasSuffix($0.key) }
      if ends { return (group, key) }
    }
    return nil
  }

  // MARK: Filling

  private func entity(_ name: FieldName) -> String {
    name.rawValue.split(separator: ".").first.map { String($0) } ?? ""
  }

  private func headings(of field: FieldDefinition) -> [(String, FieldPart?)] {
    [(field.name.rawValue, nil), (field.label.chinese, nil), (field.label.english, nil)]
      + field.headings.map { ($0.text, $0.part) }
  }

  private mutating func add(_ text: String, _ key: FieldKey) {
    let heading = comparableHeading(text)
    if !heading.isEmpty, fields[heading] == nil { fields[heading] = key }
  }

  private mutating func addEntry(_ text: String, _ key: FieldKey, _ group: GroupDefinition) {
    let heading = comparableHeading(text)
    guard !heading.isEmpty else { return }
    if entryFields[heading] == nil { entryFields[heading] = (group.name, key) }
    // 联系人电话 and the word 联系人 give 电话; 关系 alone is short already.
    let word = groupWords.filter { $0.value == group.name && heading.hasPrefix($0.key) }.map(\.key).max {
      $0.count < $1.count
    }
    let short = word.map { String(heading.dropFirst($0.count)) } ?? heading
    if !short.isEmpty, shortHeadings[group.name]?[short] == nil { shortHeadings[group.name, default: [:]][short] = key }
  }

  /// A group is called by its label and the label's endings; and by what its fields' labels begin with in common.
  private mutating func addWords(of group: GroupDefinition, _ dictionary: FieldDictionary) {
    let label = comparableHeading(group.label.chinese)
    for length in stride(from: label.count, through: 3, by: -1) {
      groupWords[String(label.suffix(length))] = group.name
    }
    let labels = dictionary.fields.filter { entity($0.name) == group.entity }.map {
      comparableHeading($0.label.chinese)
    }
    for start in labels {
      for length in stride(from: start.count - 1, through: 2, by: -1) {
        let word = String(start.prefix(length))
        if labels.filter({ $0.hasPrefix(word) }).count >= 2 { groupWords[word] = group.name }
      }
    }
    groupWords[comparableHeading(group.name.rawValue)] = group.name
  }

  private mutating func addParts(of field: FieldDefinition, _ dictionary: FieldDictionary) {
    let bases = headings(of: field).filter { $0.1 == nil }.map(\.0)
    for (part, words) in Self.partWords[field.type] ?? [] {
      for base in bases { for word in words { add(base + word, FieldKey(field.name, part)) } }
      add(bases[0] + part.rawValue, FieldKey(field.name, part))
    }
    guard field.type == .options else { return }
    for option in dictionary.options(of: field.name)?.options ?? [] {
      let key = FieldKey(field.name, FieldPart(option.code))
      for word in [option.label] + option.synonyms {
        add(word, key)
        for base in bases { add(base + word, key) }
      }
      add(bases[0] + option.code, key)
    }
  }
}
