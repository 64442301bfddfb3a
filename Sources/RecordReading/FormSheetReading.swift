import Archives
package import Diagnostics
package import Records
import XMLTrees

/// Which form's spreadsheet a workbook is; `nil` for any other file, however broken.
///
/// The workbook says so in a property; programs that drop properties keep the sheet of explanations, whose last row says it too.
package func formSheetName(of source: ListSource) -> FormName? {
  guard !source.isStream, let archive = try? source.openArchive() else { return nil }
  if let name = statedName(in: archive) { return name }
  guard let book = try? Workbook(source), let notes = book.sheets.first(where: { $0.name == FormSheetNames.notes }),
    var rows = try? SheetReader(book, notes)
  else { return nil }
  var name: FormName?
  while let read = try? rows.next() {
    for cell in read.flatMap(\.all).flatMap(\.cells) {
      name = FormName(untrustedNamespace: cell.text) ?? name
    }
  }
  return name
}

/// The custom properties of an office file (ECMA-376 part 1, 22.3): the form's namespace is the value of ours.
private func statedName(in archive: ZIPArchive) -> FormName? {
  guard let bytes = try? archive.read("docProps/custom.xml", limit: 1 << 20),
    let tree = try? parseXML(untrustedBytes: bytes, limits: XMLLimits(bytes: 1 << 20, depth: 16, elements: 10_000))
  else { return nil }
  return tree.elements.first { $0["name"] == FormSheetNames.property }.flatMap { property in
    FormName(untrustedNamespace: property.text.trimmingBlanks)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
    return String(Substring(scalars)).replacing(#/\s+$/#, with: "")
  }
}

/// Reads the papers that the spreadsheet of a form holds: of a form about a person one for each row, of one about a batch one in all.
///
/// - Parameter isAboutBatch: What the form is about.
/// - Returns: The papers with what was noticed in each, and the findings that belong to none.
/// - Throws: `Refusal` when nothing can be read, or there is too much.
package func readFormSheet(
  _ source: ListSource, dictionary: FieldDictionary, isAboutBatch: Bool, limits: PaperLimits = PaperLimits()
) throws(Refusal) -> Reported<[FormXMLPaper]> {
  do {
    var papers: [FormXMLPaper] = []
    var noticed = 0
    let read = try readWorkbook(source, dictionary: dictionary) { row in
      noticed += row.findings.count
      guard papers.count < limits.records, noticed <= limits.findings else {
        throw limits.refusal(at: Place(file: source.name, row: papers.count + 1))
      }
      papers.append(FormXMLPaper(raw: row.record, key: nil, findings: row.findings))
    }
    guard isAboutBatch else { return Reported(papers, read.findings) }
    var header = try readWorkbookHeader(source, dictionary: dictionary)
    if !papers.isEmpty { header.groups[.people, default: []] += papers.map(\.raw) }
    return Reported([FormXMLPaper(raw: header, key: nil, findings: papers.flatMap(\.findings))], read.findings)
  } catch let refusal as Refusal {
    throw refusal
  } catch {
    preconditionFailure("reading throws refusals only: \(error)")
  }
}
