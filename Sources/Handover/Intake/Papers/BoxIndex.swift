import Composing
import Templates

/// Tells which forms have boxes of these names.
struct BoxIndex: Sendable {
  /// A form by what a file can be recognised by.
  struct Entry: Sendable {
    var name: String
    var version: String
    var title: String
    /// How many boxes it has that stand once on the paper.
    var own: Int
  }

  private(set) var entries: [Entry] = []
  private var byBox: [String: [Int]] = [:]

  /// This much of a form's boxes, and of the file's, is enough to know it by.
  private static let enough = 0.6

  mutating func add(_ profile: Profile) {
    for form in profile.forms + profile.olderForms {
      let boxes = Composer(form: form, dictionary: profile.rules.dictionary).boxKeys.keys
      for box in boxes { byBox[box, default: []].append(entries.count) }
      entries.append(
        Entry(name: form.name, version: form.version, title: form.title, own: boxes.count { Self.standsOnce($0) }))
    }
  }

  /// Whether any form has a box of one of these names.
  func knows(anyOf patterns: Set<String>) -> Bool { patterns.contains { byBox[$0] != nil } }

  /// The forms that fit best, and equally well; empty when none fits well enough.
  func best(_ patterns: Set<String>) -> [Entry] {
    var hits: [Int: (all: Int, own: Int)] = [:]
    for pattern in patterns {
      for number in byBox[pattern] ?? [] {
        hits[number, default: (0, 0)].all += 1
        if Self.standsOnce(pattern) { hits[number, default: (0, 0)].own += 1 }
      }
    }
    let likenesses = hits.map { number, hits in
      let own = entries[number].own
      let ofForm = own == 0 ? 1 : Double(hits.own) / Double(own)
      return (number, min(Double(hits.all) / Double(patterns.count), ofForm))
    }
    guard let most = likenesses.map(\.1).max(), most >= Self.enough else { return [] }
    return likenesses.filter { $0.1 == most }.map(\.0).sorted().map { entries[$0] }
  }

  private static func standsOnce(_ pattern: String) -> Bool { !pattern.contains("*") }
}
