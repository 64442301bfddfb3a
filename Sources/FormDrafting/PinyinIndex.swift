import Foundation
import Records

/// Fields by the Latin letters that Chinese programmers call them by: `xingming`, `sfzh`.
struct PinyinIndex {
  private var spelled: [String: Set<Meaning>] = [:]
  private var initials: [String: Set<Meaning>] = [:]

  init(_ dictionary: FieldDictionary) {
    let groupOf = Dictionary(dictionary.groups.filter { $0.name != .people }.map { ($0.entity, $0.name) }) { first, _ in
      first
    }
    var headings: [(text: String, meaning: Meaning)] = []
    for field in dictionary.fields {
      let entity = String(field.name.rawValue.prefix { $0 != "." })
      let texts = [(field.label.chinese, nil)] + field.headings.map { ($0.text, $0.part) }
      for (text, part) in texts {
        let plain = comparableHeading(text, dropsParentheses: true)
        guard !plain.isEmpty, plain.unicodeScalars.allSatisfy(\.properties.isIdeographic) else { continue }
        headings.append((plain, Meaning(key: FieldKey(field.name, part), group: groupOf[entity])))
      }
    }
    // All at once: making a transform is what takes the time.
    let all = headings.map(\.text).joined(separator: "\n")
    let lines = Self.latin(all).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == headings.count else { return }
    for (line, heading) in zip(lines, headings) {
      let syllables = line.split(separator: " ")
      guard syllables.count == heading.text.count, syllables.count > 1 else { continue }
      spelled[syllables.joined(), default: []].insert(heading.meaning)
      initials[String(syllables.compactMap(\.first)), default: []].insert(heading.meaning)
    }
  }

  /// Without tones; ü is u, as in most names of variables it is v.
  private static func latin(_ text: String) -> String {
    let toned = text.applyingTransform(.mandarinToLatin, reverse: false) ?? ""
    return (toned.applyingTransform(.stripDiacritics, reverse: false) ?? "").lowercased()
  }

  /// What a name of letters alone may mean, with how often that is right; nothing when that is too uncertain.
  func meanings(of name: String) -> [(meaning: Meaning, weight: Double)] {
    guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return [] }
    let plain = name.replacingOccurrences(of: "nv", with: "nu").replacingOccurrences(of: "lv", with: "lu")
    if let found = spelled[plain] { return Self.shared(found, weight: 0.85) }
    guard let found = initials[name] else { return [] }
    return Self.shared(found, weight: name.count >= 4 ? 0.58 : name.count == 3 ? 0.5 : 0.3)
  }

  private static func shared(_ meanings: Set<Meaning>, weight: Double) -> [(meaning: Meaning, weight: Double)] {
    guard meanings.count <= 3 else { return [] }
    return meanings.map { ($0, weight / Double(meanings.count)) }
  }
}
