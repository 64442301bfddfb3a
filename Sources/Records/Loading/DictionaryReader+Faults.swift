import Diagnostics
import XMLTrees

extension DictionaryReader {
  mutating func yes(_ element: XMLElement, _ attribute: String) -> Bool {
    let value = element[attribute] ?? "no"
    if value != "yes", value != "no" {
      fault(element, "\(attribute) 只能是 yes 或 no", "\(attribute) should be yes or no")
    }
    return value == "yes"
  }

  mutating func expect(_ element: XMLElement, _ known: Set<String>) {
    for attribute in element.attributes where !known.contains(attribute.name) {
      fault(
        element, "\(element.name) 没有属性 \(attribute.name)", "\(element.name) has no attribute \(attribute.name)")
    }
  }

  mutating func fault(
    _ element: XMLElement, _ chinese: String, _ english: String, code: Finding.Code = .dictionaryStructure,
    hint: Phrase? = nil
  ) {
    fault(at: element.place, chinese, english, code: code, hint: hint)
  }

  mutating func fault(
    at place: Place, _ chinese: String, _ english: String, code: Finding.Code = .dictionaryStructure,
    hint: Phrase? = nil
  ) {
    findings.append(Finding(.error, code, at: place, Phrase(chinese, english), hint: hint))
  }
}
