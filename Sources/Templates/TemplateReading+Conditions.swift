import Diagnostics
import Records
import XMLTrees

extension TemplateReader {
  /// The content of a `<when>`: as it is or not at all where the profile decides, wrapped where each record does.
  func conditional<Content>(
    _ element: XMLElement, content: () -> [Content], wrap: (TemplateCondition, [Content]) -> Content
  ) -> [Content] {
    // Read in any case: its faults are faults whatever the profile.
    let content = content()
    switch settled(element) {
    case .holds: return content
    case .fails: return []
    case .asks(let condition): return content.isEmpty ? [] : [wrap(condition, content)]
    }
  }

  private enum Answer {
    case holds
    case fails
    case asks(TemplateCondition)
  }

  private static let questions = ["profile", "term", "has", "lacks", "field"]

  private func settled(_ element: XMLElement) -> Answer {
    let asked = Self.questions.filter { element[$0] != nil }
    guard asked.count == 1, let question = asked.first, let value = element[question] else {
      faults.add(
        .templateCondition, at: element.place,
        Phrase("<when> 应恰有一个条件", "<when> takes exactly one condition"),
        hint: Phrase("profile、term、has、lacks、field 之一", "one of profile, term, has, lacks, field"))
      return .fails
    }
    switch question {
    case "profile": return value.split(separator: " ").contains { $0 == profile } ? .holds : .fails
    case "term": return terms[value] != nil ? .holds : .fails
    case "has", "lacks":
      let name = FieldName(value)
      if dictionary.group(name) != nil { return .asks(.entries(name, exist: question == "has")) }
      guard isKnown(name, element) else { return .fails }
      return .asks(.record(RecordCondition(field: name, test: question == "has" ? .present : .missing)))
    default:
      let name = FieldName(value)
      guard isKnown(name, element) else { return .fails }
      return .asks(.record(condition(on: name, element)))
    }
  }

  private func isKnown(_ name: FieldName, _ element: XMLElement) -> Bool {
    if dictionary[name] != nil { return true }
    noSuchField(name, at: element.place)
    return false
  }
}
