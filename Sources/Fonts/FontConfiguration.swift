package import Diagnostics
private import XMLTrees

extension Finding.Code {
  package static let fontConfiguration = Self("font-configuration")
}

/// Which families serve which role, as `Resources/fonts.xml` says.
struct FontConfiguration: Sendable {
  struct Family: Sendable, Hashable {
    var name: String
    var isBold: Bool
    /// The Debian package that has it, for hints.
    var package: String?
  }

  private var roles: [FontRole: [Family]] = [:]
  /// Families that are asked after those of every role.
  private(set) var fallbacks: [Family] = []

  /// The font for typing into forms: a file beside the configuration.
  private(set) var entryFile: String?

  func families(for role: FontRole) -> [Family] { roles[role] ?? [] }

  init(untrustedBytes: [UInt8], file: String?) throws(Refusal) {
    let root = try parseXML(untrustedBytes: untrustedBytes, file: file)
    var faults: [Finding] = []
    for element in root.elements {
      let families = Self.families(in: element, &faults)
      switch (element.name, element["name"].flatMap(FontRole.init(rawValue:))) {
      case ("role", let role?): roles[role, default: []] += families
      case ("fallback", _): fallbacks += families
      case ("entry", _) where element["file"] != nil: entryFile = element["file"]
      default: faults.append(Self.fault(at: element, "<\(element.name)>"))
      }
    }
    for role in FontRole.allCases where families(for: role).isEmpty {
      faults.append(Self.fault(at: root, "<role name=\"\(role.rawValue)\">"))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
  }

  private static func families(in element: XMLElement, _ faults: inout [Finding]) -> [Family] {
    element.elements.compactMap { child in
      guard child.name == "family", let name = child["name"], !name.isEmpty,
        let isBold = ["regular": false, "bold": true][child["weight"] ?? "regular"]
      else {
        faults.append(fault(at: child, "<\(child.name)>"))
        return nil
      }
      return Family(name: name, isBold: isBold, package: child["package"])
    }
  }

  private static func fault(at element: XMLElement, _ what: String) -> Finding {
    Finding(
      .error, .fontConfiguration, at: element.place,
      Phrase("字体配置中的 \(what) 缺失或写法有误。", "\(what) is missing from the font configuration or wrong in it."),
      hint: Phrase(
        "title、heading、body、form、kai 各个用途需要至少一个 <family name=\"…\" weight=\"regular|bold\"/>。",
        "Each of the roles title, heading, body, form, kai needs a <family name=\"…\" weight=\"regular|bold\"/>."))
  }
}
