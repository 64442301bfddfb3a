/// A small PDF written as text, object by object, so that a test shows what is in it.
struct PDFSketch {
  private var objects: [[UInt8]]
  private var trailer = ""

  /// - Parameters:
  ///   - fields: Objects 4 and following; the first is the page's annotation.
  ///   - roots: The form's root fields.
  ///   - catalog: More entries of the catalog.
  ///   - form: More entries of the form dictionary.
  init(
    _ fields: String..., roots: String = "4 0 R", catalog: String = "", form: String = "",
    page: String = "/Annots[4 0 R]"
  ) {
    objects =
      [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[\(roots)]\(form)>>\(catalog)>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]\(page)>>",
      ].map { Array($0.utf8) } + fields.map { Array($0.utf8) }
  }

  /// With an object more, which may hold any bytes.
  func adding(_ object: [UInt8]) -> PDFSketch {
    var sketch = self
    sketch.objects.append(object)
    return sketch
  }

  func adding(_ object: String) -> PDFSketch { adding(Array(object.utf8)) }

  func withTrailer(_ entries: String) -> PDFSketch {
    var sketch = self
    sketch.trailer += entries
    return sketch
  }

  var bytes: [UInt8] {
    var bytes = Array("%PDF-1.7\n".utf8)
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      table += String(repeating: "0", count: 10 - String(bytes.count).count) + "\(bytes.count) 00000 n \n"
      bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = bytes.count
    return bytes + Array((table + "trailer<</Size \(objects.count + 1)/Root 1 0 R\(trailer)>>\n").utf8)
      + Array("startxref\n\(start)\n%%EOF\n".utf8)
  }
}
