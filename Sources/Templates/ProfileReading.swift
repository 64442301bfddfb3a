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
  ///   - wanted: The id of the one form to read; the others are passed over, which saves most of the time.
  /// - Throws: `Refusal` with the faults of the profile, or else of all its forms together.
  package static func load(
    id: String, dictionary: FieldDictionary, schemas: TemplateSchemas,
    only wanted: String? = nil, file: @escaping (String) throws(Refusal) -> (bytes: [UInt8], path: String)
  ) throws(Refusal) -> Profile {
    let source = try file("profile.xml")
    let root = try parseXML(untrustedBytes: source.bytes, file: source.path)
    let faults = Faults()
    faults.add(schemas.profile.validate(untrustedBytes: source.bytes, file: source.path))
    let reader = ProfileReader(root: root, faults: faults)
    var profile = reader.profile(id: id, dictionary: dictionary)
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    let surroundings = FormTemplate.Surroundings(
      profile: id, terms: reader.terms(), dictionary: profile.rules.dictionary, schema: schemas.form, file: file)
    func load(_ element: XMLElement) -> FormTemplate? {
      do {
        if let wanted, try !names(wanted, element, file) { return nil }
        var form = try FormTemplate.load(element.required("file", faults), in: surroundings)
        form.take(from: element)
        return form
      } catch {
        faults.add(error.findings)
        return nil
      }
    }
    profile.forms = root.elements(named: "form").compactMap(load).map { form in
      var form = form
      form.indifferentReasons = Set(profile.exclusions.filter { !$0.isLeftOut(of: form) }.map(\.code))
      return form
    }
    profile.olderForms = root.elements(named: "older").compactMap(load)
    reader.checkNames(of: profile)
    // What a packet holds is looked up among forms that could be read.
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    guard wanted == nil else { return profile }
    profile.packet = reader.packet(among: profile.forms)
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    return profile
  }
}

extension Profile {
  /// Adds what a profile says to what a template is read with, for looking at one of its templates alone.
  package static func extend(
    _ surroundings: inout FormTemplate.Surroundings, by profile: [UInt8], file: String
  ) throws(Refusal) {
    let faults = Faults()
    let reader = ProfileReader(root: try parseXML(untrustedBytes: profile, file: file), faults: faults)
    surroundings.dictionary = reader.extended(surroundings.dictionary)
    surroundings.terms = reader.terms()
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
  }
}

/// Whether an element of a profile names the form of an id: by its own word, or by that of the template's root.
private func names(
  _ id: String, _ element: XMLElement, _ file: (String) throws(Refusal) -> (bytes: [UInt8], path: String)
) throws(Refusal) -> Bool {
  if let own = element["id"] { return own == id }
  guard let name = element["file"] else { return true }
  let (bytes, path) = try file(name)
  return try parseXML(untrustedBytes: bytes, file: path)["id"] == id
}

extension FormTemplate {
  /// What a profile says about its form in place of the template.
  fileprivate mutating func take(from element: XMLElement) {
    id = element["id"] ?? id
    title = element["title"] ?? title
    source = element["source"] ?? source
    if let copies = element.first("copies") { keepers = copies.elements(named: "for").map(\.text) }
  }
}

struct ProfileReader {
  let root: XMLElement
  let faults: Faults

  func profile(id: String, dictionary: FieldDictionary) -> Profile {
    let extended = self.extended(dictionary)
    var rules = RecordRules(
      dictionary: extended, required: Set(required(in: extended)), phoneAreaCode: root.first("phone")?["area-code"],
      places: root.elements(named: "place").map(place),
      birthMustMatchID: root.first("birth")?["must-match-id"] == "yes")
    let zones = zones()
    // What ends like a city or district is seen by its end.
    rules.areas = zones.map(\.name).filter { name in !["市", "区", "县", "旗"].contains { name.hasSuffix($0) } }
    rules.dayCount = dayCount()
    rules.guards = guards(in: extended)
    rules.orders = orders(in: extended)
    return Profile(
      id: id, version: root.required("version", faults), title: root.required("title", faults),
      source: root["source"] ?? "", rules: rules, effective: effective(), clocks: clocks().map(\.clock),
      exclusions: exclusions(), zones: zones, forms: [])
  }

  /// The city's words, by name, and `day-count`: how it counts periods.
  func terms() -> [String: String] {
    let own = Dictionary(root.elements(named: "term").map { ($0.required("name", faults), $0.text) }) { _, last in last
    }
    return ["day-count": dayCount().description.chinese].merging(own) { _, own in own }
  }

  /// A form and a version of it are named once.
  func checkNames(of profile: Profile) {
    var known: Set<String> = []
    for form in profile.forms + profile.olderForms where !known.insert("\(form.id) \(form.version)").inserted {
      faults.add(
        .profileStructure, at: root.place,
        Phrase("表格 \(form.id) 第 \(form.version) 版有两份", "there are two forms \(form.id) of version \(form.version)"),
        hint: Phrase("用 id 另起名字", "give one of them another id"))
    }
    for form in profile.forms where profile.forms.count(where: { $0.id == form.id }) > 1 {
      faults.add(
        .profileStructure, at: root.place, Phrase("表格 \(form.id) 重复", "the form \(form.id) is named twice"),
        hint: Phrase("旧版用 <older> 引用", "name earlier versions by <older>"))
    }
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

  /// The dictionary with the city's own fields, groups and option lists, its periods and its choice of reasons.
  func extended(_ dictionary: FieldDictionary) -> FieldDictionary {
    let own = root.elements.filter { ["field", "group", "options"].contains($0.name) }
    do {
      return try settingPeriods(choosingReasons(try dictionary.extended(by: own)))
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
