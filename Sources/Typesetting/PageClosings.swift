import Documents
import Fonts
package import Pages

/// What is painted on the pages of a batch when their number is known: their codes, and the line at the foot that counts them.
package struct PageClosings: Sendable {
  /// How many pages there are.
  package internal(set) var count: Int
  let document: Document
  let fonts: FontCollection
  let codes: CodePainting?
  let identity: FormIdentity?
  /// Whether the line at the foot waits for the closing.
  let hasFooter: Bool

  /// What a page still awaits; no content, so without marks.
  ///
  /// - Parameter page: Its index in the document.
  package subscript(page: Int) -> [Segment] {
    var segments: [Segment] = []
    if hasFooter {
      let setting = TextSetting(fonts: fonts)
      let items = FooterPainting(document: document, set: { setting.setLeniently($0, $1) })?
        .items(page: page, of: count)
      if let items, !items.isEmpty { segments.append(Segment(items: items)) }
    }
    if let identity, let codes {
      let code = PageCode(identity: identity, page: page + 1, pageCount: count)
      if let segment = codes.segment(for: code) { segments.append(segment) }
    }
    return segments
  }
}
