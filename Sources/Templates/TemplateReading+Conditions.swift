import Diagnostics
import Records
import XMLTrees

extension TemplateReader {
  /// The content of a `<when>`: as it is or not at all where the profile decides, wrapped where each record does.
  func conditional<Content>(
    _ element: XMLElement, content: () -> [Content], wrap: (RecordCondition, [Content]) -> Content
  ) -> [Content] {
    switch settled(element) {
    case .holds: return content()
    // What the profile switches off may speak of what it lacks.
    case .fails: return []
    case .asks(let condition):
      let content = content()
      return content.isEmpty ? [] : [wrap(condition, content)]
    }
  }

  private enum Answer {
    case holds
    case fails
    case asks(RecordCondition)
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
      guard let name = known(FieldName(value), at: element.place) else { return .fails }
      return .asks(RecordCondition(field: name, test: question == "has" ? .present : .missing))
    default:
      guard let name = known(FieldName(value), at: element.place) else { return .fails }
      return .asks(condition(on: name, element))
    }
  }
}
