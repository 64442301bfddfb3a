import Composing
import Documents
import FlatReading
import Fonts
import Pages
import ReaderProtocol
import Records
import Synchronization
import Templates
import Typesetting

/// A form made ready for reading its prints. Safe to use from several threads.
final class FlatForm: Sendable {
  let known: KnownForm
  private let typesetter: Typesetter
  private let least: [Int]
  private let layouts = Mutex<[LayoutWish: FormLayout]>([:])

  /// Layouts that are kept: most papers of a form are alike.
  private static let mostLayouts = 64

  init(_ known: KnownForm, fonts: FontCollection) {
    self.known = known
    typesetter = Typesetter(document: known.composer.document, fonts: fonts)
    least = known.composer.leastCounts
  }

  func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int
  ) -> FlatPaper? {
    FlatReader(least: least) { [self] in layout($0) }
      .read(untrustedPages: untrustedPages, codes: codes, pageCount: pageCount)
  }

  private func layout(_ wish: LayoutWish) -> FormLayout? {
    if let known = layouts.withLock({ $0[wish] }) { return known }
    guard let made = typesetter.layout(counts: wish.counts, heights: wish.heights) else { return nil }
    layouts.withLock { layouts in
      if layouts.count >= Self.mostLayouts { layouts.removeAll() }
      layouts[wish] = made
    }
    return made
  }
}
