import PDFObjects
import Testing

struct PDFFileTests {
  /// A file of many objects and a stream, drained after every so many.
  private func file(
    _ layout: PDFFile.Layout, objects: Int, drainEvery step: Int, sectionSize: Int = 1 << 18
  ) -> [UInt8] {
    var file = PDFFile(layout: layout, deflating: Deflating(isOff: layout == .plain), sectionSize: sectionSize)
    var bytes: [UInt8] = []
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
    file.write(file.root, catalog)
    var tree = PDFBytes()
    tree.raw("<</Type/Pages/Count 0/Kids[]>>")
    file.write(pages, tree)
    return bytes + file.finish(info: nil)
  }

  @Test(arguments: [PDFFile.Layout.compact, .plain], [0, 1, 199, 200, 201, 5000])
  func `Every object can be found, however many there are`(_ layout: PDFFile.Layout, _ objects: Int) throws {
    let answer = try Tool.run("qpdf", ["--check", "FILE"], over: file(layout, objects: objects, drainEvery: 1 << 30))
    #expect(answer.status == 0, "\(answer.text)")
  }

  /// The page tree is reserved first and written last, in another section.
  @Test(arguments: [10, 201, 1000, 4999])
  func `Every object can be found in a file of many sections`(_ sectionSize: Int) throws {
    let bytes = file(.compact, objects: 5000, drainEvery: 100, sectionSize: sectionSize)
    #expect(bytes.ranges(of: Array("/Type/XRef".utf8)).count > 5000 / sectionSize)
    let check = try Tool.run("qpdf", ["--check", "FILE"], over: bytes)
    #expect(check.status == 0, "\(check.text)")
    let list = try Tool.run("qpdf", ["--show-xref", "FILE"], over: bytes).text
    #expect(list.split(separator: "\n").count > 5100)
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
