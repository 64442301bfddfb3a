import ReaderProtocol
import Typesetting

/// What the pages of a file say of its form: looked at where the file itself says nothing.
struct PageWitness {
  /// Draws the first pages, so many.
  let pages: (Int) -> [PageContent]
  let flat: () -> FlatReturns?

  /// More would only say the same again.
  private static let mostPages = 20

  /// What the code of the first page says; later ones have the same, or belong to other papers.
  ///
  /// - Parameter isSingle: Whether the file holds one paper, so that its key is the file's.
  func stated(isSingle: Bool) -> StatedIdentity? {
    let codes = pages(1).flatMap(\.codes).compactMap { PageCode(untrusted: $0.text) }
    guard codes.count == 1, let code = codes.first else { return nil }
    // Codes have capitals only.
    return StatedIdentity(
      untrustedForm: code.identity.form.lowercased(), version: code.identity.version,
      key: isSingle ? code.identity.key : nil)
  }

  /// Of some forms with the same boxes the one whose words stand on the pages.
  ///
  /// - Returns: `nil` when none is clearly ahead.
  func likeliest(of forms: [BoxIndex.Entry]) -> BoxIndex.Entry? {
    let pages = pages(Self.mostPages)
    guard !pages.isEmpty, let name = try? flat()?.likeliest(of: forms.map(\.candidate), untrustedPages: pages) else {
      return nil
    }
    return forms.first { $0.name == name.name && $0.version == name.version }
  }
}

extension BoxIndex.Entry {
  fileprivate var candidate: FlatWording.Candidate { FlatWording.Candidate(name: name, version: version) }
}
