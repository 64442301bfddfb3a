/// What a column, or the box beside a label, means.
package enum ColumnMeaning: Hashable {
  case field(FieldKey)
  /// A field of a repeated part; without a number, the next entry that lacks it.
  case entry(group: FieldName, number: Int?, FieldKey)
  /// Known, and nothing to read: row numbers, and the columns that `rejected.xlsx` adds.
  case ignored
}

/// Finds the field that a heading means, by the dictionary's names, labels, headings and options.
///
/// Headings are held and looked up as the UTF-8 of what `comparableHeading` makes of them: the search for a table's
/// headings asks for some thousand texts, most of which mean nothing.
package final class HeadingIndex {
  private typealias EntryField = (group: FieldName, key: FieldKey)

  /// Positions in `meanings`: what a heading means by itself.
  private var words = ByteTable(capacity: 2048)
  private var meanings: [ColumnMeaning] = []
  /// Positions in `entryFields`: fields of repeated parts, by headings that say the group too, or that nothing else has.
  private var entryWords = ByteTable(capacity: 128)
  private var entryFields: [EntryField] = []
  /// Positions in `groups`: words for a group, such as 家庭其他联系人 and 联系人.
  private var groupWords = ByteTable(capacity: 64)
  private var groups: [FieldName] = []
  /// Positions in `shortFields`: what a short heading such as 电话 means within each group that has it.
  private var shortWords = ByteTable(capacity: 64)
  private var shortFields: [[EntryField]] = []
  private var longestShort = 0
  private let dictionary: FieldDictionary
  /// The characters of all headings, to know them in the second coding that some have: 年 is U+5E74, and U+F98E too.
  private lazy var letters = knownLetters

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
  private static let ignoredHeadings = ["序号", "编号", "序", "no", "行号", "顺序号", "问题与处理"]

  package init(_ dictionary: FieldDictionary) {
    self.dictionary = dictionary
    for heading in Self.ignoredHeadings { add(Array(heading.utf8), .ignored) }
    let groups = dictionary.groups.filter { $0.name != .people }
    let groupOf = Dictionary(groups.map { ($0.entity, $0) }) { first, _ in first }
    addWords(of: groups)
    // What a field is called goes before what an option or a part is called.
    for field in dictionary.fields {
      let group = groupOf[entity(field.name)]
      for (text, part) in headings(of: field) {
        let key = FieldKey(field.name, part)
        if let group {
          addEntry(comparableBytes(text), key, group.name)
        } else {
          add(comparableBytes(text), .field(key))
        }
      }
    }
    for position in shortFields.indices { shortFields[position].sort { $0.group < $1.group } }
    for field in dictionary.fields where groupOf[entity(field.name)] == nil { addParts(of: field) }
  }

  /// What a column means whose headings, from the top row to the bottom row, are these.
  ///
  /// The lower rows alone are tried too, since a title may stand above; and so is what follows a `-`, since headings of
  /// two rows come back as one text when a refused row is mended.
  package func meaning(of path: [String]) -> ColumnMeaning? {
    if path.last.map(isOfRejected) ?? true { return .ignored }
    var text = path.joined(separator: "-")[...]
    while true {
      if let found = meaning(ofText: text) { return found }
      guard let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
      text = text[text.utf8.index(after: dash)...]
    }
  }

  /// What a short heading means beside the columns of a group.
  package func meaning(of text: String, within group: FieldName) -> ColumnMeaning? {
    spelled(comparableBytes(text)).withUnsafeBufferPointer { shortWords[$0] }
      .flatMap { shortFields[$0].first { $0.group == group } }
      .map { .entry(group: group, number: nil, $0.key) }
  }

  /// The part of an address or date that a word beside a box names, such as 年 or 街道（镇）.
  package static func part(_ word: String, of type: FieldType) -> FieldPart? {
    let word = comparableHeading(word)
    return partWords[type]?.first { $0.1.contains(word) }?.0
  }

  private func isOfRejected(_ text: String) -> Bool { text.hasPrefix("问题：") || text.hasPrefix("来源：") }

  private func meaning(ofText text: Substring) -> ColumnMeaning? {
    guard text.utf8.count <= 400 else { return nil }
    let heading = spelled(comparableBytes(text))
    if let found = meaning(ofHeading: heading) { return found }
    let bare = spelled(comparableBytes(text, dropsParentheses: true))
    return bare == heading ? nil : meaning(ofHeading: bare)
  }

  private func meaning(ofHeading heading: [UInt8]) -> ColumnMeaning? {
    guard !heading.isEmpty else { return nil }
    return heading.withUnsafeBufferPointer { heading in
      if let word = words[heading] { return meanings[word] }
      if let (group, key) = entryField(heading) { return .entry(group: group, number: nil, key) }
      guard let (rest, number) = numbered(heading), number <= 50,
        let (group, key) = rest.withUnsafeBufferPointer(entryField)
      else { return nil }
      return .entry(group: group, number: number, key)
    }
  }

  private func entryField(_ heading: UnsafeBufferPointer<UInt8>) -> EntryField? {
    entryWords[heading].map { entryFields[$0] } ?? composed(heading)
  }

  /// A heading of a group's word and a short heading, in this order or with the group's label shortened; 联系电话 goes
  /// before 电话.
  private func composed(_ heading: UnsafeBufferPointer<UInt8>) -> EntryField? {
    for start in max(1, heading.count - longestShort)..<max(1, heading.count) where isCharacterStart(heading[start]) {
      guard let short = shortWords[heading.part(start..<heading.count)] else { continue }
      let word = heading.part(0..<start)
      if let found = shortFields[short].first(where: { isWord(word, for: $0.group) }) { return found }
    }
    return nil
  }

  /// Whether a word is one for a group, or ends with one of at least three characters.
  private func isWord(_ word: UnsafeBufferPointer<UInt8>, for group: FieldName) -> Bool {
    if groupWords[word].map({ groups[$0] }) == group { return true }
    return word.indices.contains { start in
      guard isCharacterStart(word[start]) else { return false }
      let end = word.part(start..<word.count)
      return groupWords[end].map { groups[$0] } == group && end.lazy.filter(isCharacterStart).count >= 3
    }
  }

  /// A compared heading with its characters in the coding of the dictionary, where they have another.
  private func spelled(_ heading: [UInt8]) -> [UInt8] {
    // The compatibility ideographs begin with EF and F0.
    guard heading.contains(where: { $0 >= 0xEF }) else { return heading }
    return String(decoding: heading, as: UTF8.self).flatMap { character in
      Array((letters.firstIndex(of: character).map { letters[$0] } ?? character).utf8)
    }
  }

  private var knownLetters: Set<Character> {
    var texts = dictionary.groups.map(\.label.chinese) + Self.partWords.values.joined().flatMap(\.1)
    for field in dictionary.fields {
      texts += headings(of: field).map(\.0)
      for option in dictionary.options(of: field.name)?.options ?? [] { texts += [option.label] + option.synonyms }
    }
    return Set(texts.joined())
  }

  // MARK: Filling

  private func entity(_ name: FieldName) -> String {
    name.rawValue.split(separator: ".").first.map { String($0) } ?? ""
  }

  private func headings(of field: FieldDefinition) -> [(String, FieldPart?)] {
    [(field.name.rawValue, nil), (field.label.chinese, nil), (field.label.english, nil)]
      + field.headings.map { ($0.text, $0.part) }
  }

  private func add(_ heading: [UInt8], _ meaning: ColumnMeaning) {
    guard !heading.isEmpty, heading.withUnsafeBufferPointer({ words[$0] }) == nil else { return }
    heading.withUnsafeBufferPointer { words.insert($0, meanings.count) }
    meanings.append(meaning)
  }

  private func addEntry(_ heading: [UInt8], _ key: FieldKey, _ group: FieldName) {
    guard !heading.isEmpty else { return }
    heading.withUnsafeBufferPointer { heading in
      if entryWords[heading] == nil {
        entryWords.insert(heading, entryFields.count)
        entryFields.append((group, key))
      }
      // 联系人电话 and the word 联系人 give 电话; 关系 alone is short already.
      let word = (1...heading.count).last { groupWords[heading.part(0..<$0)].map { groups[$0] } == group } ?? 0
      addShort(heading.part(word..<heading.count), (group, key))
    }
  }

  private func addShort(_ short: UnsafeBufferPointer<UInt8>, _ field: EntryField) {
    guard !short.isEmpty else { return }
    if let known = shortWords[short] {
      if !shortFields[known].contains(where: { $0.group == field.group }) { shortFields[known].append(field) }
    } else {
      shortWords.insert(short, shortFields.count)
      shortFields.append([field])
      longestShort = max(longestShort, short.count)
    }
  }

  /// A group is called by its label and the label's endings; and by what its fields' labels begin with in common.
  private func addWords(of known: [GroupDefinition]) {
    var found: [String: FieldName] = [:]
    for group in known {
      let label = comparableHeading(group.label.chinese)
      for length in stride(from: label.count, through: 3, by: -1) { found[String(label.suffix(length))] = group.name }
      let labels = dictionary.fields.filter { entity($0.name) == group.entity }.map {
        comparableHeading($0.label.chinese)
      }
      for start in labels {
        for length in stride(from: start.count - 1, through: 2, by: -1) {
          let word = String(start.prefix(length))
          if labels.filter({ $0.hasPrefix(word) }).count >= 2 { found[word] = group.name }
        }
      }
      found[comparableHeading(group.name.rawValue)] = group.name
    }
    for (word, group) in found {
      groupWords.insert(word, groups.count)
      groups.append(group)
    }
  }

  private func addParts(of field: FieldDefinition) {
    let bases = headings(of: field).filter { $0.1 == nil }.map { comparableBytes($0.0) }
    for (part, words) in Self.partWords[field.type] ?? [] {
      let meaning = ColumnMeaning.field(FieldKey(field.name, part))
      for base in bases { for word in words { add(base + word.utf8, meaning) } }
      add(bases[0] + comparableBytes(part.rawValue), meaning)
    }
    guard field.type == .options else { return }
    for option in dictionary.options(of: field.name)?.options ?? [] {
      let meaning = ColumnMeaning.field(FieldKey(field.name, FieldPart(option.code)))
      for word in ([option.label] + option.synonyms).map({ comparableBytes($0) }) {
        add(word, meaning)
        for base in bases { add(base + word, meaning) }
      }
      add(bases[0] + comparableBytes(option.code), meaning)
    }
  }
}

private func isCharacterStart(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
