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
  package var text: String { String(decoding: characters(after: beginning), as: UTF8.self) }

  /// What the codes of all records of a form begin with.
  var beginning: [UInt8] { Array("HO1:\(identity.form):\(identity.version):".uppercased().utf8) }

  func characters(after beginning: [UInt8]) -> [UInt8] {
    var characters = beginning
    characters += identity.key.uppercased().utf8
    characters.append(UInt8(ascii: ":"))
    characters += String(page).utf8
    characters.append(UInt8(ascii: "/"))
    characters += String(pageCount).utf8
    let check = Self.check(characters)
    characters.append(UInt8(ascii: ":"))
    characters.append(UInt8(ascii: "0") + UInt8(check / 10))
    characters.append(UInt8(ascii: "0") + UInt8(check % 10))
    return characters
  }

  /// What stands under it for people: `K7Q2M9XA 1/1`.
  package var caption: String { "\(identity.key) \(page)/\(pageCount)" }

  /// Two digits over the characters before (ISO/IEC 7064, MOD 97-10).
  private static func check(_ body: [UInt8]) -> Int {
    let remainder = body.reduce(0) { ($0 * 100 + Int($1)) % 97 }
    return 98 - remainder * 100 % 97
  }
}

extension PageCode {
  /// Reads what a page's code says.
  ///
  /// - Parameter text: As it was read; the form's name is in capitals.
  /// - Returns: `nil` when it is no code of ours, or its check digits do not fit.
  package init?(untrusted text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard text.utf8.count <= 300, parts.count == 6, parts[0] == "HO1", !parts[1].isEmpty, !parts[3].isEmpty else {
      return nil
    }
    let numbers = parts[4].split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let page = numbers[0], let count = numbers[1], (1...1_000_000).contains(count),
      (1...count).contains(page)
    else { return nil }
    self.init(
      identity: FormIdentity(form: parts[1], version: parts[2], key: parts[3]), page: page, pageCount: count)
    guard self.text == text else { return nil }
  }
}
