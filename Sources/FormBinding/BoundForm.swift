package import Diagnostics
package import Documents
package import Records

/// What one returned paper says, box by box.
package struct BoundForm: Sendable {
  /// A box of the form as it came back.
  package struct Box: Sendable {
    /// Its name, without the paper's prefix.
    package var name: String
    package var key: FieldKey
    /// The group and the entry's ordinal, from 1; `nil` for the form's own boxes.
    package var entry: (group: FieldName, ordinal: Int)?
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
    var entries: [FieldName: [Int: RawRecord]] = [:]
    for box in boxes where box.value.isFilled {
      if let (group, ordinal) = box.entry {
        entries[group, default: [:]][ordinal, default: RawRecord(at: place)].values[box.key] = box.value
      } else {
        record.values[box.key] = box.value
      }
    }
    record.groups = entries.mapValues { $0.sorted { $0.key < $1.key }.map(\.value) }
    return record
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
    for group in Set(boxes.compactMap { $0.entry?.group }) {
      merged.groups[group] = entries(of: group, issued: issued.groups[group] ?? [], printed: printed)
    }
    return merged
  }

  private func entries(
    of group: FieldName, issued: [RawRecord], printed: [String: Filling.Value]
  ) -> [RawRecord] {
    let ofGroup = boxes.filter { $0.entry?.group == group }
    let last = max(ofGroup.compactMap { $0.entry?.ordinal }.max() ?? 0, issued.count)
    guard last > 0 else { return [] }
    let byOrdinal = Dictionary(grouping: ofGroup) { $0.entry?.ordinal ?? 0 }
    return (1...last).compactMap { ordinal in
      let boxes = byOrdinal[ordinal] ?? []
      var returned = RawRecord(at: place)
      for box in boxes where box.value.isFilled { returned.values[box.key] = box.value }
      let before = ordinal <= issued.count ? issued[ordinal - 1] : RawRecord(at: place)
      let entry = merge(before, with: returned, boxes: boxes, printed: printed)
      return entry.values.isEmpty ? nil : entry
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
    return merged
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
