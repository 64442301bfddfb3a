private import CLibXML2
package import Diagnostics

extension Finding.Code {
  package static let xmlSchemaBroken = Self("xml-schema-broken")
  package static let xmlInvalid = Self("xml-invalid")
}

/// Sets up libxml2's tables once; a global `let` is made by one thread only, which libxml2 itself does not see to.
private let libraryIsReady: Bool = {
  xmlInitParser()
  return xmlRelaxNGInitTypes() == 0
}()

/// A RELAX NG schema in its XML form, ready to check files.
///
/// libxml2 is the judge of validity; the places and the words of the findings are ours, because libxml2 stops at the
/// first fault of an element, knows no columns, and seldom says what it expected.
package final class RelaxNGSchema {
  private let schema: OpaquePointer  // xmlRelaxNG
  private let glossary: SchemaGlossary

  /// - Throws: `Refusal` when the bytes are no well-formed XML or no RELAX NG schema.
  package init(bytes: [UInt8], file: String? = nil) throws(Refusal) {
    let tree = try parseXML(untrustedBytes: bytes, file: file)
    guard libraryIsReady else { throw Refusal(Self.broken("libxml2", at: Place(file: file))) }
    let faults = FaultCollector()
    let parsed = withDocument(bytes) { document -> OpaquePointer? in
      guard let context = xmlRelaxNGNewDocParserCtxt(document) else { return nil }
      defer { xmlRelaxNGFreeParserCtxt(context) }
      xmlRelaxNGSetParserStructuredErrors(context, collectFault, faults.pointer)
      return xmlRelaxNGParse(context)
    }
    guard let parsed else {
      let findings = faults.all.map { Self.broken($0.message, at: tree.element(at: $0.path)?.place ?? tree.place) }
      throw Refusal(findings.isEmpty ? [Self.broken("RELAX NG", at: tree.place)] : findings)
    }
    schema = parsed
    glossary = SchemaGlossary(schema: tree)
  }

  deinit { xmlRelaxNGFree(schema) }

  /// Checks a file against the schema.
  ///
  /// - Parameter untrustedBytes: Read as `parseXML` reads, with the same limits.
  /// - Returns: Every fault with file, line and character; nothing when the file is valid. A file that is not
  ///   well-formed gives its syntax errors.
  package func validate(untrustedBytes: [UInt8], file: String? = nil) -> [Finding] {
    do {
      return validate(try parseXML(untrustedBytes: untrustedBytes, file: file), bytes: untrustedBytes)
    } catch {
      return error.findings
    }
  }

  private func validate(_ tree: XMLElement, bytes: [UInt8]) -> [Finding] {
    let faults = FaultCollector()
    let verdict = withDocument(bytes) { document -> CInt? in
      guard let context = xmlRelaxNGNewValidCtxt(schema) else { return nil }
      defer { xmlRelaxNGFreeValidCtxt(context) }
      xmlRelaxNGSetValidStructuredErrors(context, collectFault, faults.pointer)
      return xmlRelaxNGValidateDoc(context, document)
    }
    guard verdict != 0 else { return [] }
    // The glossary names what it can; what it does not know of is told in libxml2's words.
    let named = glossary.faults(of: tree)
    let rest = faults.all.filter { fault in
      !(fault.isConsequence && (!named.isEmpty || faults.all.contains { !$0.isConsequence }))
        && !named.contains { $0.path.starts(with: fault.path) }
    }
    let findings =
      named.map(\.finding) + rest.map { Self.invalid($0.message, at: tree.element(at: $0.path)?.place ?? tree.place) }
    return findings.isEmpty ? [Self.invalid("invalid", at: tree.place)] : findings.sorted(by: comesFirst)
  }

  private static func broken(_ detail: String, at place: Place) -> Finding {
    Finding(
      .error, .xmlSchemaBroken, at: place,
      Phrase("结构定义（RELAX NG）有误：\(detail)", "the RELAX NG schema is broken: \(detail)"))
  }

  private static func invalid(_ detail: String, at place: Place) -> Finding {
    Finding(.error, .xmlInvalid, at: place, Phrase("不符合结构定义：\(detail)", "does not fit the schema: \(detail)"))
  }
}

private func comesFirst(_ a: Finding, _ b: Finding) -> Bool {
  (a.place.line ?? 0, a.place.character ?? 0) < (b.place.line ?? 0, b.place.character ?? 0)
}
