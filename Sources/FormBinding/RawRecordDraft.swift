import Diagnostics
import ReaderProtocol
import Records

/// A raw record while its boxes come in.
struct RawRecordDraft {
  private var values: [FieldKey: RawValue] = [:]
  private var entries: [FieldName: [Int: RawRecord]] = [:]
  private let place: Place

  init(place: Place) {
    self.place = place
  }

  /// Entries keep their order; those without any value are blank rows of the form.
  var record: RawRecord {
    RawRecord(
      values: values, groups: entries.mapValues { entries in entries.sorted { $0.key < $1.key }.map(\.value) }, at: place)
  }

  mutating func add(_ value: FormField.Value?, to box: FormBoxes.Box, at place: Place) {
    guard let raw = raw(value, box: box, at: place) else { return }
    guard let (group, ordinal) = box.entry else {
      values[box.key] = raw
      return
    }
    // An open box makes no entry of a blank row.
    if raw.kind == .mark(false) { return }
    entries[group, default: [:]][ordinal, default: RawRecord(at: place)].values[box.key] = raw
  }

  private func raw(_ value: FormField.Value?, box: FormBoxes.Box, at place: Place) -> RawValue? {
    let text: String? =
      switch value {
      case nil: nil
      case .one(let text): text
      case .many(let texts): texts.joined(separator: "、")
      }
    if box.option != nil {
      let isOn = text.map { !$0.isEmpty && $0 != "Off" } ?? false
      return RawValue(isOn ? "√" : "", kind: .mark(isOn), at: place)
    }
    guard let text, !text.isEmpty else { return nil }
    return RawValue(text, at: place)
  }
}
