import Foundation
import Records

/// What words mean: those of labels and tooltips, and the names that programs and people give to boxes.
final class Vocabulary {
  /// What a text means.
  struct Reading: Hashable {
    var meaning: Meaning
    /// Which entry of its group, where the text says so.
    var entry: Int?
    /// Whether the text means that there is nothing to read: 序号.
    var isIgnored = false
  }

  let dictionary: FieldDictionary
  private let index: HeadingIndex
  private let pinyin: PinyinIndex
  private var lists: [String: OptionIndex] = [:]
  /// What the labels of each entity's fields begin with in common: 配偶, 联系人.
  private let entityWords: [(word: String, entity: String)]

  init(_ dictionary: FieldDictionary) {
    self.dictionary = dictionary
    index = HeadingIndex(dictionary)
    pinyin = PinyinIndex(dictionary)
    entityWords = Self.entityWords(of: dictionary)
  }

  // MARK: Words

  /// What a label means.
  ///
  /// - Parameter group: The repeated part that it stands in; only what belongs there is found then.
  func reading(ofLabel text: String, in group: FieldName? = nil) -> Reading? {
    reading(of: Self.variants(of: text) + Self.beginnings(of: text), in: group)
  }

  /// What the first of several texts means that means anything: as a whole, or else by its beginning, which of two labels that run
  /// together would be the wrong one.
  func reading(ofLabels texts: [String], in group: FieldName? = nil) -> (reading: Reading, number: Int)? {
    for ways in [Self.variants, Self.beginnings] {
      for (number, text) in texts.enumerated() {
        if let reading = reading(of: ways(text), in: group) { return (reading, number) }
      }
    }
    return nil
  }

  private func reading(of variants: [String], in group: FieldName?) -> Reading? {
    for variant in variants where comparableHeading(variant).count >= 2 {
      if let found = reading(variant, in: group) { return found }
    }
    return nil
  }

  private func reading(_ text: String, in group: FieldName?) -> Reading? {
    if let group, group != .people {
      if case .entry(_, let number, let key) = index.meaning(of: text, within: group) {
        return Reading(meaning: Meaning(key: key, group: group), entry: number)
      }
    }
    switch index.meaning(of: [text]) {
    case nil: return nil
    case .ignored: return Reading(meaning: Meaning(key: FieldKey("")), isIgnored: true)
    case .entry(let found, let number, let key):
      guard group == nil || group == found else { return nil }
      return Reading(meaning: Meaning(key: key, group: found), entry: number)
    case .field(let key):
      guard let group else { return Reading(meaning: Meaning(key: key)) }
      guard group == .people, dictionary.group(.people)?.entities.contains(entity(of: key)) == true else { return nil }
      return Reading(meaning: Meaning(key: key, group: group))
    }
  }

  /// The text, and what is left of it without what forms put around a label.
  private static func variants(of text: String) -> [String] {
    var variants = [text]
    func add(_ text: some StringProtocol) {
      let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if !text.isEmpty, !variants.contains(text) { variants.append(text) }
    }
    let bare = text.drop { $0.isNumber || "一二三四五六七八九十、.．（）()*＊ \u{3000}".contains($0) }
    add(bare)
    for start in ["请输入", "请填写", "请填", "请选择", "请写明", "输入", "填写", "选择"] {
      if text.hasPrefix(start) { add(text.dropFirst(start.count)) }
    }
    for variant in variants where variant.hasPrefix("您的") || variant.hasPrefix("你的") { add(variant.dropFirst(2)) }
    return variants
  }

  /// What stands before a remark: 姓名（必填）.
  private static func beginnings(of text: String) -> [String] {
    let start = text.prefix { !"：:（(，,；;。".contains($0) }
    return start.count < text.count ? variants(of: String(start)) : []
  }

  func entity(of key: FieldKey) -> String { String(key.name.rawValue.prefix { $0 != "." }) }

  /// Whom a title speaks of by its first word: 配偶情况.
  func entity(atStartOf title: String) -> (word: String, entities: Set<String>)? {
    let start = comparableHeading(title.drop { $0.isNumber || "一二三四五六七八九十、.．（）() ".contains($0) })
    let found = entityWords.filter { start.hasPrefix($0.word) }
    return found.first.map { ($0.word, Set(found.map(\.entity))) }
  }

  /// Whether a label is a short one that several have: 联系电话 is the end of 经办人联系电话 and 配偶联系电话.
  func isShared(_ label: String, by key: FieldKey) -> Bool {
    guard label.count >= 2 else { return true }
    let entity = entity(of: key)
    let others = dictionary.fields.filter { field in
      ([field.label.chinese] + field.headings.map(\.text)).contains { $0.count > label.count && $0.hasSuffix(label) }
    }
    return Set(others.map { self.entity(of: FieldKey($0.name)) }).subtracting([entity]).count >= 2
  }

  private static func entityWords(of dictionary: FieldDictionary) -> [(word: String, entity: String)] {
    let labels = Dictionary(grouping: dictionary.fields) { String($0.name.rawValue.prefix { $0 != "." }) }
      .mapValues { $0.map { comparableHeading($0.label.chinese) } }
    return labels.flatMap { entity, labels in
      Set(
        labels.map { String($0.prefix(2)) }.filter { word in
          // A word that few of them begin with is none for them all.
          let count = labels.count { $0.hasPrefix(word) }
          return word.count == 2 && count >= 2 && count * 3 >= labels.count
        }
      ).map { ($0, entity) }
    }.sorted { ($0.word, $0.entity) < ($1.word, $1.entity) }
  }

  // MARK: Names

  /// What the name of a box means, with how often that is right.
  func readings(ofName name: String) -> [(reading: Reading, weight: Double, words: String)] {
    for text in Self.texts(ofName: name) {
      let found = readings(ofPart: text)
      if !found.isEmpty { return found.map { ($0.reading, $0.weight, text) } }
    }
    return []
  }

  private func readings(ofPart text: String) -> [(reading: Reading, weight: Double)] {
    if let reading = reading(ofLabel: text) {
      let isHan = text.unicodeScalars.contains { $0.properties.isIdeographic }
      return [(reading, isHan ? 0.88 : 0.78)]
    }
    let letters = comparableHeading(text)
    let stem = letters.reversed().drop { $0.isNumber }.reversed().map { String($0) }.joined()
    let number = Int(letters.dropFirst(stem.count))
    if stem != letters, let reading = reading(ofLabel: stem), !reading.isIgnored {
      return [(Reading(meaning: reading.meaning, entry: number), 0.5)]
    }
    return pinyin.meanings(of: stem).map { (Reading(meaning: $0.meaning, entry: number), $0.weight) }
  }

  /// The parts of a name that may mean something, the last first: programs put forms and pages before it.
  private static func texts(ofName name: String) -> [String] {
    let parts = name.split(separator: ".").map { part in String(part.prefix { $0 != "[" }) }.filter { part in
      let plain = part.lowercased().trimmingCharacters(in: .decimalDigits)
      return !["form", "page", "topmostsubform", "subform", "#subform", "untitled", "表单", "表格", ""].contains(plain)
    }
    guard let last = parts.last else { return [] }
    let joined = parts.suffix(2).joined()
    return parts.count > 1 ? [last, joined, parts.joined(separator: ".")] : [last]
  }

  // MARK: Options

  /// The option that a word means in a field's list, by its word and not by its code.
  func option(_ word: String, of field: FieldName) -> OptionList.Option? {
    guard let list = dictionary.options(of: field) else { return nil }
    let index = lists[list.id] ?? OptionIndex(list)
    lists[list.id] = index
    let word = word.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let number = index.option(word), !word.allSatisfy(\.isNumber) else { return nil }
    return list.options[number]
  }
}
