package import Diagnostics
package import Records
package import XMLTrees

extension ForeignBinding {
  /// The namespace of bindings.
  package static let namespace = "urn:handover:binding:1"

  /// Reads and checks a binding.
  ///
  /// - Parameters:
  ///   - profile: The id of the profile in whose folder it lies.
  ///   - dictionary: The profile's.
  ///   - schema: `Resources/binding.rng`.
  /// - Throws: `Refusal` with every fault of the file, each with line, character and hint.
  package static func load(
    _ bytes: [UInt8], file: String?, profile: String, dictionary: FieldDictionary, schema: RelaxNGSchema
  ) throws(Refusal) -> ForeignBinding {
    let (binding, faults) = try read(bytes, file: file, profile: profile, dictionary: dictionary, schema: schema)
    guard faults.isEmpty else { throw Refusal(faults) }
    return binding
  }

  /// The same of a binding that somebody is still at work on: what is wrong with it does not hide the rest.
  ///
  /// - Throws: `Refusal` when it is no XML, or not of the schema.
  package static func read(
    _ bytes: [UInt8], file: String?, profile: String, dictionary: FieldDictionary, schema: RelaxNGSchema
  ) throws(Refusal) -> (binding: ForeignBinding, faults: [Finding]) {
    let root = try parseXML(untrustedBytes: bytes, file: file)
    let faults = Faults()
    faults.add(schema.validate(untrustedBytes: bytes, file: file))
    // What the schema refuses would be told twice.
    guard faults.findings.isEmpty else { throw Refusal(faults.findings) }
    let binding = BindingReader(root: root, dictionary: dictionary, faults: faults).binding(profile: profile)
    BindingCheck(binding: binding, dictionary: dictionary, faults: faults).run()
    return (
      binding,
      faults.findings.sorted {
        ($0.place.line ?? 0, $0.place.character ?? 0) < ($1.place.line ?? 0, $1.place.character ?? 0)
      }
    )
  }
}

/// Makes values of a binding's elements.
struct BindingReader {
  let root: XMLElement
  let dictionary: FieldDictionary
  let faults: Faults

  func binding(profile: String) -> ForeignBinding {
    ForeignBinding(
      id: root.required("id", faults), version: root.required("version", faults), profile: profile,
      title: root.required("title", faults), subject: root.word("per", FormTemplate.Subject.self, faults) ?? .retiree,
      form: root["form"], isDraft: root["draft"] != nil, file: root["file"],
      active: root.elements(named: "active").flatMap(active), boxes: root.elements(named: "box").map(box),
      place: root.place)
  }

  /// One for each place.
  private func active(_ element: XMLElement) -> [ForeignBinding.Active] {
    element.elements(named: "at").map { spot in
      ForeignBinding.Active(
        kind: element["kind"] ?? "", digest: element["sha256"] ?? "", place: spot["place"] ?? "",
        event: spot["event"] ?? "")
    }
  }

  private func box(_ element: XMLElement) -> ForeignBinding.Box {
    ForeignBinding.Box(
      name: element["name"] ?? "", kind: element.word("kind", ForeignBinding.Kind.self, faults) ?? .text,
      page: element.integer("page", in: 1...1_000_000, faults),
      rectangle: element["at"].map { $0.split(whereSeparator: \.isWhitespace).compactMap { Double($0) } },
      use: use(element), blank: element["blank"], at: element.place)
  }

  private func use(_ element: XMLElement) -> ForeignBinding.Use {
    if element["ignore"] != nil { return .ignored }
    guard let field = element["field"] else { return .open }
    let name = FieldName(field)
    guard let definition = dictionary[name] else {
      faults.noSuchField(name, in: dictionary, at: element.place)
      return .open
    }
    let part = element["part"].map { FieldPart($0) }
    if let part { faults.check(part, of: definition, in: dictionary, at: element.place) }
    let options = element.elements(named: "option").map { ($0["value"] ?? "", $0["means"] ?? "") }
    return .field(
      ForeignBinding.Target(
        FieldKey(name, part), entry: entry(element), piece: element.integer("piece", in: 1...1000, faults),
        word: element["means"], words: Dictionary(options) { first, _ in first }))
  }

  private func entry(_ element: XMLElement) -> ForeignBinding.Entry? {
    guard let group = element["group"] else { return nil }
    return ForeignBinding.Entry(
      group: FieldName(group), ordinal: element.integer("entry", in: 1...1_000_000, faults) ?? 1)
  }
}
