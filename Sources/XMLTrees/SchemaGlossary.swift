import Diagnostics

/// What a RELAX NG schema says about each element name, gathered over all places where the name is defined.
///
/// Not a validator: it only names faults that are certain under every definition of a name, so that they can be told
/// in plain words and all at once.
struct SchemaGlossary {
  struct Facts {
    /// What each attribute's value must be, where the schema lists the values.
    var attributes: [String: [String]?] = [:]
    var requiredAttributes: Set<String> = []
    var children: Set<String> = []
    var requiredChildren: Set<String> = []
    var mayHoldText = false
    /// Whether the schema lets names stand here that it does not list.
    var isOpen = false
  }

  private(set) var elements: [String: Facts] = [:]
  private var defines: [String: [XMLElement]] = [:]
  private let namespace: String?

  init(schema: XMLElement) {
    namespace = schema["ns"]
    collectDefines(in: schema)
    collectElements(in: schema)
  }

  private mutating func collectDefines(in element: XMLElement) {
    for child in element.elements {
      if child.name == "define", let name = child["name"] { defines[name, default: []].append(child) }
      if child.name == "div" || child.name == "grammar" { collectDefines(in: child) }
    }
  }

  private mutating func collectElements(in element: XMLElement) {
    if element.name == "element" {
      var facts = Facts()
      let names = Self.names(of: element)
      for child in element.elements.dropFirst(element["name"] == nil ? 1 : 0) {
        gather(child, required: true, into: &facts, seen: [])
      }
      for name in names { elements[name] = elements[name].map { $0.merged(with: facts) } ?? facts }
    }
    for child in element.elements { collectElements(in: child) }
  }

  private func gather(_ pattern: XMLElement, required: Bool, into facts: inout Facts, seen: Set<String>) {
    switch pattern.name {
    case "attribute":
      let names = Self.names(of: pattern)
      if names.isEmpty { facts.isOpen = true }
      for name in names {
        facts.attributes[name] = values(of: pattern)
        if required { facts.requiredAttributes.insert(name) }
      }
    case "element":
      let names = Self.names(of: pattern)
      if names.isEmpty { facts.isOpen = true }
      facts.children.formUnion(names)
      if required, names.count == 1 { facts.requiredChildren.formUnion(names) }
    case "text", "data", "value", "list": facts.mayHoldText = true
    case "externalRef", "parentRef": facts.isOpen = true
    case "ref":
      guard let name = pattern["name"], !seen.contains(name) else { return }
      for define in defines[name] ?? [] {
        // Definitions of one name combine, by choice as a rule: several of them require nothing for certain.
        let certain = required && define["combine"] == nil
        for child in define.elements { gather(child, required: certain, into: &facts, seen: seen.union([name])) }
      }
    default:
      let stillRequired = required && !["optional", "zeroOrMore", "choice"].contains(pattern.name)
      if pattern.name == "mixed" { facts.mayHoldText = true }
      for child in pattern.elements { gather(child, required: stillRequired, into: &facts, seen: seen) }
    }
  }

  /// The names of an element or attribute pattern, without prefixes; none when any name will do.
  private static func names(of pattern: XMLElement) -> [String] {
    if let name = pattern["name"] { return [local(name)] }
    guard let nameClass = pattern.elements.first else { return [] }
    switch nameClass.name {
    case "name": return [local(nameClass.text)]
    case "choice":
      return nameClass.elements.allSatisfy { $0.name == "name" } ? nameClass.elements.map { local($0.text) } : []
    default: return []
    }
  }

  private static func local(_ name: String) -> String {
    String((name.split(separator: ":").last ?? "").filter { !$0.isWhitespace })
  }

  /// The values that an attribute may have, or `nil` when the schema does not list them one by one.
  private func values(of attribute: XMLElement) -> [String]? {
    var found: [String] = []
    func visit(_ pattern: XMLElement, _ seen: Set<String>) -> Bool {
      switch pattern.name {
      case "value":
        found.append(pattern.text)
        return true
      case "choice": return pattern.elements.allSatisfy { visit($0, seen) }
      case "ref":
        guard let name = pattern["name"], !seen.contains(name), let define = defines[name] else { return false }
        return define.allSatisfy { $0.elements.allSatisfy { visit($0, seen.union([name])) } }
      default: return false
      }
    }
    let patterns = attribute.elements.filter { $0.name != "name" }
    return !patterns.isEmpty && patterns.allSatisfy { visit($0, []) } ? found : nil
  }
}

extension SchemaGlossary.Facts {
  fileprivate func merged(with other: Self) -> Self {
    var merged = self
    merged.attributes.merge(other.attributes) { mine, theirs in
      guard let mine, let theirs else { return nil }
      return mine + theirs.filter { !mine.contains($0) }
    }
    merged.requiredAttributes.formIntersection(other.requiredAttributes)
    merged.children.formUnion(other.children)
    merged.requiredChildren.formIntersection(other.requiredChildren)
    merged.mayHoldText = mayHoldText || other.mayHoldText
    merged.isOpen = isOpen || other.isOpen
    return merged
  }
}
