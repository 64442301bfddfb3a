import Composing
import Diagnostics
import Documents
import Fonts
import Pages
import Records
import Typesetting

/// Sets the longest legal value into every box, and says which boxes are too small for theirs.
struct BoxLint {
  let composer: Composer
  let dictionary: FieldDictionary
  /// Where each field or part has its box in the template.
  let places: [String: Place]
  private let typesetter: Typesetter

  init(composer: Composer, dictionary: FieldDictionary, fonts: FontCollection, places: [String: Place]) {
    self.composer = composer
    self.dictionary = dictionary
    self.places = places
    typesetter = Typesetter(document: composer.document, fonts: fonts)
  }

  func findings() -> [Finding] {
    let fixed = faults { _ in "" }
    // Fixed text that is at fault hides what values would do.
    guard !fixed.containError else { return fixed }
    let keys = composer.boxKeys
    let sizes = boxSizes
    var findings = fixed
    for fault in faults({ LongestText(dictionary).text(of: $0) }) {
      guard fault.code == .valueDoesNotFit,
        let name = fault.place.field.map({ FormBoxName.pattern(of: $0.split(separator: ".").map(String.init)) }),
        let key = keys[name]
      else {
        if fault.severity == .error { findings.append(fault) }
        continue
      }
      findings.append(narrow(key, sizes[name]))
    }
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }

  private func faults(_ text: (FieldKey) -> String) -> [Finding] {
    do {
      return try typesetter.typeset(composer.fill(entries: 1, text: text), purpose: .flat).findings
    } catch { return error.findings }
  }

  private func narrow(_ key: FieldKey, _ size: String?) -> Finding {
    let label = dictionary[key.name]?.label ?? Phrase(key.description, key.description)
    let longest = LongestText(dictionary).text(of: key)
    let needed = longest.unicodeScalars.count
    let room = room(for: key, longest)
    let box = size.map { "（\($0)）" } ?? ""
    return Finding(
      .warning, .templateNarrowBox,
      at: (places[key.description] ?? places[key.name.rawValue] ?? Place()).field(key.description),
      Phrase(
        "“\(label.chinese)”的框\(box)太小：最长 \(needed) 个字，放得下 \(room) 个",
        "the box of \"\(label.english)\"\(size.map { " (\($0))" } ?? "") is too small: \(needed) characters at the most, room for \(room)"
      ),
      hint: Phrase(
        "加大这一格，减小 font-size 或 min-size，或用 fit=\"grow\"",
        "enlarge the cell, reduce font-size or min-size, or use fit=\"grow\""))
  }

  /// How many characters of a text the smallest of a field's boxes holds.
  private func room(for key: FieldKey, _ text: String) -> Int {
    let scalars = Array(text.unicodeScalars)
    var (fits, tooMany) = (0, scalars.count)
    while tooMany - fits > 1 {
      let middle = (fits + tooMany) / 2
      let part = String(String.UnicodeScalarView(scalars[..<middle]))
      if faults({ $0 == key ? part : "" }).contains(where: { $0.code == .valueDoesNotFit }) {
        tooMany = middle
      } else {
        fits = middle
      }
    }
    return fits
  }

  /// The size of each box, entries of groups as `*`.
  private var boxSizes: [String: String] {
    guard let pages = try? typesetter.typeset(composer.fill(entries: 1) { _ in "" }, purpose: .fillable).value.pages
    else { return [:] }
    var sizes: [String: String] = [:]
    for widget in pages.flatMap(\.widgets) {
      let name = FormBoxName.pattern(of: widget.name)
      sizes[name] = "\(Int(widget.rect.width.mm.rounded()))×\(Int(widget.rect.height.mm.rounded())) mm"
    }
    return sizes
  }
}

/// The longest legal text of a field or a part of it, as wide as such texts are.
struct LongestText {
  private let dictionary: FieldDictionary

  init(_ dictionary: FieldDictionary) { self.dictionary = dictionary }

  func text(of key: FieldKey) -> String {
    guard let field = dictionary[key.name] else { return "" }
    let limit = field.maxLength ?? 50
    switch field.type {
    case .name, .text: return Self.words(limit)
    case .residentID: return "110201193512311234"
    case .creditCode: return "91371500MA3C0000XX"
    case .date: return Self.date(key.part)
    // More legal numbers than these in one box nobody has.
    case .phone: return "0635-20001234-123456、19900001234"
    case .count: return "999999999"
    // As much as any paper of a handover can be about.
    case .amount: return "¥99,999,999.99"
    case .area: return "999999.99"
    case .number: return "99999.99"
    // A quarter for each part: together they are as long as an address may be.
    case .address: return Self.words(key.part == nil ? limit : min(limit / 4, 40))
    case .option: return dictionary.options(of: key.name)?.options.map(\.label).max { $0.count < $1.count } ?? ""
    case .options: return dictionary.options(of: key.name)?.options.map(\.label).joined(separator: "、") ?? ""
    }
  }

  private static func date(_ part: FieldPart?) -> String {
    switch part {
    case FieldPart.year: "2026"
    case nil: "2026年12月31日"
    default: "12"
    }
  }

  /// Han characters, than which none is wider.
  private static func words(_ count: Int) -> String {
    let scalars = Array("聊城市国有企业退休人员社会化管理服务".unicodeScalars)
    return String(String.UnicodeScalarView((0..<count).map { scalars[$0 % scalars.count] }))
  }
}
