internal import Pages

/// What a file says of itself as a whole.
struct DocumentFacts {
  private(set) var title = ""
  private(set) var language = "zh-CN"
  private(set) var identity: FormIdentity?
  private var count = 0

  /// Title and language are those of the first document. A file of several has no key, and names form and version only when
  /// they are the same for all.
  mutating func add(_ document: PagedDocument) {
    count += 1
    guard count > 1 else {
      (title, language, identity) = (document.title, document.language, document.identity)
      return
    }
    let isSame = document.identity?.form == identity?.form && document.identity?.version == identity?.version
    identity = isSame ? identity.map { FormIdentity(form: $0.form, version: $0.version, key: "") } : nil
  }
}

/// The XMP packet (ISO 16684-1): the claims of conformance, title and language, and which form and record this is.
struct Metadata {
  let facts: DocumentFacts
  let options: PDFOptions

  /// The names of our own properties; PDF/A wants them described (ISO 19005-3, 6.6.2.3).
  private static let namespace = "urn:handover:identity:1#"

  var packet: String {
    """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
    <dc:format>application/pdf</dc:format>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(facts.title))</rdf:li></rdf:Alt></dc:title>
    <dc:language><rdf:Bag><rdf:li>\(escaped(facts.language))</rdf:li></rdf:Bag></dc:language>
    <pdf:Producer>\(escaped(options.producer))</pdf:Producer>
    </rdf:Description>
    \(conformance)\(identity)</rdf:RDF></x:xmpmeta>
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
      \(options.kind == .archive ? Self.schema : "")
      """
  }

  private static let schema: String = {
    let descriptions = [
      ("form", "Profile and form"), ("version", "Version of the form"), ("key", "Key of the record at its issuer"),
    ]
    let properties = descriptions.map { name, description in
      """
      <rdf:li rdf:parseType="Resource"><pdfaProperty:name>\(name)</pdfaProperty:name>\
      <pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
      <pdfaProperty:description>\(description)</pdfaProperty:description></rdf:li>
      """
    }
    return """
      <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>Handover form identity</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>\(namespace)</pdfaSchema:namespaceURI><pdfaSchema:prefix>ho</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq>
      \(properties.joined(separator: "\n"))
      </rdf:Seq></pdfaSchema:property>
      </rdf:li></rdf:Bag></pdfaExtension:schemas>
      </rdf:Description>

      """
  }()

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
