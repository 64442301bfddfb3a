private import CQREncode
import Documents
import Measures
package import Pages

/// The code that identifies a printed page: which form and version, which record, which page of how many. Nothing personal.
package struct PageCode: Sendable, Hashable {
  package var identity: FormIdentity
  package var page: Int
  package var pageCount: Int

  package init(identity: FormIdentity, page: Int, pageCount: Int) {
    self.identity = identity
    self.page = page
    self.pageCount = pageCount
  }

  /// What the QR code says, in its compact alphabet: `HO1:LIAOCHENG/INFO-TABLE:1:K7Q2M9XA:1/1:42`.
  package var text: String {
    let body = "HO1:\(identity.form):\(identity.version):\(identity.key):\(page)/\(pageCount)".uppercased()
    return "\(body):\(check(body))"
  }

  /// What stands under it for people: `K7Q2M9XA 1/1`.
  package var caption: String { "\(identity.key) \(page)/\(pageCount)" }

  /// Two digits over the characters before (ISO/IEC 7064, MOD 97-10).
  private func check(_ body: String) -> String {
    let remainder = body.utf8.reduce(0) { ($0 * 100 + Int($1)) % 97 }
    let digits = 98 - remainder * 100 % 97
    return digits < 10 ? "0\(digits)" : String(digits)
  }

  /// The QR code in `rect`, which includes the quiet zone of four modules at each side (ISO/IEC 18004, 9.1).
  func painted(in rect: Rect) -> PaintItem? {
    // Level M restores about 15 % of a smudged code.
    guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
    defer { QRcode_free(code) }
    let side = Int(code.pointee.width)
    guard let data = code.pointee.data else { return nil }
    let modules = (0..<side * side).map { data[$0] & 1 == 1 }
    let module = rect.width / Double(side + 8)
    let inner = Insets(top: module * 4, right: module * 4, bottom: module * 4, left: module * 4)
    return .modules(rect.inset(by: inner), side: side, modules)
  }
}

extension PageSetup {
  /// The place of the code: in the margin, at the corner asked for, the quiet zone flush with the text.
  var codeRect: Rect? {
    guard let code else { return nil }
    let isTop = code == .topLeft || code == .topRight
    let isLeft = code == .topLeft || code == .bottomLeft
    let margin = isTop ? margins.top : margins.bottom
    let side = min(.mm(18), margin - .mm(4))
    guard side > .mm(8) else { return nil }
    return Rect(
      x: isLeft ? margins.left : size.width - margins.right - side,
      y: isTop ? .mm(2.5) : size.height - .mm(4) - side, width: side, height: side)
  }
}
