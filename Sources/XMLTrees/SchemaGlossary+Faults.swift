import Diagnostics

extension SchemaGlossary {
  /// A fault, and the way from the root to the element that has it.
  struct Fault {
    var path: [Int]
    var finding: Finding
  }

  /// Every fault of a tree that the glossary can name for certain.
  func faults(of tree: XMLElement) -> [Fault] {
    var faults: [Fault] = []
    check(tree, parent: nil, path: [], into: &faults)
    return faults
  }

  private func check(_ element: XMLElement, parent: XMLElement?, path: [Int], into faults: inout [Fault]) {
    func report(_ message: Phrase, hint: Phrase?) {
      faults.append(Fault(path: path, finding: Finding(.error, .xmlInvalid, at: element.place, message, hint: hint)))
    }
    if let parent, let facts = elements[parent.name], !facts.isOpen, !facts.children.contains(element.name) {
      let name = element.name
      report(
        elements[name] == nil
          ? Phrase("未知元素 \(name)", "unknown element \(name)")
          : Phrase("元素 \(name) 不能放在 \(parent.name) 里", "element \(name) cannot stand in \(parent.name)"),
        hint: expected(facts.children, like: name))
      return
    }
    guard let facts = elements[element.name] else {
      if parent == nil {
        report(
          Phrase("未知的根元素 \(element.name)", "unknown root element \(element.name)"),
          hint: expected(Set(elements.keys), like: element.name))
      }
      return
    }
    checkAttributes(of: element, facts, report)
    for name in facts.requiredChildren.sorted() where element.first(name) == nil {
      report(Phrase("\(element.name) 里缺少元素 \(name)", "\(element.name) lacks the element \(name)"), hint: nil)
    }
    if !facts.mayHoldText, element.hasOwnText {
      report(
        Phrase("\(element.name) 里不能直接写文字", "text cannot stand directly in \(element.name)"),
        hint: expected(facts.children, like: ""))
    }
    for (index, child) in element.elements.enumerated() {
      check(child, parent: element, path: path + [index], into: &faults)
    }
  }

  private func checkAttributes(of element: XMLElement, _ facts: Facts, _ report: (Phrase, Phrase?) -> Void) {
    for attribute in element.attributes where !facts.isOpen {
      guard let values = facts.attributes[attribute.name] else {
        report(
          Phrase(
            "元素 \(element.name) 没有属性 \(attribute.name)", "element \(element.name) has no attribute \(attribute.name)"),
          expected(Set(facts.attributes.keys), like: attribute.name))
        continue
      }
      if let values, !values.contains(attribute.value) {
        report(
          Phrase(
            "属性 \(attribute.name) 的值 \(attribute.value) 不在允许范围内",
            "the attribute \(attribute.name) cannot be \(attribute.value)"),
          expected(Set(values), like: attribute.value))
      }
    }
    for name in facts.requiredAttributes.sorted() where element[name] == nil {
      report(
        Phrase("元素 \(element.name) 缺少属性 \(name)", "element \(element.name) lacks the attribute \(name)"),
        Phrase("补上 \(name)=\"…\"", "add \(name)=\"…\""))
    }
  }

  private func expected(_ names: Set<String>, like wrong: String) -> Phrase? {
    guard !names.isEmpty else { return nil }
    let near = names.filter { editDistance($0, wrong) <= max(1, (wrong.count + 1) / 3) }.sorted()
    if let first = near.first { return Phrase("是否想写 \(first)？", "did you mean \(first)?") }
    let shown = names.sorted().prefix(20)
    let more = names.count > shown.count
    return Phrase(
      "这里可以是：" + shown.joined(separator: "、") + (more ? " 等" : ""),
      "expected here: " + shown.joined(separator: ", ") + (more ? ", …" : ""))
  }
}

extension XMLElement {
  fileprivate var hasOwnText: Bool {
    children.contains {
      if case .text(let text) = $0 { text.unicodeScalars.contains { !$0.properties.isWhitespace } } else { false }
    }
  }
}

/// How many letters must be put in, taken out or replaced to turn one word into the other.
private func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = x == y ? diagonal : 1 + min(diagonal, above, row[j])
      diagonal = above
    }
  }
  return row[b.count]
}
