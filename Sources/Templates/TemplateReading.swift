package import Diagnostics
import Documents
import Measures
package import Records
package import XMLTrees

extension FormTemplate {
  /// The namespace of form templates.
  package static let namespace = "urn:handover:form:1"

  /// What a template is read with.
  package struct Surroundings {
    /// The profile's id, of which the form becomes a part.
    package var profile: String
    /// The profile's words, by name.
    package var terms: [String: String]
    /// What a template names must be in it.
    package var dictionary: FieldDictionary
    /// `Resources/form.rng`.
    package var schema: RelaxNGSchema
    /// Gives a file by its path from the profile's folder, with the path to show in findings.
    package var file: (String) throws(Refusal) -> (bytes: [UInt8], path: String)

    package init(
      profile: String, terms: [String: String], dictionary: FieldDictionary, schema: RelaxNGSchema,
      file: @escaping (String) throws(Refusal) -> (bytes: [UInt8], path: String)
    ) {
      self.profile = profile
      self.terms = terms
      self.dictionary = dictionary
      self.schema = schema
      self.file = file
    }
  }

  /// Reads and checks a template with all that it includes.
  ///
  /// - Parameter name: Its path from the profile's folder, such as `info-table.xml` or `../common/contact-card.xml`.
  /// - Throws: `Refusal` with every fault of the files, each with line, character and hint.
  package static func load(_ name: String, in surroundings: Surroundings) throws(Refusal) -> FormTemplate {
    let (bytes, path) = try surroundings.file(name)
    let root = try parseXML(untrustedBytes: bytes, file: path)
    let faults = Faults()
    faults.add(surroundings.schema.validate(untrustedBytes: bytes, file: path))
    let included = Includes(of: name, surroundings, faults)
    let reader = TemplateReader(
      root: included.expanded(root), profile: surroundings.profile, terms: surroundings.terms,
      dictionary: surroundings.dictionary, faults: faults)
    let form = reader.form()
    guard faults.findings.isEmpty else {
      throw Refusal(faults.findings.sorted { place($0) < place($1) })
    }
    return form
  }

  private static func place(_ finding: Finding) -> (String, Int, Int) {
    (finding.place.file ?? "", finding.place.line ?? 0, finding.place.character ?? 0)
  }
}

/// Turns the elements of one template into a `FormTemplate`; what it cannot make sense of goes to `faults`.
struct TemplateReader {
  let root: XMLElement
  let profile: String
  let terms: [String: String]
  let dictionary: FieldDictionary
  let faults: Faults

  /// Forms are set in the form font at 五号 unless they say otherwise.
  private static let style = TextStyle(role: .form, size: .points(10.5))

  func form() -> FormTemplate {
    let page = root.first("page")
    checkReferences()
    let subject = root.word("per", FormTemplate.Subject.self, faults) ?? .retiree
    let scope = Scope(subject: subject)
    let keepers = root.first("copies")?.elements(named: "for").map(\.text) ?? []
    let setup = page.map(self.setup) ?? PageSetup(size: .a4, margins: .zero, code: nil)
    let base = page.map { grid(of: $0, setup, root.style(Self.style, faults)) } ?? Self.style
    let style = page?.style(base, faults) ?? base
    return FormTemplate(
      id: root.required("id", faults), version: root.required("version", faults), profile: profile,
      title: root.required("title", faults), source: root["source"] ?? "", group: root["group"] ?? "",
      hasOwnLayout: root["layout"] == "ours", subject: subject, grouping: grouping(), audience: audience(),
      keepers: keepers, page: setup,
      blocks: page.map { blocks(of: $0, style: style, width: setup.typeArea.width, scope: scope) } ?? [],
      footer: page?.first("footer").map {
        paragraph($0, style: $0.style(base.offGrid, faults), scope: scope)
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

  /// A field or group that the dictionary has; anything else is a fault.
  func known(_ name: FieldName, at place: Place) -> FieldName? {
    if dictionary[name] != nil || dictionary.group(name) != nil { return name }
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
      size: landscape ? sheet.turned : sheet,
      margins: page["margin"] == nil && page["grid"] != nil ? PageGrid.margins : insets(margin, of: page),
      code: page.word("code", PageSetup.CodePosition.self, faults),
      footerDistance: page["grid"] == nil ? nil : PageGrid.footerDistance)
  }

  /// The style that text begins with: on the official grid 仿宋 of 三号 in squares, two characters in (GB/T 9704-2012, 5.2).
  private func grid(of page: XMLElement, _ setup: PageSetup, _ style: TextStyle) -> TextStyle {
    guard let text = page["grid"] else { return style }
    guard let grid = PageGrid(text) else {
      faults.add(
        .templateNumber, at: page.place, Phrase("grid=“\(text)” 不是网格", "grid=\"\(text)\" is no grid"),
        hint: Phrase("写成每行字数x每页行数，如 28x22", "characters a line x lines a page, such as 28x22"))
      return style
    }
    return grid.style(on: setup)
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

extension TextStyle {
  /// For what stands in cells and boxes, which begin at their edges.
  var withoutIndents: TextStyle {
    var style = self
    (style.indent, style.leftIndent, style.rightIndent) = (0, 0, 0)
    return style
  }

  /// For what has lines of its own heights off the official grid: tables, footers.
  var offGrid: TextStyle {
    var style = withoutIndents
    style.linePitch = nil
    style.tracking = 0
    return style
  }
}

/// Which fields may stand where the reader is: those of the form's subject, or those of a repeated group's entries.
struct Scope {
  var subject: FormTemplate.Subject
  var group: GroupDefinition?
  /// In the head of a section of rows: its option, and its number from 1.
  var option: (label: String, number: Int)?
}
