import Documents
import Fonts
import Measures
import Pages
import Testing

@testable import Typesetting

struct TextFittingTests {
  private let box = Rect(x: .points(100), y: .points(50), width: .points(40), height: .points(20))

  private struct FittedText {
    var runs: [GlyphRun]
    var size: Length
  }

  private func fit(_ text: String, _ policy: Slot.Fit.Policy, in rect: Rect? = nil) throws -> FittedText? {
    let fitting = TextFitting(
      style: Fixture.style, fit: Slot.Fit(policy: policy, minimumSize: .points(5)))
    var texts = PlacedTexts()
    var breaking = LineBreaking()
    let size = fitting.set(try Fixture.set(text), in: rect ?? box, breaking: &breaking, into: &texts)
    if size == nil { #expect(texts.runs.isEmpty && texts.glyphs.isEmpty) }
    return size.map { FittedText(runs: texts.glyphRuns, size: $0) }
  }

  @Test func `a value that fits keeps its size`() throws {
    for policy in Slot.Fit.Policy.allCases { #expect(try fit("四个汉字", policy)?.size == .points(10)) }
  }

  @Test func `shrink sets one smaller line`() throws {
    let fitted = try #require(try fit("六个汉字宽度", .shrink))
    #expect(fitted.size < .points(7) && fitted.size > .points(6))
    #expect(Set(fitted.runs.map(\.origin.y)).count == 1)
  }

  @Test func `wrap prefers a second line to a smaller size`() throws {
    let fitted = try #require(
      try fit("六个汉字宽度", .wrap, in: Rect(origin: box.origin, size: Size(width: .points(40), height: .points(26)))))
    #expect(fitted.size == .points(10))
    #expect(Set(fitted.runs.map(\.origin.y)).count == 2)
  }

  @Test func `a number is set smaller rather than torn over two lines, unless it would be tiny`() throws {
    let room = Rect(origin: box.origin, size: Size(width: .points(40), height: .points(40)))
    let number = try #require(try fit("06352000", .wrap, in: room))
    #expect(number.size < .points(10))
    #expect(Set(number.runs.map(\.origin.y)).count == 1)
    let endless = try #require(try fit(String(repeating: "0", count: 20), .wrap, in: room))
    #expect(endless.size == .points(10))
    #expect(Set(endless.runs.map(\.origin.y)).count > 1)
  }

  @Test func `refuse takes no smaller size`() throws {
    #expect(try fit("六个汉字宽度", .refuse) == nil)
  }

  @Test(arguments: Slot.Fit.Policy.allCases)
  func `what does not fit at the least size is refused whole`(policy: Slot.Fit.Policy) throws {
    #expect(try fit(String(repeating: "长", count: 40), policy) == nil)
  }

  @Test(arguments: [1, 5, 9, 14, 23])
  func `all of the text is there, inside the box`(count: Int) throws {
    let text = String("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅".prefix(count))
    let fitted = try #require(try fit(text, .wrap))
    let glyphs = fitted.runs.flatMap(\.glyphs)
    #expect(String(String.UnicodeScalarView(glyphs.map(\.scalar))) == text)
    for run in fitted.runs {
      #expect(run.origin.x >= box.minX - .points(0.01))
      #expect(run.origin.x + run.size * Double(run.glyphs.count) <= box.maxX + .points(0.01))
      #expect(run.origin.y - run.size * 0.88 >= box.minY - .points(0.01))
      #expect(run.origin.y + run.size * 0.12 <= box.maxY + .points(0.01))
    }
  }

  /// The quick way for a line that fits must not be told from the careful one.
  @Test(arguments: [
    "", " ", "李", "四个汉字", "四个汉字 ", "五个汉字了", "六个汉字宽度", "ab", "0635-8240000", "１２", "张䶮", "e\u{301}", "葛\u{E0100}",
    "买·卖", "长长长长长长长长长长长长长长长长长长长长长长",
  ])
  func `values go where the careful way puts them`(text: String) throws {
    for policy in Slot.Fit.Policy.allCases {
      for alignment in TextStyle.Alignment.allCases {
        for vertical in TextStyle.VerticalAlignment.allCases {
          for height in [4.0, 9.9, 10, 11.5, 13, 26, 60] {
            let style = TextStyle(
              role: .form, size: .points(10), alignment: alignment, verticalAlignment: vertical, lineHeight: 1.25)
            let fitting = TextFitting(style: style, fit: Slot.Fit(policy: policy, minimumSize: .points(5)))
            let rect = Rect(origin: box.origin, size: Size(width: .points(40), height: .points(height)))
            var (quick, careful) = (PlacedTexts(), PlacedTexts())
            var setting = ValueSetting(fonts: try Fixture.fonts.get())
            var value = text
            let outcome = value.withUTF8 { setting.set($0, in: TextBox(rect, fitting: fitting), mark: 3, into: &quick) }
            var breaking = LineBreaking()
            let size = fitting.set(
              try Fixture.set(text), in: rect, mark: 3, breaking: &breaking, into: &careful)
            if case .set(let taken) = outcome { #expect(taken == size) } else { #expect(size == nil) }
            #expect(quick.runs.map(\.origin) == careful.runs.map(\.origin))
            #expect(quick.runs.map(\.size) == careful.runs.map(\.size))
            #expect(quick.runs.map(\.glyphs) == careful.runs.map(\.glyphs))
            #expect(quick.runs.map(\.face) == careful.runs.map(\.face))
            #expect(quick.runs.allSatisfy { $0.mark == 3 } && quick.glyphs == careful.glyphs)
          }
        }
      }
    }
  }
}
