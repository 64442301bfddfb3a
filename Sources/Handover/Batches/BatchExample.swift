import Diagnostics
import Records
import Templates

extension Toolkit {
  /// A batch file of a city to fill in: our XML, with every field and list that stands on its forms and is no person's, each under
  /// its label.
  ///
  /// - Throws: `Refusal` when the profile is unknown or faulty.
  public func batchExample(profile id: String) throws(Refusal) -> String {
    let profile = try profile(id)
    return BatchExample(profile).text
  }
}

/// Writes a batch file with nothing in it.
private struct BatchExample {
  private let profile: Profile
  private let dictionary: FieldDictionary
  private let fields: Set<FieldName>
  private let groups: [FieldName: Set<FieldName>]

  init(_ profile: Profile) {
    self.profile = profile
    dictionary = profile.rules.dictionary
    let needed = BatchFields(profile)
    (fields, groups) = (needed.fields, needed.groups)
  }

  var text: String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- \(profile.title)：一批移交的批次文件。填好各项；不用的可删去或留空。人员放在名单里。
           A batch of \(profile.id): fill in what is known, leave the rest empty. People are in the list. -->
      <record xmlns="urn:handover:records:1">

      """
    for field in dictionary.fields where fields.contains(field.name) { text += line(field, indent: "  ") }
    for group in dictionary.groups {
      guard let inner = groups[group.name], !inner.isEmpty else { continue }
      text += "\n  <!-- \(group.label.chinese)，可有多条 / \(group.label.english), any number of them"
      if group.name == .receivers {
        text += "\n       接收地写到哪一级，机构就对哪一级的人员和材料有效 / organisations are for all people of the place given"
      }
      text += " -->\n  <group name=\"\(group.name)\">\n    <record>\n"
      for field in dictionary.fields where inner.contains(field.name) { text += line(field, indent: "      ") }
      text += "    </record>\n  </group>\n"
    }
    return text + "</record>\n"
  }

  private func line(_ field: FieldDefinition, indent: String) -> String {
    var comment = "\(field.label.chinese) / \(field.label.english)"
    if let list = dictionary.options(of: field.name), list.options.count <= 20 {
      comment += "：\(list.options.map(\.label).joined(separator: " "))"
    }
    // Two hyphens would end a comment.
    comment = comment.replacing("--", with: "—")
    return "\(indent)<field name=\"\(field.name)\"></field> <!-- \(comment) -->\n"
  }
}
