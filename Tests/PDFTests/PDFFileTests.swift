import PDFObjects
import Testing

struct PDFFileTests {
  /// A file of many objects and a stream, drained after every so many.
  private func file(_ layout: PDFFile.Layout, objects: Int, drainEvery step: Int) -> [UInt8] {
    var file = PDFFile(layout: layout, deflating: Deflating(isOff: layout == .plain))
    var bytes: [UInt8] = []
    let root = file.reserve()
    let pages = file.reserve()
    for number in 0..<objects {
      var body = PDFBytes()
      body.integer(number)
      file.write(body)
      if number.isMultiple(of: 50) {
        file.write(EncodedStream(plain: [UInt8](repeating: UInt8(number % 251), count: 30_000)))
      }
      if number % step == step - 1 { bytes += file.drain() }
    }
    var catalog = PDFBytes()
    catalog.raw("<</Type/Catalog/Pages ")
    catalog.reference(pages)
    catalog.raw(">>")
    file.write(root, catalog)
    var tree = PDFBytes()
    tree.raw("<</Type/Pages/Count 0/Kids[]>>")
    file.write(pages, tree)
    return bytes + file.finish(root: root, info: nil)
  }

  @Test(arguments: [PDFFile.Layout.compact, .plain], [0, 1, 199, 200, 201, 5000])
  func `Every object can be found, however many there are`(_ layout: PDFFile.Layout, _ objects: Int) throws {
    let answer = try Tool.run("qpdf", ["--check", "FILE"], over: file(layout, objects: objects, drainEvery: 1 << 30))
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test func `When a file is drained changes none of its bytes`() {
    let whole = file(.compact, objects: 4000, drainEvery: 1 << 30)
    #expect(whole.count > 2 << 20)
    #expect(file(.compact, objects: 4000, drainEvery: 1) == whole)
    #expect(file(.compact, objects: 4000, drainEvery: 1333) == whole)
  }

  @Test func `The identifier follows from the content`() {
    func identifier(_ bytes: [UInt8]) -> Substring? {
      let text = String(decoding: bytes, as: UTF8.self)
      return text.firstRange(of: "/ID[").map { text[$0.upperBound...].prefix(34) }
    }
    let one = identifier(file(.plain, objects: 3, drainEvery: 1))
    #expect(one != nil)
    #expect(one == identifier(file(.plain, objects: 3, drainEvery: 1)))
    #expect(one != identifier(file(.plain, objects: 4, drainEvery: 1)))
  }
}
