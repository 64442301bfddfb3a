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
}
