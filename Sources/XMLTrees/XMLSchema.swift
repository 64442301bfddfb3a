private import CLibXML2
package import Diagnostics

/// An XML Schema (W3C, 1.0), ready to check files.
///
/// Findings never hold what stands in an element: values may be personal.
package final class XMLSchema {
  private let schema: xmlSchemaPtr

  /// - Throws: `Refusal` when the bytes are no well-formed XML or no schema.
  package init(bytes: [UInt8], file: String? = nil) throws(Refusal) {
    let tree = try parseXML(untrustedBytes: bytes, file: file)
    let faults = FaultCollector()
    let parsed = withDocument(bytes) { document -> xmlSchemaPtr? in
      guard let context = xmlSchemaNewDocParserCtxt(document) else { return nil }
      defer { xmlSchemaFreeParserCtxt(context) }
      xmlSchemaSetParserStructuredErrors(context, collectFault, faults.pointer)
      return xmlSchemaParse(context)
    }
    guard let parsed else {
      let detail = faults.all.first?.message ?? "XML Schema"
      throw Refusal(
        Finding(
          .error, .xmlSchemaBroken, at: faults.all.first.flatMap { tree.element(at: $0.path)?.place } ?? tree.place,
          Phrase("结构定义（XSD）有误：\(detail)", "the XML Schema is broken: \(detail)")))
    }
    schema = parsed
  }

  deinit { xmlSchemaFree(schema) }

  /// Elements of the largest file that is checked: libxml2 holds the whole of it in memory.
  private static let mostElements = 1_000_000

  /// Checks a file against the schema.
  ///
  /// - Parameter untrustedBytes: Read with the limits of `parseXML`, and with fewer elements.
  /// - Returns: The first hundred faults with file, line and, of UTF-8, character; nothing when the file is valid. A file that is
  ///   not well-formed gives its syntax errors.
  package func validate(untrustedBytes: [UInt8], file: String? = nil) -> [Finding] {
    let limits = XMLLimits(elements: Self.mostElements)
    let refusals = ElementPlaces.refusals(of: untrustedBytes, file: file, limits: limits)
    guard refusals.isEmpty else { return refusals }
    let faults = FaultCollector()
    let verdict = withDocument(untrustedBytes) { document -> CInt? in
      guard let context = xmlSchemaNewValidCtxt(schema) else { return nil }
      defer { xmlSchemaFreeValidCtxt(context) }
      xmlSchemaSetValidStructuredErrors(context, collectFault, faults.pointer)
      return xmlSchemaValidateDoc(context, document)
    }
    guard verdict != 0 else { return [] }
    // A value of a wrong shape is told twice: by the facet that it breaks, and as a value of its type.
    var told: Set<[Int]> = []
    let once = faults.all.filter { told.insert($0.path).inserted }
    let elements = ElementPlaces.find(Set(once.map(\.path)).union([[]]), in: untrustedBytes, file: file)
    let root = elements[[]] ?? ElementPlaces.Element(name: "", place: Place(file: file))
    let findings = once.map { fault in
      let element = elements[fault.path] ?? root
      return Finding(.error, .xmlInvalid, at: element.place, Self.words(fault.code, element.name))
    }
    return findings.isEmpty ? [Finding(.error, .xmlInvalid, at: root.place, Self.words(0, root.name))] : findings
  }

  private static func words(_ code: Int, _ name: String) -> Phrase {
    let (chinese, english) =
      switch code {
      case Int(XML_SCHEMAV_ELEMENT_CONTENT.rawValue):
        ("不该出现在这里，或缺少必要的内容", "does not belong here, or lacks what it must hold")
      case Int(XML_SCHEMAV_CVC_PATTERN_VALID.rawValue): ("的写法不合要求", "is not written as it should be")
      case Int(XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue): ("的内容不在规定的词中", "holds a word that is not in its list")
      case Int(XML_SCHEMAV_CVC_MAXLENGTH_VALID.rawValue): ("的内容过长", "is too long")
      case Int(XML_SCHEMAV_CVC_MINLENGTH_VALID.rawValue):
        ("是空的；没有内容就不要写这个元素", "is empty; leave the element away instead")
      case Int(XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID.rawValue), Int(XML_SCHEMAV_CVC_MININCLUSIVE_VALID.rawValue):
        ("的数值超出范围", "is a number out of range")
      case Int(XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1.rawValue), Int(XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2.rawValue):
        ("有不认识的属性", "has an unknown attribute")
      case Int(XML_SCHEMAV_CVC_ELT_1.rawValue): ("不是这种表格的根元素", "is no root element of this form")
      case Int(XML_SCHEMAV_CVC_ELT_3_2_1.rawValue): ("写了 xsi:nil，就不能再有内容", "says xsi:nil and must be empty")
      default: ("的内容不合要求", "does not hold what it should")
      }
    return Phrase("不符合结构定义：\(name) \(chinese)", "does not fit the schema: \(name) \(english)")
  }
}
