public import Diagnostics

/// What parts two versions of a form, as a reader of returned papers must know.
public struct TemplateDifference: Sendable {
  /// One thing that changed.
  public struct Change: Sendable, Hashable {
    /// What kind of thing it is.
    public enum Subject: String, Sendable {
      /// Title, version, copies, paper.
      case form
      /// A box for a value.
      case box
      /// A choice of a list.
      case option
      /// Words that are printed.
      case words
    }

    /// What became of it.
    public enum Kind: String, Sendable {
      case added
      case removed
      case changed
      /// It stands on another page.
      case moved
    }

    /// What kind of thing it is.
    public var subject: Subject
    /// What became of it.
    public var kind: Kind
    /// The box's or field's name, or the words themselves.
    public var name: String
    /// What it is called, and what changed about it.
    public var detail: Phrase
  }

  /// Forms first, then boxes, options and words, each in the order of the paper.
  public var changes: [Change]
  /// The old boxes whose values the new version cannot take; returned papers of the old version need its own template then.
  public var unreadable: [String]
  /// Whether papers of the old version would be taken for papers of the new one: their versions are alike.
  public var sharesVersion: Bool
}

/// What of a form a difference is about.
struct TemplateOutline {
  struct Box {
    var label: String
    /// What kind of value it takes, in a word.
    var kind: String
    var page: Int
    var width: Double
    var height: Double
  }

  /// Title, version, copies and the like, by what they are called.
  var facts: [(name: Phrase, value: String)]
  var version: String
  /// In the order of the paper, entries of groups as `*`.
  var boxes: [(name: String, box: Box)]
  /// The codes and words of every list that the form shows, by field.
  var options: [(field: String, label: String, list: [(code: String, word: String)])]
  var words: [String]
}

extension TemplateDifference {
  init(from old: TemplateOutline, to new: TemplateOutline) {
    changes =
      Self.facts(old, new) + Self.boxes(old, new) + Self.options(old, new) + Self.words(old, new)
    let after = Dictionary(new.boxes.map { ($0.name, $0.box.kind) }) { first, _ in first }
    let newCodes = Dictionary(new.options.map { ($0.field, Set($0.list.map(\.code))) }) { first, _ in first }
    let lostOptions = old.options.compactMap { field, _, list in
      newCodes[field].flatMap { codes in list.allSatisfy { codes.contains($0.code) } ? nil : field }
    }
    unreadable = old.boxes.filter { after[$0.name] != $0.box.kind }.map(\.name) + lostOptions
    sharesVersion = old.version == new.version
  }

  private static func facts(_ old: TemplateOutline, _ new: TemplateOutline) -> [Change] {
    zip(old.facts, new.facts).filter { $0.value != $1.value }.map { before, after in
      Change(
        subject: .form, kind: .changed, name: before.name.english,
        detail: Phrase(
          "\(before.name.chinese)：\(before.value) → \(after.value)",
          "\(before.name.english): \(before.value) → \(after.value)"))
    }
  }

  private static func boxes(_ old: TemplateOutline, _ new: TemplateOutline) -> [Change] {
    let before = Dictionary(old.boxes) { first, _ in first }
    let after = Dictionary(new.boxes) { first, _ in first }
    func change(_ kind: Change.Kind, _ name: String, _ chinese: String, _ english: String) -> Change {
      Change(subject: .box, kind: kind, name: name, detail: Phrase(chinese, english))
    }
    var changes: [Change] = []
    for (name, box) in old.boxes where after[name] == nil {
      changes.append(change(.removed, name, box.label, box.label))
    }
    for (name, box) in new.boxes {
      guard let was = before[name] else {
        changes.append(change(.added, name, "\(box.label)（第 \(box.page) 页）", "\(box.label) (page \(box.page))"))
        continue
      }
      if was.kind != box.kind {
        changes.append(
          change(.changed, name, "\(box.label)：\(was.kind) → \(box.kind)", "\(box.label): \(was.kind) → \(box.kind)"))
      }
      if was.page != box.page {
        changes.append(
          change(
            .moved, name, "\(box.label)：第 \(was.page) 页 → 第 \(box.page) 页",
            "\(box.label): page \(was.page) → page \(box.page)"))
      }
      if abs(was.width - box.width) > 0.5 || abs(was.height - box.height) > 0.5 {
        let (from, to) = (size(was), size(box))
        changes.append(change(.changed, name, "\(box.label)：\(from) → \(to)", "\(box.label): \(from) → \(to)"))
      }
    }
    return changes
  }

  private static func size(_ box: TemplateOutline.Box) -> String {
    "\(Int(box.width.rounded()))×\(Int(box.height.rounded())) mm"
  }

  private static func options(_ old: TemplateOutline, _ new: TemplateOutline) -> [Change] {
    var changes: [Change] = []
    for (field, label, list) in new.options {
      guard let was = old.options.first(where: { $0.field == field })?.list else { continue }
      func key(_ option: (code: String, word: String)) -> String { "\(option.code) \(option.word)" }
      let (before, after) = (Set(was.map(key)), Set(list.map(key)))
      for option in was where !after.contains(key(option)) {
        changes.append(
          Change(
            subject: .option, kind: .removed, name: field,
            detail: Phrase("\(label)：\(key(option))", "\(label): \(key(option))")))
      }
      for option in list where !before.contains(key(option)) {
        changes.append(
          Change(
            subject: .option, kind: .added, name: field,
            detail: Phrase("\(label)：\(key(option))", "\(label): \(key(option))")))
      }
    }
    return changes
  }

  private static func words(_ old: TemplateOutline, _ new: TemplateOutline) -> [Change] {
    new.words.difference(from: old.words).map { step in
      switch step {
      case .insert(_, let text, _): Change(subject: .words, kind: .added, name: text, detail: Phrase(text, text))
      case .remove(_, let text, _): Change(subject: .words, kind: .removed, name: text, detail: Phrase(text, text))
      }
    }
  }
}
