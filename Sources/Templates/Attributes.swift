import Diagnostics
import Documents
import Measures
import XMLTrees

/// Collects the faults of one file while its elements are read.
final class Faults {
  private(set) var findings: [Finding] = []

  func add(_ code: Finding.Code, at place: Place, _ message: Phrase, hint: Phrase? = nil) {
    findings.append(Finding(.error, code, at: place, message, hint: hint))
  }

  func add(_ more: [Finding]) { findings += more }
}

/// Attributes as typed values: a fault is noted, and the default stands in so that reading goes on.
extension XMLElement {
  func required(_ name: String, _ faults: Faults) -> String {
    if let value = self[name], !value.isEmpty { return value }
    faults.add(
      .templateStructure, at: place,
      Phrase("<\(self.name)> 缺少属性 \(name)", "<\(self.name)> lacks the attribute \(name)"))
    return ""
  }

  func length(_ name: String, _ faults: Faults) -> Length? {
    guard let text = self[name] else { return nil }
    if let length = Length(text), length >= .zero { return length }
    faults.add(
      .templateLength, at: place, Phrase("\(name)=“\(text)” 不是长度", "\(name)=\"\(text)\" is not a length"),
      hint: Phrase("写成 12mm、1.5cm 或 10.5pt", "write it as 12mm, 1.5cm or 10.5pt"))
    return nil
  }

  /// A space-separated list of lengths.
  func lengths(_ name: String, _ faults: Faults) -> [Length] {
    (self[name] ?? "").split(separator: " ").compactMap { part in
      if let length = Length(String(part)), length >= .zero { return length }
      faults.add(
        .templateLength, at: place, Phrase("\(name) 中的 “\(part)” 不是长度", "\"\(part)\" in \(name) is not a length"),
        hint: Phrase("写成 12mm、1.5cm 或 10.5pt，以空格分开", "write lengths as 12mm, 1.5cm or 10.5pt, parted by spaces"))
      return nil
    }
  }

  func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ type: Word.Type, _ faults: Faults) -> Word?
  where Word.RawValue == String {
    guard let text = self[name] else { return nil }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue).joined(separator: " ")
    faults.add(
      .templateWord, at: place, Phrase("\(name)=“\(text)” 不认识", "\(name)=\"\(text)\" is not known"),
      hint: Phrase("可用：\(known)", "one of: \(known)"))
    return nil
  }

  func integer(_ name: String, in range: ClosedRange<Int>, _ faults: Faults) -> Int? {
    guard let text = self[name] else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    faults.add(
      .templateNumber, at: place, Phrase("\(name)=“\(text)” 不是可用的数", "\(name)=\"\(text)\" is not a usable number"),
      hint: Phrase(
        "应在 \(range.lowerBound) 到 \(range.upperBound) 之间", "from \(range.lowerBound) to \(range.upperBound)"))
    return nil
  }

  /// The inherited style with what this element changes of it.
  func style(_ inherited: TextStyle, _ faults: Faults) -> TextStyle {
    var style = inherited
    if let role = word("font", TextStyle.Role.self, faults) { style.role = role }
    if let size = length("font-size", faults) { style.size = size }
    if let alignment = word("align", TextStyle.Alignment.self, faults) { style.alignment = alignment }
    if let vertical = word("valign", TextStyle.VerticalAlignment.self, faults) { style.verticalAlignment = vertical }
    if let colour = word("color", TextStyle.Colour.self, faults) { style.colour = colour }
    if let ems = ems("indent", faults) { style.indent = ems }
    if let ems = ems("left-indent", faults) { style.leftIndent = ems }
    if let ems = ems("right-indent", faults) { style.rightIndent = ems }
    if let text = self["line-height"] {
      if let factor = Double(text), (0.8...4).contains(factor) {
        style.lineHeight = factor
      } else {
        faults.add(
          .templateNumber, at: place, Phrase("line-height=“\(text)” 不是可用的数", "line-height=\"\(text)\" is not usable"),
          hint: Phrase("应在 0.8 到 4 之间", "from 0.8 to 4"))
      }
    }
    return style
  }

  /// A width in ems, such as `2`.
  private func ems(_ name: String, _ faults: Faults) -> Double? {
    guard let text = self[name] else { return nil }
    if let ems = Double(text), (0...40).contains(ems) { return ems }
    faults.add(
      .templateNumber, at: place, Phrase("\(name)=“\(text)” 不是可用的字数", "\(name)=\"\(text)\" is not a usable number"),
      hint: Phrase("以字为单位，0 到 40，如 2", "in characters, from 0 to 40, such as 2"))
    return nil
  }

  /// Whether `keep="previous"`.
  var keepsWithPrevious: Bool { self["keep"] == "previous" }
}
