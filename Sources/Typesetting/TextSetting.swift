import Diagnostics
import Documents
import Fonts

/// Turns words into glyphs, noting characters that no font has.
final class TextSetting {
  private let fonts: FontCollection
  private(set) var findings: [Finding] = []

  init(fonts: FontCollection) {
    self.fonts = fonts
  }

  /// Sets the fixed words of a template; what no font has is a finding, and the rest is set.
  func set(_ text: String, _ style: TextStyle) -> SetText {
    do {
      return try fonts.set(text, style)
    } catch {
      findings.append(glyphsMissing(error.scalars, at: Place(), isValue: false))
      return setLeniently(text, style)
    }
  }

  /// Leaves out what no font has.
  func setLeniently(_ text: String, _ style: TextStyle) -> SetText {
    do {
      return try fonts.set(text, style)
    } catch {
      let missing = Set(error.scalars)
      let rest = String(String.UnicodeScalarView(text.unicodeScalars.filter { !missing.contains($0) }))
      return (try? fonts.set(rest, style)) ?? SetText()
    }
  }
}

extension FontCollection {
  func set(_ text: String, _ style: TextStyle) throws(MissingGlyphs) -> SetText {
    var shaped = try shape(text, role: style.fontRole, in: self)
    shaped.track(by: style.trackingThousandths)
    return shaped
  }
}

/// - Parameter isValue: Whether the text came from a record: then the field is named, and only code points are shown.
func glyphsMissing(_ scalars: [Unicode.Scalar], at place: Place, isValue: Bool) -> Finding {
  let codes = scalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
  return Finding(
    .error, .glyphMissing, at: place,
    isValue
      ? Phrase("已装字体中没有这个字：\(codes)", "no installed font has this character: \(codes)")
      : Phrase("已装字体中没有模板里的字：\(codes)", "no installed font has this character of the template: \(codes)"),
    hint: Phrase(
      "安装含此字的字体（如 fonts-hanazono），或用 --fonts 指定字体文件夹",
      "install a font that has it (such as fonts-hanazono) or name a folder of fonts with --fonts"))
}

func valueDoesNotFit(_ label: String, count: Int, at place: Place) -> Finding {
  Finding(
    .error, .valueDoesNotFit, at: place,
    Phrase("“\(label)”的内容（\(count) 个字）在表格里放不下", "\(label): \(count) characters do not fit the box"),
    hint: Phrase("缩短内容；未打印，以免截断", "shorten it; nothing was printed, since part of it would be lost"))
}

func blockTooTall(_ rows: Int) -> Finding {
  Finding(
    .error, .blockTooTall, Phrase("有 \(rows) 行比一整页还高", "\(rows) rows are taller than a page"),
    hint: Phrase("缩短内容，或在模板中减小字号、行高", "shorten the content, or reduce font-size or row height in the template"))
}
