private import Synchronization

/// The page codes of a run, of which most have all but a few characters in common.
final class PageCodes: Sendable {
  private struct Form: Hashable {
    var name: String
    var version: String
  }

  private struct Known {
    var beginning: [UInt8]
    /// By the number of characters.
    var prepared: [Int: PreparedCode] = [:]
  }

  private let known = Mutex<[Form: Known]>([:])

  /// The rows of a code's modules, packed as in `QRSymbol`; `nil` when it says more than a code can hold.
  func modules(of code: PageCode) -> (side: Int, rows: [UInt8])? {
    let form = Form(name: code.identity.form, version: code.identity.version)
    let known = known.withLock { $0[form] } ?? Known(beginning: code.beginning)
    let text = code.characters(after: known.beginning)
    guard let prepared = known.prepared[text.count] ?? prepare(known, length: text.count, form: form),
      let rows = prepared.rows(of: text)
    else { return QRSymbol(text).map { ($0.side, $0.rows) } }
    return (prepared.side, rows)
  }

  private func prepare(_ known: Known, length: Int, form: Form) -> PreparedCode? {
    guard let made = PreparedCode(beginning: known.beginning, length: length) else { return nil }
    self.known.withLock { $0[form, default: known].prepared[length] = made }
    return made
  }
}
