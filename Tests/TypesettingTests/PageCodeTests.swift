import Pages
import Testing

@testable import Typesetting

struct PageCodeTests {
  @Test func `a page's code names form, version, key and page, with a check`() {
    let identity = FormIdentity(form: "liaocheng/info-table", version: "1", key: "K7Q2M9XA")
    let code = PageCode(identity: identity, page: 1, pageCount: 2)
    #expect(code.text.hasPrefix("HO1:LIAOCHENG/INFO-TABLE:1:K7Q2M9XA:1/2:"))
    #expect(code.caption == "K7Q2M9XA 1/2")
  }

  @Test func `one wrong character changes the check`() {
    let texts = ["K7Q2M9XA", "K7Q2M9XB", "7KQ2M9XA"].map {
      PageCode(identity: FormIdentity(form: "a/b", version: "1", key: $0), page: 1, pageCount: 1).text.suffix(2)
    }
    #expect(Set(texts).count == 3)
  }

  /// What libqrencode makes of the same text, without masks: those may differ.
  @Test func `prepared codes are the codes of their texts`() throws {
    var seed: UInt64 = 7
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let codes = PageCodes()
    let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    for round in 0..<400 {
      let form = ["liaocheng/info-table", "jinan/archive-roster", "a/b", "x/" + String(repeating: "long", count: 20)][
        round % 4]
      let key = String((0..<(round % 7 == 0 ? random(12) : 8)).map { _ in letters[random(letters.count)] })
      let count = [1, 2, 9, 4167, 1_000_000][random(5)]
      let identity = FormIdentity(form: form, version: round % 3 == 0 ? "12" : "1", key: key)
      let code = PageCode(identity: identity, page: 1 + random(count), pageCount: count)
      let (side, rows) = try #require(codes.modules(of: code))
      let direct = try #require(QRSymbol(Array(code.text.utf8)))
      var prepared = direct
      prepared.rows = rows
      #expect(side == direct.side)
      #expect(prepared.unmaskedContent == direct.unmaskedContent)
      #expect(prepared.hasSameFrame(as: direct))
    }
  }

  @Test(arguments: ["聊城/表", "a_b/c", "a/b#"])
  func `a form whose name the compact alphabet has not gets a code all the same`(form: String) throws {
    let code = PageCode(identity: FormIdentity(form: form, version: "1", key: "K7Q2M9XA"), page: 1, pageCount: 1)
    let (side, rows) = try #require(PageCodes().modules(of: code))
    let direct = try #require(QRSymbol(Array(code.text.utf8)))
    #expect(side == direct.side && rows == direct.rows)
  }

  @Test func `the same page has the same code, whatever was printed before`() throws {
    let codes = PageCodes()
    let keys = ["00000000", "K7Q2M9XA", "ZZZZZZZZ", "KEY", "k7q2m9xä"]
    for key in keys + keys.reversed() {
      let code = PageCode(identity: FormIdentity(form: "a/b", version: "1", key: key), page: 1, pageCount: 12)
      #expect(try #require(codes.modules(of: code)) == #require(PageCodes().modules(of: code)))
    }
  }
}

extension QRSymbol {
  /// Whether everything is the same that is neither data nor format.
  func hasSameFrame(as other: QRSymbol) -> Bool {
    for row in 0..<side {
      for column in 0..<side where row < 8 && column < 8 || row == 6 || column == 6 {
        if self[row, column] != other[row, column] { return false }
      }
    }
    return true
  }
}
