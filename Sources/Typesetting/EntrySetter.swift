package import Diagnostics
package import Documents
import Fonts
import Measures
import Pages

/// Sets the values of entries into their rows, wherever the rows will stand. Any number of threads may do so at once.
package struct EntrySetter: Sendable {
  let pattern: BatchPattern?
  let fonts: FontCollection
  let purpose: Typesetter.Purpose
  /// What a row has of a page without anything else.
  let room: Length

  /// - Parameter entries: With the entries as its only repeat, as `Composer.fill(entries:)` makes it.
  package func set(_ entries: Filling) -> SetEntries {
    var made = SetEntries(filling: entries, count: entries.counts.first ?? 0)
    guard let pattern else { return made }
    var work = Work(setting: ValueSetting(fonts: fonts))
    made.reserve(rows: pattern.rows.count)
    entries.withBytes { bytes in
      for ordinal in 0..<made.count {
        for row in pattern.rows { set(row, of: ordinal, bytes, into: &made, &work) }
        if !work.findings.isEmpty { made.refusals[ordinal] = work.findings }
        work.findings.removeAll()
      }
    }
    return made
  }

  private struct Work {
    var setting: ValueSetting
    var findings: [Finding] = []
    /// The row set last: rows of one height follow each other.
    var stamp: RowStamp?
  }

  private func set(
    _ pattern: RowPattern, of ordinal: Int, _ bytes: UnsafeBufferPointer<UInt8>, into made: inout SetEntries,
    _ work: inout Work
  ) {
    var height = pattern.leastHeight
    for box in pattern.growing {
      let text = UnsafeBufferPointer(rebasing: bytes[made.filling.range(of: box.slot, in: (0, ordinal))])
      let lines = work.setting.lines(of: text, on: box.line, fitting: box.fitting, width: box.width)
      height = max(height, pattern.height(of: box, lines: lines))
    }
    let stamp = pattern.stamp(height: height)
    work.findings += stamp.findings
    if height > room + .points(0.01) { work.findings.append(blockTooTall(1)) }
    let first = made.texts.runs.count
    for slot in stamp.slots {
      let range = made.filling.range(of: slot.slot.index, in: (0, ordinal))
      if range.isEmpty { continue }
      guard slot.slot.kind == .text else {
        if purpose == .flat { add(slot.tick, of: slot, to: &made, &work) }
        continue
      }
      let text = UnsafeBufferPointer(rebasing: bytes[range])
      switch work.setting.set(text, in: slot.box, mark: slot.mark, into: &made.texts) {
      case .set: break
      case .missing(let scalars): work.findings.append(glyphsMissing(scalars, at: place(of: slot), isValue: true))
      case .tooLarge(let count):
        work.findings.append(valueDoesNotFit(slot.label, count: count, at: place(of: slot)))
      }
    }
    made.rows.append(SetEntries.Row(stamp: stamp, runs: first..<made.texts.runs.count))
  }

  private func add(_ tick: [GlyphRun], of slot: PlannedSlot, to made: inout SetEntries, _ work: inout Work) {
    if tick.isEmpty { work.findings.append(glyphsMissing(["✓", "√"], at: slot.slot.place, isValue: false)) }
    for run in tick { made.texts.append(run, mark: slot.mark) }
  }

  private func place(of slot: PlannedSlot) -> Place { Place(field: slot.name.joined(separator: ".")) }
}

/// Some entries whose values are set, on their way to pages.
package struct SetEntries: Sendable {
  struct Row: Sendable {
    var stamp: RowStamp
    /// Of `texts`: counted from the row's top, marked as in the stamp.
    var runs: Range<Int>
  }

  let filling: Filling
  /// How many entries there are.
  package let count: Int
  /// Of all entries, one row after the other.
  var rows: [Row] = []
  var texts = PlacedTexts()
  /// Entries that cannot be printed, and why.
  package internal(set) var refusals: [Int: [Finding]] = [:]

  init(filling: Filling, count: Int) {
    self.filling = filling
    self.count = count
  }

  mutating func reserve(rows rowsOfEntry: Int) {
    rows.reserveCapacity(count * rowsOfEntry)
    texts.reserve(runs: count * rowsOfEntry * 10)
  }
}
