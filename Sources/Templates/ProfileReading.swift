package import Diagnostics
import Documents
package import Records
package import XMLTrees

/// The schemas that templates and profiles are checked by.
package struct TemplateSchemas {
  package var form: RelaxNGSchema
  package var profile: RelaxNGSchema

  package init(form: RelaxNGSchema, profile: RelaxNGSchema) {
    self.form = form
    self.profile = profile
  }
}

extension Profile {
  /// The namespace of profiles.
  package static let namespace = "urn:handover:profile:1"

  /// Reads a city's profile and all the forms that it names.
  ///
  /// - Parameters:
  ///   - id: The name of its folder, such as `liaocheng`.
  ///   - dictionary: The dictionary that all cities share; the profile may extend it.
  ///   - file: Gives a file of that folder by name, with the path to show in findings.
  /// - Throws: `Refusal` with the faults of the profile, or else of all its forms together.
  package static func load(
    id: String, dictionary: FieldDictionary, schemas: TemplateSchemas,
    file: (String) throws(Refusal) -> (bytes: [UInt8], path: String)
  ) throws(Refusal) -> Profile {
    let source = try file("profile.xml")
    let root = try parseXML(untrustedBytes: source.bytes, file: source.path)
    let faults = Faults()
    faults.add(schemas.profile.validate(untrustedBytes: source.bytes, file: source.path))
    let reader = ProfileReader(root: root, faults: faults)
    var profile = reader.profile(id: id, dictionary: dictionary)
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    for element in root.elements(named: "form") {
      do {
        let form = try file(element.required("file", faults))
        profile.forms.append(
          try FormTemplate.load(
            form.bytes, file: form.path, profile: id, schema: schemas.form, dictionary: profile.rules.dictionary))
      } catch { faults.add(error.findings) }
    }
    profile.packet = reader.packet(among: profile.forms)
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    return profile
  }
}

extension Profile {
  /// A dictionary with what a profile adds to it, for looking at one of its templates alone.
  package static func extendedDictionary(
    _ dictionary: FieldDictionary, profile bytes: [UInt8], file: String
  ) throws(Refusal) -> FieldDictionary {
    let faults = Faults()
    let reader = ProfileReader(root: try parseXML(untrustedBytes: bytes, file: file), faults: faults)
    let extended = reader.extended(dictionary)
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    return extended
  }
}

private struct ProfileReader {
  let root: XMLElement
  let faults: Faults

  func profile(id: String, dictionary: FieldDictionary) -> Profile {
    let extended = self.extended(dictionary)
    let rules = RecordRules(
      dictionary: extended, required: Set(required(in: extended)), phoneAreaCode: root.first("phone")?["area-code"],
      places: root.elements(named: "place").map(place),
      birthMustMatchID: root.first("birth")?["must-match-id"] == "yes")
    return Profile(
      id: id, version: root.required("version", faults), title: root.required("title", faults),
      source: root["source"] ?? "", rules: rules, forms: [])
  }

  private func required(in dictionary: FieldDictionary) -> [FieldName] {
    root.elements(named: "require").compactMap { element in
      let name = FieldName(element.required("field", faults))
      if dictionary[name] != nil { return name }
      faults.add(
        .profileUnknownField, at: element.place,
        Phrase("字典中没有字段 “\(name)”", "the dictionary has no field \"\(name)\""))
      return nil
    }
  }

  /// The forms of a packet, in order.
  func packet(among forms: [FormTemplate]) -> [String] {
    (root.first("packet")?.elements(named: "form") ?? []).compactMap { element in
      let id = element.required("ref", faults)
      if forms.contains(where: { $0.id == id }) || forms.isEmpty { return id }
      faults.add(
        .profileUnknownForm, at: element.place, Phrase("本配置没有表格“\(id)”", "the profile has no form \"\(id)\""),
        hint: Phrase("写表格的 id，并先用 <form file=…/> 列出它", "give a form's id, and list the form with <form file=…/> first"))
      return nil
    }
  }

  /// The dictionary with the city's own fields, groups and option lists.
  func extended(_ dictionary: FieldDictionary) -> FieldDictionary {
    let own = root.elements.filter { ["field", "group", "options"].contains($0.name) }
    do {
      return try dictionary.extended(by: own)
    } catch {
      faults.add(error.findings)
      return dictionary
    }
  }

  private func place(_ element: XMLElement) -> RecordRules.KnownPlace {
    RecordRules.KnownPlace(
      city: element.required("city", faults), street: element.required("street", faults),
      communities: element.elements(named: "community").map(\.text))
  }
}
