internal import Pages

/// What a file says of itself as a whole.
struct DocumentFacts {
  private(set) var title = ""
  private(set) var language = "zh-CN"
  private(set) var identity: FormIdentity?
  private var count = 0

  /// Title and language are those of the first document. A file of several has no key, and names form and version only when
  /// they are the same for all.
  mutating func add(_ title: String, _ language: String, _ identity: FormIdentity?) {
    count += 1
    guard count > 1 else {
      (self.title, self.language, self.identity) = (title, language, identity)
      return
    }
    guard let known = self.identity else { return }
    let isSame = identity?.form == known.form && identity?.version == known.version
    self.identity = isSame ? FormIdentity(form: known.form, version: known.version, key: "") : nil
  }
}

/// The XMP packet (ISO 16684-1): the claims of conformance, title and language, and which form and record this is.
struct Metadata {
  let facts: DocumentFacts
  let options: PDFOptions

  /// The names of our own properties; PDF/A wants them described (ISO 19005-3, 6.6.2.3).
  private static let namespace = "urn:handover:identity:1#"

  /// Files for the printer say which form they are and nothing else; `nil` when they are none.
  var packet: String? {
    guard options.kind == .print else { return whole }
    guard facts.identity != nil else { return nil }
    return """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      \(identity)</rdf:RDF></x:xmpmeta>
      """
  }

  private var whole: String {
    """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
    <dc:format>application/pdf</dc:format>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(facts.title))</rdf:li></rdf:Alt></dc:title>
    <dc:language><rdf:Bag><rdf:li>\(escaped(facts.language))</rdf:li></rdf:Bag></dc:language>
    <pdf:Producer>\(escaped(options.producer))</pdf:Producer>
    </rdf:Description>
    \(conformance)\(identity)\(schemas)</rdf:RDF></x:xmpmeta>
    <?xpacket end="r"?>
    """
  }

  private var conformance: String {
    let archive = """
      <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
      <pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
      </rdf:Description>

      """
    let accessible = """
      <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
      <pdfuaid:part>1</pdfuaid:part>
      </rdf:Description>

      """
    return (options.kind == .archive ? archive : "") + (options.isTagged ? accessible : "")
  }

  private var identity: String {
    guard let identity = facts.identity else { return "" }
    var properties = [("form", identity.form), ("version", identity.version)]
    if !identity.key.isEmpty { properties.append(("key", identity.key)) }
    let values = properties.map { "<ho:\($0)>\(escaped($1))</ho:\($0)>" }.joined()
    return """
      <rdf:Description rdf:about="" xmlns:ho="\(Self.namespace)">\(values)</rdf:Description>

      """
  }

  /// PDF/A knows neither PDF/UA's property nor ours: both are described (ISO 19005-3, 6.6.2.3).
  private var schemas: String {
    guard options.kind == .archive else { return "" }
    return """
      <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas><rdf:Bag>
      \(Self.accessibility)\(facts.identity == nil ? "" : Self.form)</rdf:Bag></pdfaExtension:schemas>
      </rdf:Description>

      """
  }

  private static let accessibility = schema(
    "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
    [(name: "part", type: "Integer", description: "Part of ISO 14289")])

  private static let form = schema(
    "Handover form identity", namespace, "ho",
    [
      (name: "form", type: "Text", description: "Profile and form"),
      (name: "version", type: "Text", description: "Version of the form"),
      (name: "key", type: "Text", description: "Key of the record at its issuer"),
    ])

  private static func schema(
    _ title: String, _ namespace: String, _ prefix: String,
    _ properties: [(name: String, type: String, description: String)]
  ) -> String {
    let list = properties.map { property in
      """
      <rdf:li rdf:parseType="Resource"><pdfaProperty:name>\(property.name)</pdfaProperty:name>\
      <pdfaProperty:valueType>\(property.type)</pdfaProperty:valueType>\
      <pdfaProperty:category>internal</pdfaProperty:category>\
      <pdfaProperty:description>\(property.description)</pdfaProperty:description></rdf:li>
      """
    }
    return """
      <rdf:li rdf:parseType="Resource"><pdfaSchema:schema>\(title)</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>\(namespace)</pdfaSchema:namespaceURI><pdfaSchema:prefix>\(prefix)</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq>
      \(list.joined(separator: "\n"))
      </rdf:Seq></pdfaSchema:property></rdf:li>

      """
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\u{0}"..<"\u{20}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
