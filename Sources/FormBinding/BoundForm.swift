package import Diagnostics
package import Documents
package import Records

/// What one returned paper says, box by box.
package struct BoundForm: Sendable {
  /// Which entry of a group a box belongs to.
  package struct Entry: Sendable, Hashable {
    package var group: FieldName
    /// The part of the group, where the form parts it, its place among the parts, and its option's word.
    package var section: GroupSection?
    package var sectionNumber = 0
    package var sectionWord = ""
    /// From 1, within the section.
    package var ordinal: Int
  }

  /// A box of the form as it came back.
  package struct Box: Sendable {
    /// Its name, without the paper's prefix.
    package var name: String
    package var key: FieldKey
    /// `nil` for the form's own boxes.
    package var entry: Entry?
    /// Of a word to be struck out when it does not apply: the word. The mark says that it is struck.
    package var struckWord: String?
    /// What it holds; an empty text and an open box are values too.
    package var value: RawValue
  }

  /// Which of several papers in the file it is: the prefix of its boxes' names; `""` for the only one.
  package var paper: String
  package var boxes: [Box]
  /// The file.
  package var place: Place

  /// The paper's number in its file, from 0: `p3` is 2, and the only one is 0.
  package var number: Int { (Int(paper.dropFirst()) ?? 1) - 1 }

  /// What each box holds, by its name.
  package var texts: [String: Filling.Value] {
    Dictionary(
      boxes.map { box in
        if case .mark(let isOn) = box.value.kind { (box.name, .mark(isOn)) } else { (box.name, .text(box.value.text)) }
      }
    ) { _, last in last }
  }

  /// The raw record that the boxes alone make.
  package func record() -> RawRecord {
    var record = RawRecord(at: place)
    record.values = values(of: boxes.filter { $0.entry == nil })
    for (group, entries) in entriesByGroup {
      record.groups[group] = entries.compactMap { entry, boxes in
        let values = values(of: boxes)
        return values.isEmpty ? nil : RawRecord(values: values.placed(in: entry, at: place), at: place)
      }
    }
    return record
  }

  /// The boxes of each entry, the entries in the order in which the form has them.
  private var entriesByGroup: [FieldName: [(Entry, [Box])]] {
    var byEntry: [Entry: [Box]] = [:]
    for box in boxes { if let entry = box.entry { byEntry[entry, default: []].append(box) } }
    return Dictionary(grouping: byEntry.map { ($0.key, $0.value) }) { $0.0.group }.mapValues { entries in
      entries.sorted { ($0.0.sectionNumber, $0.0.ordinal) < ($1.0.sectionNumber, $1.0.ordinal) }
    }
  }

  /// What filled boxes say, by field.
  private func values(of boxes: [Box]) -> [FieldKey: RawValue] {
    var values: [FieldKey: RawValue] = [:]
    for box in boxes where box.struckWord == nil && box.value.isFilled { values[box.key] = box.value }
    // Of words of which some are struck out, the others apply; nothing struck says nothing.
    for (name, words) in Dictionary(grouping: boxes.filter { $0.struckWord != nil }, by: \.key.name)
    where words.contains(where: \.value.isFilled) {
      let left = words.filter { !$0.value.isFilled }
      guard let first = left.first else { continue }
      values[FieldKey(name)] = RawValue(left.compactMap(\.struckWord).joined(separator: "、"), at: first.value.place)
    }
    return values
  }

  /// The raw record that was issued, with what was changed on the paper.
  ///
  /// Paper shows less than the record holds: an address in one line has lost its parts. So a field none of whose boxes was
  /// touched keeps the value that was issued, and a field with a touched box takes what all its boxes now say.
  ///
  /// - Parameters:
  ///   - issued: The record as issued, made raw again.
  ///   - printed: What stood in each box when it was issued, by name.
  package func record(over issued: RawRecord, printed: [String: Filling.Value]) -> RawRecord {
    let returned = record()
    var merged = merge(
      issued, with: returned, boxes: boxes.filter { $0.entry == nil }, printed: printed)
    for (group, entries) in entriesByGroup {
      merged.groups[group] = self.entries(entries, issued: issued.groups[group] ?? [], printed: printed)
    }
    return merged
  }

  private func entries(
    _ returned: [(Entry, [Box])], issued: [RawRecord], printed: [String: Filling.Value]
  ) -> [RawRecord] {
    let boxes = Dictionary(returned.map { ($0.0, $0.1) }) { first, _ in first }
    let before = IssuedEntries(
      issued,
      words: Dictionary(returned.compactMap { entry, _ in entry.section.map { ($0, entry.sectionWord) } }) { a, _ in a }
    )
    let all = Set(boxes.keys).union(before.entries(like: returned.map(\.0)))
    return all.sorted { ($0.sectionNumber, $0.ordinal) < ($1.sectionNumber, $1.ordinal) }.compactMap { entry in
      let own = boxes[entry] ?? []
      let values = values(of: own).placed(in: entry, at: place)
      let made = merge(
        before[entry] ?? RawRecord(at: place), with: RawRecord(values: values, at: place), boxes: own, printed: printed)
      // A section alone is no entry.
      return made.values.keys.allSatisfy { $0.name == entry.section?.field } ? nil : made
    }
  }

  private func merge(
    _ issued: RawRecord, with returned: RawRecord, boxes: [Box], printed: [String: Filling.Value]
  ) -> RawRecord {
    let touched = Set(boxes.filter { !$0.holds(printed[$0.name]) }.map(\.key.name))
    var merged = issued
    merged.place = place
    merged.values = issued.values.filter { !touched.contains($0.key.name) }
    for (key, value) in returned.values where touched.contains(key.name) { merged.values[key] = value }
    // An entry's section is said by where it stands.
    for (key, value) in returned.values
    where merged.values[key] == nil && !boxes.contains(where: { $0.key.name == key.name }) {
      merged.values[key] = value
    }
    return merged
  }
}

/// The entries as issued, found by where the form puts them.
private struct IssuedEntries {
  private var bySection: [GroupSection?: [RawRecord]] = [:]

  /// - Parameter words: The word of each section's option.
  init(_ issued: [RawRecord], words: [GroupSection: String]) {
    for record in issued {
      let section = words.keys.first { words[$0] == record.values[FieldKey($0.field)]?.text }
      bySection[section, default: []].append(record)
    }
  }

  subscript(_ entry: BoundForm.Entry) -> RawRecord? {
    let records = bySection[entry.section] ?? []
    return records.indices.contains(entry.ordinal - 1) ? records[entry.ordinal - 1] : nil
  }

  /// The places of all entries, in the sections of these.
  func entries(like places: [BoundForm.Entry]) -> [BoundForm.Entry] {
    var first: [GroupSection?: BoundForm.Entry] = [:]
    for place in places where first[place.section] == nil { first[place.section] = place }
    return first.flatMap { section, place in
      (bySection[section] ?? []).indices.map { index in
        var entry = place
        entry.ordinal = index + 1
        return entry
      }
    }
  }
}

extension [FieldKey: RawValue] {
  /// With the value that an entry has by standing in its section.
  fileprivate func placed(in entry: BoundForm.Entry, at place: Place) -> Self {
    guard let section = entry.section, !isEmpty else { return self }
    var values = self
    values[FieldKey(section.field)] = RawValue(entry.sectionWord, at: place)
    return values
  }
}

extension BoundForm.Box {
  /// Whether the box holds just what was printed in it.
  fileprivate func holds(_ printed: Filling.Value?) -> Bool {
    switch printed {
    case .text(let text): value.text.utf8.elementsEqual(text.utf8)
    case .mark(let isOn): value.kind == .mark(isOn)
    case nil: !value.isFilled
    }
  }
}

extension RawValue {
  /// Whether there is anything in it: some text, or a tick.
  fileprivate var isFilled: Bool {
    if case .mark(let isOn) = kind { isOn } else { !text.isEmpty }
  }
}
