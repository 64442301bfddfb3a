import Foundation
import IsolatedReading
import ReaderProtocol
import Testing

/// The characters of a page, with their places.
@Suite struct PageTextTests {
  private let reader = IsolatedReader()

  /// What a page shows in a font whose digits are so many thousandths of an em wide.
  private func page(digit: Int, _ content: String) throws -> PageContent {
    let map = "1 beginbfrange <0000> <0009> <0030> endbfrange"
    let sketch = PDFSketch(
      "<<>>", stream(content),
      "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 9 0 R>>",
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        + "/DW \(digit * 9 / 5)/W[0[\(digit) \(digit) \(digit)]3 9 \(digit)]/FontDescriptor 8 0 R>>",
      "<</Type/FontDescriptor/FontName/A/Flags 4/ItalicAngle 0/Ascent \(digit)/Descent \(-digit / 4)/StemV 1"
        + "/CapHeight 1/FontBBox[0 0 1 1]>>",
      stream(map), page: "/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>")
    let document = try ReturnedDocument(untrustedBytes: sketch.bytes)
    return try #require(reader.pages(PageWish(codes: false), of: document).first)
  }

  private func stream(_ content: String) -> String { "<</Length \(content.utf8.count)>>stream\n\(content)\nendstream" }

  @Test(arguments: [
    // A digit is 5.55 points wide in both: the font's units are the outlines', or thousandths of an em.
    (71, "BT /F 78.125 Tf 10 50 Td <00020000000000000001> Tj ET", [10, 15.55, 21.09, 26.64, 32.19]),
    (555, "BT /F 10 Tf 10 50 Td <00020000000000000001> Tj ET", [10, 15.55, 21.1, 26.65, 32.2]),
    (71, "BT /F 78.125 Tf 10 50 Td [<0002>-20<00000000>-20<0000>]TJ q ET Q BT <0001>Tj ET", [10, 17.11, 22.66, 29.77]),
    (
      71, "q BT /F 78.125 Tf 10 50 Td <00000000>Tj ET Q BT /F 78.125 Tf 60 50 Td <00010001>Tj ET",
      [10, 15.55, 60, 65.55]
    ),
  ])
  func `equal characters beside each other are all read, whatever units a font counts in`(
    digit: Int, content: String, places: [Double]
  ) throws {
    let page = try page(digit: digit, content)
    let found = page.characters.sorted { $0.box.minX < $1.box.minX }.filter { $0.box.minX > 5 }
    #expect(found.count == places.count)
    for (character, place) in zip(found, places) {
      #expect(abs(character.box.minX - place) < 0.05)
      #expect((8...12).contains(character.size), "\(character.size)")
    }
  }

  /// `gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOutputFile=ghostscript.pdf` of what `handover template preview liaocheng/info-table`
  /// makes: fictitious people.
  @Test func `a print by Ghostscript has all its digits`() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/prints/ghostscript.pdf").path
    let document = try ReturnedDocument(path: path, limit: 1 << 20)
    let page = try #require(reader.pages(PageWish(codes: false), of: document).first)
    #expect(!page.hasCrampedText)
    let lines = Dictionary(grouping: page.characters) { $0.box.centre.rounded() }.mapValues { line in
      String(String.UnicodeScalarView(line.sorted { $0.box.minX < $1.box.minX }.map(\.scalar)))
    }
    #expect(lines.values.contains { $0.contains("110201193501020023") })
  }
}

extension PageContent.Box {
  fileprivate var centre: Double { (minY + maxY) / 2 }
}
