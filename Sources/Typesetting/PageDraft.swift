import Documents
import Measures
import Pages

/// A page while its fixed part is painted.
struct PageDraft {
  private(set) var segments: [Segment] = []
  private(set) var slots: [PlannedSlot] = []
  private(set) var signers: [PlannedSigner] = []
  /// How many marks it has given out.
  private(set) var nextMark = 0

  /// Adds text that readers read; returns its mark.
  mutating func content(_ runs: [GlyphRun]) -> Int {
    defer { nextMark += 1 }
    segments.append(Segment(mark: nextMark, items: runs.map { .text($0) }))
    return nextMark
  }

  /// Adds paint that readers skip.
  mutating func artifact(_ items: [PaintItem]) {
    guard !items.isEmpty else { return }
    segments.append(Segment(items: items))
  }

  /// Adds a slot; returns its index and mark.
  mutating func slot(_ slot: Slot, entry: TableGrid.Entry?, name: [String], label: String, rect: Rect) -> (
    index: Int, mark: Int
  ) {
    defer { nextMark += 1 }
    slots.append(
      PlannedSlot(
        slot: slot, entry: entry.map { PlannedSlot.Entry(index: $0.rows.index, ordinal: $0.ordinal) }, name: name,
        label: label, rect: rect, mark: nextMark))
    return (slots.count - 1, nextMark)
  }

  /// Adds a place for a signature; returns its index.
  mutating func signer(_ place: SignerPlace, in rect: Rect) -> Int {
    signers.append(PlannedSigner(place: place, rect: rect))
    return signers.count - 1
  }

  var page: PlannedPage { PlannedPage(fixed: FixedLayer(segments: segments), slots: slots, signers: signers) }
}
