package import Diagnostics
package import Documents
package import Measures
package import Records
package import XMLTrees

extension FormTemplate {
  /// The namespace of form templates.
  package static let namespace = "urn:handover:form:1"

  /// Reads and checks a template.
  ///
  /// - Parameters:
  ///   - bytes: The template file.
  ///   - schema: `Resources/form.rng`.
  ///   - dictionary: The profile's dictionary: what a template names must be in it.
  /// - Throws: `Refusal` with every fault of the file, each with line, character and hint.
  package static func load(
    _ bytes: [UInt8], file: String, profile: String, schema: RelaxNGSchema, dictionary: FieldDictionary
  ) throws(Refusal) -> FormTemplate {
    let root = try parseXML(untrustedBytes: bytes, file: file)
    let faults = Faults()
    faults.add(schema.validate(untrustedBytes: bytes, file: file))
    let reader = TemplateReader(root: root, profile: profile, dictionary: dictionary, faults: faults)
    let form = reader.form()
    guard faults.findings.isEmpty else {
      throw Refusal(
        faults.findings.sorted {
          ($0.place.line ?? 0, $0.place.character ?? 0) < ($1.place.line ?? 0, $1.place.character ?? 0)
        })
    }
    return form
  }
}

/// Turns the elements of one template into a `FormTemplate`; what it cannot make sense of goes to `faults`.
struct TemplateReader {
  let root: XMLElement
  let profile: String
  let dictionary: FieldDictionary
  let faults: Faults

  /// Forms are set in the form font at 五号 unless they say otherwise.
  private static let style = TextStyle(role: .form, size: .points(10.5))

  func form() -> FormTemplate {
    let page = root.first("page")
    let style = page?.style(root.style(Self.style, faults), faults) ?? Self.style
    let subject = root.word("per", FormTemplate.Subject.self, faults) ?? .retiree
    let scope = Scope(subject: subject)
    let keepers = root.first("copies")?.elements(named: "for").map(\.text) ?? []
    let setup = page.map(self.setup) ?? PageSetup(size: .a4, margins: .zero, code: nil)
    return FormTemplate(
      id: root.required("id", faults), version: root.required("version", faults), profile: profile,
      title: root.required("title", faults), source: root["source"] ?? "", group: root["group"] ?? "",
      hasOwnLayout: root["layout"] == "ours", subject: subject, grouping: grouping(), audience: audience(),
      keepers: keepers, page: setup,
      blocks: page.map { blocks(of: $0, style: style, width: setup.contentWidth, scope: scope) } ?? [],
      footer: page?.first("footer").map {
        paragraph($0, style: $0.style(style, faults), scope: scope)
      })
  }

  /// The fields by which a batch is parted into papers.
  private func grouping() -> [FieldName] {
    (root["by"] ?? "").split(separator: " ").compactMap { known(FieldName(String($0)), at: root.place) }
  }

  private func audience() -> [RecordCondition] {
    root.elements(named: "only").compactMap { element in
      known(FieldName(element.required("field", faults)), at: element.place).map { condition(on: $0, element) }
    }
  }

  /// What `is`, `not` and `missing` ask of a field; without them, that it has a value.
  func condition(on field: FieldName, _ element: XMLElement) -> RecordCondition {
    func words(_ attribute: String) -> [String]? { element[attribute]?.split(separator: " ").map { String($0) } }
    if let words = words("is") { return RecordCondition(field: field, test: .oneOf(words)) }
    if let words = words("not") { return RecordCondition(field: field, test: .noneOf(words)) }
    return RecordCondition(field: field, test: element["missing"] == "yes" ? .missing : .present)
  }

  private func known(_ name: FieldName, at place: Place) -> FieldName? {
    if dictionary[name] != nil { return name }
    noSuchField(name, at: place)
    return nil
  }

  private enum Sheet: String, CaseIterable {
    case a4 = "A4"
    case a3 = "A3"
  }

  private enum Orientation: String, CaseIterable {
    case portrait, landscape
  }

  private func setup(_ page: XMLElement) -> PageSetup {
    let sheet = page.word("size", Sheet.self, faults) == .a3 ? Size.a3 : Size.a4
    let landscape = page.word("orientation", Orientation.self, faults) == .landscape
    let margin = page.lengths("margin", faults)
    return PageSetup(
      size: landscape ? sheet.turned : sheet, margins: insets(margin, of: page),
      code: page.word("code", PageSetup.CodePosition.self, faults))
  }

  /// One to four lengths, with the meaning that CSS gives them.
  private func insets(_ lengths: [Length], of page: XMLElement) -> Insets {
    switch lengths.count {
    case 1: return Insets(top: lengths[0], right: lengths[0], bottom: lengths[0], left: lengths[0])
    case 2: return Insets(top: lengths[0], right: lengths[1], bottom: lengths[0], left: lengths[1])
    case 3: return Insets(top: lengths[0], right: lengths[1], bottom: lengths[2], left: lengths[1])
    case 4: return Insets(top: lengths[0], right: lengths[1], bottom: lengths[2], left: lengths[3])
    default:
      faults.add(
        .templateLength, at: page.place, Phrase("margin 要一到四个长度", "margin takes one to four lengths"),
        hint: Phrase("例如 margin=“15mm 18mm”：上下、左右", "for example margin=\"15mm 18mm\": top and bottom, left and right"))
      return .zero
    }
  }
}

extension PageSetup {
  /// What the margins leave of the sheet's width.
  package var contentWidth: Length { size.width - margins.left - margins.right }
}

/// Which fields may stand where the reader is: those of the form's subject, or those of a repeated group's entries.
struct Scope {
  var subject: FormTemplate.Subject
  var group: GroupDefinition?
}
