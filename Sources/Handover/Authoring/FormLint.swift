import Composing
import Diagnostics
import Documents
import Fonts
import Records
import Templates
import Typesetting
import XMLTrees

/// Looks for what is wrong with a template that can be read: what its author would find out only from a paper.
struct FormLint {
  let form: FormTemplate
  let rules: RecordRules
  let source: TemplateSource
  let fonts: FontCollection
  /// The names of all profiles.
  let profiles: Set<String>
  /// The dictionary without what the profile adds.
  let shared: FieldDictionary

  private var dictionary: FieldDictionary { rules.dictionary }
  private var place: Place { source.root.place }

  /// In the order of the file; errors are what keeps papers from being printed.
  func findings() throws(Refusal) -> [Finding] {
    let composer = Composer(form: form, dictionary: dictionary)
    let found = BoxLint(composer: composer, dictionary: dictionary, fonts: fonts, places: boxPlaces).findings()
    return (found + conditions() + signers() + copies() + repetitions() + people()).sorted {
      ($0.place.file ?? "", $0.place.line ?? 0, $0.place.character ?? 0)
        < ($1.place.file ?? "", $1.place.line ?? 0, $1.place.character ?? 0)
    }
  }

  /// Where each field or part first has its box, by the key's name.
  private var boxPlaces: [String: Place] {
    var places: [String: Place] = [:]
    source.visit { element, _ in
      guard element.name == "field" || element.name == "choice", let name = element["name"] else { return }
      let key = FieldKey(FieldName(name), element["part"].map { FieldPart($0) }).description
      if places[key] == nil { places[key] = element.place }
      if element.name == "choice", places[name] == nil { places[name] = element.place }
    }
    return places
  }

  // MARK: Conditions

  /// Conditions that nothing can meet: words that no list has, profiles that there are not.
  private func conditions() -> [Finding] {
    var findings: [Finding] = []
    source.visit { element, _ in
      guard element.name == "when" || element.name == "only" else { return }
      for unknown in (element["profile"] ?? "").split(separator: " ") where !profiles.contains(String(unknown)) {
        findings.append(
          Finding(
            .warning, .templateUnreachable, at: element.place,
            Phrase("没有名为“\(unknown)”的城市，这里永远不会用到", "there is no profile \"\(unknown)\": this is never reached")))
      }
      if let field = element["field"] { findings += words(of: element, FieldName(field)) }
    }
    return findings + outsideAudience()
  }

  /// A city may have its own choice of a list, and share a template that names more of them; what no list has is a slip.
  private func words(of element: XMLElement, _ field: FieldName) -> [Finding] {
    guard let list = dictionary.options(of: field) else { return [] }
    let own = list.allWords
    let all = own.union(shared.options(of: field)?.allWords ?? [])
    let asked = (element["is"] ?? "").split(separator: " ").map(String.init)
    let named = asked + (element["not"] ?? "").split(separator: " ").map(String.init)
    let isNever = !asked.isEmpty && own.isDisjoint(with: asked)
    let strangers = named.filter { !all.contains($0) }
    guard isNever || !strangers.isEmpty else { return [] }
    let words = (strangers.isEmpty ? asked : strangers).joined(separator: " ")
    let codes = list.options.map { "\($0.code) \($0.label)" }.joined(separator: "、")
    return [
      Finding(
        list.isOpen ? .suggestion : .warning, .templateUnreachable, at: element.place,
        Phrase("\(field) 的选项中没有“\(words)”", "\(field) has no option \"\(words)\""),
        hint: Phrase("可用：\(codes)", "one of: \(codes)"))
    ]
  }

  /// Options that are printed though the form is for others only.
  private func outsideAudience() -> [Finding] {
    var findings: [Finding] = []
    source.visit { element, _ in
      guard element.name == "choice", let name = element["name"].map({ FieldName($0) }),
        dictionary[name]?.type == .option
      else { return }
      for option in dictionary.options(of: name)?.options ?? [] where !isReachable(option, of: name) {
        findings.append(
          Finding(
            .warning, .templateUnreachable, at: element.place,
            Phrase(
              "选项“\(option.label)”选不到：这种表格不给这些人",
              "the option \"\(option.label)\" is never chosen: the form is not for them"),
            hint: Phrase("核对 <only>", "see <only>")))
      }
    }
    return findings
  }

  private func isReachable(_ option: OptionList.Option, of field: FieldName) -> Bool {
    form.audience.filter { $0.field == field }.allSatisfy { condition in
      switch condition.test {
      case .oneOf(let words): words.contains(option.code) || words.contains(option.label)
      case .noneOf(let words): !words.contains(option.code) && !words.contains(option.label)
      case .missing: false
      case .present: true
      }
    }
  }

  // MARK: Signers and copies

  /// A paper that nobody signs or seals proves nothing; registers (H) are kept, not signed.
  private func signers() -> [Finding] {
    guard !form.group.hasPrefix("H") else { return [] }
    var isSigned = false
    source.visit { element, _ in
      if element.name == "seal" || element.name == "signature" { isSigned = true }
      // The place of a seal is often its words alone.
      if element.name != "copies", element.text.contains("盖章") || element.text.contains("（章）") { isSigned = true }
    }
    guard !isSigned else { return [] }
    return [
      Finding(
        .suggestion, .templateNoSigner, at: place,
        Phrase("没有签字或盖章的位置", "there is no place for a signature or a seal"),
        hint: Phrase(
          "需要时加 <seal of=\"…\"/> 或 <signature of=\"…\"/>",
          "add <seal of=\"…\"/> or <signature of=\"…\"/> if it needs one"))
    ]
  }

  /// 一式四份 written out, where the form has another number of keepers.
  private func copies() -> [Finding] {
    source.words.compactMap { text, place in
      guard let match = text.firstMatch(of: /一式([一二两三四五六七八九十0-9]+)份/),
        let said = Self.number(String(match.1)), said != form.keepers.count
      else { return nil }
      return Finding(
        .warning, .templateCopiesDiffer, at: place,
        Phrase(
          "写着“\(match.0)”，但 <copies> 有 \(form.keepers.count) 家",
          "it says \(match.0), and <copies> names \(form.keepers.count)"),
        hint: Phrase("用 <copy-count/> 和 <keepers/> 代替写死的字", "use <copy-count/> and <keepers/> instead of the words"))
    }
  }

  private static func number(_ word: String) -> Int? {
    if let number = Int(word) { return number }
    let digits: [Character: Int] = [
      "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    guard let ten = word.firstIndex(of: "十") else { return word.count == 1 ? word.first.flatMap { digits[$0] } : nil }
    let (head, tail) = (word[..<ten], word[word.index(after: ten)...])
    return (head.first.flatMap { digits[$0] } ?? 1) * 10 + (tail.first.flatMap { digits[$0] } ?? 0)
  }

  // MARK: Boxes

  /// One name is one box: what is typed into one of two appears in the other.
  private func repetitions() -> [Finding] {
    var seen: [String: Int] = [:]
    var findings: [Finding] = []
    source.visit { element, around in
      // Alternatives under conditions never stand on one paper; in running text a name is said twice on purpose.
      guard element.name == "field", let name = element["name"], around.contains(where: { $0.name == "td" }),
        !around.contains(where: { $0.name == "when" })
      else { return }
      let table = around.last { $0.name == "rows" || $0.name == "table" }?.place
      let key = "\(table?.file ?? "") \(table?.line ?? 0) \(table?.character ?? 0) \(name) \(element["part"] ?? "")"
      if let line = seen.updateValue(element.place.line ?? 0, forKey: key) {
        findings.append(
          Finding(
            .suggestion, .templateBoxTwice, at: element.place,
            Phrase(
              "“\(name)”在第 \(line) 行已有一格，两格是同一个填写项",
              "\"\(name)\" has a box in line \(line) already; the two are one field")))
      }
    }
    return findings
  }

  /// What each person has, a batch has not: such a box outside the rows of people stays empty.
  private func people() -> [Finding] {
    guard form.subject == .batch, let person = dictionary.group(.people)?.entity else { return [] }
    var findings: [Finding] = []
    source.visit { element, around in
      guard element.name == "field" || element.name == "choice", let name = element["name"],
        name.hasPrefix("\(person)."), !form.grouping.contains(FieldName(name)),
        !around.contains(where: { $0.name == "rows" })
      else { return }
      findings.append(
        Finding(
          .warning, .templateFieldOfPeople, at: element.place,
          Phrase("“\(name)”是每个人的，放在人员行之外总是空的", "\"\(name)\" belongs to each person: outside their rows it stays empty"),
          hint: Phrase("放进 <rows each=\"batch.people\">", "put it into <rows each=\"batch.people\">")))
    }
    return findings
  }
}

extension OptionList {
  /// Everything that a template may call an option.
  fileprivate var allWords: Set<String> { Set(options.flatMap { [$0.code, $0.label] + $0.synonyms }) }
}
