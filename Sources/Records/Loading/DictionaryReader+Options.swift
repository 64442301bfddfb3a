import Diagnostics
import XMLTrees

extension DictionaryReader {
  mutating func readOptions(_ element: XMLElement) {
    expect(element, ["id", "open"])
    guard let id = element["id"], !id.isEmpty else {
      fault(element, "缺少属性 id", "the attribute id is missing")
      return
    }
    if lists.contains(where: { $0.id == id }) {
      fault(element, "选项表 \(id) 重复定义", "the option list \(id) is defined twice", code: .dictionaryDuplicate)
    }
    var words: Set<String> = []
    let options = element.elements.compactMap { readOption($0, &words) }
    if options.isEmpty { fault(element, "选项表 \(id) 是空的", "the option list \(id) is empty") }
    lists.append(OptionList(id: id, options: options, isOpen: yes(element, "open")))
  }

  mutating func readOption(_ element: XMLElement, _ words: inout Set<String>) -> OptionList.Option? {
    guard element.name == "option", let code = element["code"], let word = element["word"], !word.isEmpty else {
      fault(element, "选项应为 <option code=\"…\" word=\"…\"/>", "an option should be <option code=\"…\" word=\"…\"/>")
      return nil
    }
    expect(element, ["code", "word", "also"])
    if code.isEmpty || !code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
      fault(element, "选项代码 \(code) 只能用字母、数字和连字符", "the code \(code) may hold only letters, digits and hyphens")
    }
    let synonyms = (element["also"] ?? "").split(whereSeparator: \.isWhitespace).map { String($0) }
    for each in [word] + synonyms where !words.insert(each).inserted {
      fault(element, "选项“\(each)”重复", "the option “\(each)” is given twice", code: .dictionaryDuplicate)
    }
    return OptionList.Option(code: code, label: word, synonyms: synonyms)
  }

  /// The words of an `options` field as headings of its boxes.
  ///
  /// It prints as boxes, one for each code: so its codes differ, its list is closed, and no word holds the mark that parts
  /// the words in a list's cell.
  mutating func boxHeadings(of field: FieldDefinition, at place: Place) -> [FieldDefinition.Heading] {
    guard let id = field.optionList else { return [] }
    guard let list = lists.first(where: { $0.id == id }) ?? base?.optionLists[id] else {
      fault(
        at: place, "\(field.name) 引用的选项表 \(id) 不存在", "\(field.name) names an option list \(id) that does not exist",
        code: .dictionaryReference)
      return []
    }
    guard field.type == .options else { return [] }
    if list.isOpen || Set(list.options.map(\.code)).count < list.options.count {
      fault(
        at: place, "\(field.name) 可多选，选项表 \(id) 不得开放，代码不得重复",
        "\(field.name) takes several options: its list \(id) must be closed and its codes must differ")
    }
    if list.options.contains(where: { $0.label.unicodeScalars.contains(where: OptionIndex.isSeparator) }) {
      fault(
        at: place, "可多选的选项表 \(id) 中，选项不得含顿号、逗号或空格",
        "an option of \(id), a list of which several may be chosen, holds a comma or a blank")
    }
    return list.options.map { FieldDefinition.Heading($0.label, part: FieldPart($0.code)) }
  }
}
