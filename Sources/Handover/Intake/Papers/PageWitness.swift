import ReaderProtocol
import Typesetting

/// What the pages of a file say of its form: looked at where the file itself says nothing.
struct PageWitness {
  /// Draws the first pages, so many.
  let pages: (Int) -> [PageContent]
  /// Of some forms the one whose words stand on all pages.
  let likeliest: ([FlatWording.Candidate], [PageContent]) -> FlatWording.Candidate?

  /// More would only say the same again.
  private static let mostPages = 20

  /// What the code of the first page says, where it has one; and which pages there are, where some of the paper's are missing.
  ///
  /// - Parameter isSingle: Whether the file holds one paper, so that its key is the file's.
  func stated(isSingle: Bool) -> (identity: StatedIdentity, part: PaperPart?)? {
    // Of many papers, the first says which form all are of.
    let codes = pages(isSingle ? ReturnReading.mostPages : 1).map { page in
      page.codes.compactMap { PageCode(untrusted: $0.text) }
    }
    guard let first = codes.first, first.count == 1, let code = first.first else { return nil }
    // Codes have capitals only.
    let identity = StatedIdentity(
      untrustedForm: code.identity.form.lowercased(), version: code.identity.version,
      key: isSingle ? code.identity.key : nil)
    return (identity, isSingle ? PaperPart(codes: codes.flatMap(\.self)) : nil)
  }

  /// Of some forms with the same boxes the one whose words stand on the pages.
  ///
  /// - Returns: `nil` when none is clearly ahead.
  func likeliest(of forms: [BoxIndex.Entry]) -> BoxIndex.Entry? {
    let pages = pages(Self.mostPages)
    guard !pages.isEmpty, let name = likeliest(forms.map(\.candidate), pages) else { return nil }
    return forms.first { $0.name == name.name && $0.version == name.version }
  }
}

extension BoxIndex.Entry {
  fileprivate var candidate: FlatWording.Candidate { FlatWording.Candidate(name: name, version: version) }
}
