package import Diagnostics
package import Records

/// Takes the rows of a list, one by one and in order.
package typealias ListSink = (ListRow) throws -> Void

/// Reads a list of records: XLSX, CSV (and its kin with tabs or semicolons), JSON, JSON Lines, our XML, or the data of a form as XML.
///
/// The format is told by the content, never by the name. Rows are handed out as they are read, so that memory does not
/// grow with their number: a text file is read twice (once to tell its encoding), a workbook's sheets as they unpack;
/// only its table of shared strings is held, as plain bytes.
///
/// - Parameters:
///   - source: Bytes or a path. Nothing else is opened.
///   - dictionary: Its labels and headings tell what a column means.
///   - sink: Gets each row with what was noticed in it; what it throws ends the reading.
/// - Returns: What was found, and the findings that belong to no row.
/// - Throws: `Refusal` when nothing can be read: wrong format, damaged, unclear encoding, no headings at all. Rows that
///   came before a fault deep in a file have been handed out by then. What `sink` throws is passed on.
package func readList(
  _ source: ListSource, dictionary: FieldDictionary, into sink: ListSink
) throws -> Reported<ListSummary> {
  switch try detectFormat(of: source) {
  case .xlsx: return try readWorkbook(source, dictionary: dictionary, into: sink)
  case .csv(let encoding): return try readDelimited(source, encoding: encoding, dictionary: dictionary, into: sink)
  case .json(let encoding): return try readJSON(source, encoding: encoding, dictionary: dictionary, into: sink)
  case .xml: return try readRecordsXML(source, dictionary: dictionary, into: sink)
  case .formXML: return try readFormXML(source, dictionary: dictionary, into: sink)
  }
}

/// What a file says of a batch as a whole, beside its people: the sheet 批次信息 and the sheets of assets and the like of a form's
/// workbook, or the data of a form as XML.
///
/// - Parameter isAboutBatch: Whether the file is meant for a form about a batch, such as a letter without people.
/// - Returns: An empty record for files that hold people alone, and for lists that can be read once only.
/// - Throws: `Refusal` when the file cannot be read.
package func readBatchHeader(
  _ source: ListSource, dictionary: FieldDictionary, isAboutBatch: Bool = false
) throws(Refusal) -> RawRecord {
  guard !source.isStream else { return RawRecord() }
  do {
    switch try detectFormat(of: source) {
    case .xlsx: return try readWorkbookHeader(source, dictionary: dictionary)
    case .formXML: return try readFormHeader(source, dictionary: dictionary, isAboutBatch: isAboutBatch)
    case .csv, .json, .xml: return RawRecord()
    }
  } catch let refusal as Refusal {
    throw refusal
  } catch {
    preconditionFailure("reading throws refusals only: \(error)")
  }
}
