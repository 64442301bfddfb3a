import Diagnostics
import Foundation
import Records
import Templates

/// How the files of a run are named: a pattern with places for the row's number, the paper's key, the form, and fields of the
/// record for those who ask for personal data in names.
///
/// Names never leave the output folder, whatever values hold, and no two rows share one: a pattern without the number gets it
/// at its end.
struct FileNaming: Sendable {
  /// Nothing personal.
  static let standard = "{form}-{number}"

  private enum Piece {
    case text(String)
    case number
    case key
    case form
    case field(FieldKey)
  }

  private let pieces: [Piece]
  private let form: String
  private let ending: String

  /// - Parameter pattern: Such as `{retiree.residence.street}/{number}-{retiree.name}`; `/` makes folders.
  /// - Throws: `Refusal` naming every place in the pattern that means nothing.
  init(
    _ pattern: String, form: FormTemplate, dictionary: FieldDictionary, ending: String = "pdf"
  ) throws(Refusal) {
    self.form = form.id
    self.ending = ending
    var pieces: [Piece] = []
    var findings: [Finding] = []
    var rest = pattern[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "{" }
      if !text.isEmpty { pieces.append(.text(String(text))) }
      rest = rest.dropFirst(text.count)
      guard !rest.isEmpty else { break }
      let name = String(rest.dropFirst().prefix { $0 != "}" })
      guard rest.count > name.count + 1 else {
        findings.append(Self.unknown(name, Phrase("缺少 }", "the } is missing")))
        break
      }
      rest = rest.dropFirst(name.count + 2)
      switch name {
      case "number": pieces.append(.number)
      case "key": pieces.append(.key)
      case "form": pieces.append(.form)
      default:
        if let key = Self.field(name, dictionary) {
          pieces.append(.field(key))
        } else {
          findings.append(Self.unknown(name, Phrase("字典中没有这个字段", "the dictionary has no such field")))
        }
      }
    }
    guard findings.isEmpty else { throw Refusal(findings) }
    let isUnique = pieces.contains { if case .number = $0 { true } else { false } }
    self.pieces = isUnique ? pieces : pieces + [.text("-"), .number]
  }

  /// A field, or a field and a part of it.
  private static func field(_ name: String, _ dictionary: FieldDictionary) -> FieldKey? {
    if dictionary[FieldName(name)] != nil { return FieldKey(FieldName(name)) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let field = FieldName(String(name[..<dot]))
    return dictionary[field] == nil ? nil : FieldKey(field, FieldPart(String(name[name.index(after: dot)...])))
  }

  /// The name of a row's file, relative to the output folder.
  ///
  /// - Parameter number: Of the row, from 1.
  func name(number: Int, key: String, record: Record) -> String {
    var name = ""
    for piece in pieces {
      switch piece {
      case .text(let text): name += text
      case .number: name += Self.padded(number)
      case .key: name += key
      case .form: name += form
      case .field(let field): name += Self.harmless(record.text(field))
      }
    }
    let parts = name.split(separator: "/").map { Self.component(String($0), number: number) }
    return (parts.isEmpty ? [Self.padded(number)] : parts).joined(separator: "/") + ".\(ending)"
  }

  static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// A value without what file systems and shells take for more than a letter.
  private static func harmless(_ value: String) -> String {
    String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { scalar in
          if "/\\:*?\"<>|".unicodeScalars.contains(scalar) { return "_" }
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return "_"
          default: return scalar
          }
        }))
  }

  /// A name of several words, each without what file systems take for more than letters; short enough for an ending.
  static func harmlessName(_ words: [String]) -> String {
    var name = words.map(harmless).joined(separator: "-").trimmingCharacters(in: CharacterSet(charactersIn: " ."))
    while name.utf8.count > 180 { name.removeLast() }
    return name.isEmpty ? "_" : name
  }

  /// One folder or file: nothing hidden, no way up, and short enough for every file system with room for an ending.
  private static func component(_ text: String, number: Int) -> String {
    let trimmed = text.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
    guard trimmed.utf8.count > 200 else { return trimmed.isEmpty ? "_" : trimmed }
    var short = trimmed
    while short.utf8.count > 180 { short.removeLast() }
    return "\(short)-\(padded(number))"
  }

  private static func unknown(_ name: String, _ reason: Phrase) -> Finding {
    Finding(
      .error, .fileNamePattern,
      Phrase("文件名模式中的 {\(name)}：\(reason.chinese)", "{\(name)} in the pattern of names: \(reason.english)"),
      hint: Phrase(
        "可用 {number}、{key}、{form} 和 handover fields 列出的字段",
        "there are {number}, {key}, {form}, and the fields that handover fields lists"))
  }
}
