import Composing
import Diagnostics
import Documents
import FlatReading
import IsolatedReading
import ReaderProtocol
import Records

extension Finding.Code {
  package static let flatDiffers = Self("flat-differs")
  package static let flatNotCompared = Self("flat-not-compared")
}

extension ReturnReading {
  /// Holds the pages of a file without fields against the records that it carries: someone may have filled it in before it
  /// lost its fields, or written on it since.
  ///
  /// Where the pages say what was issued, that is what came back. Where they say something else, they are believed, and a person
  /// looks at both.
  func compareFlat(
    _ document: ReturnedDocument, with attached: IssuedReading, by reading: PaperReading, at place: Place,
    into returned: inout ReturnedForm, with reader: IsolatedReader
  ) {
    returned.findings += attached.findings
    var issued = attached
    issued.dropUnprinted()
    let records = issued.entries.compactMap { $0?.record }
    guard !records.isEmpty else { return reading.takeAttached(attached, into: &returned) }
    let pages = reader.pages(PageWish(count: Self.mostPages), of: document)
    let read = flat().flatMap { flat in try? papers(on: pages, issued: records, of: document, by: flat, at: place).get()
    }
    guard let papers = read?.value, papers.count == records.count,
      papers.allSatisfy({ !$0.fields.isEmpty && $0.known.form.name == reading.known.form.name })
    else {
      reading.takeAttached(attached, into: &returned)
      returned.findings.append(Self.notCompared(.error, at: place))
      return
    }
    guard reading.known.isLaidOutByItsRecord || papers.allSatisfy(\.doubts.isEmpty) else {
      // Nobody knows where everything stood, so what stands elsewhere says nothing against it.
      reading.takeAttached(attached, into: &returned)
      returned.findings.append(Self.notCompared(.warning, at: place))
      return
    }
    returned.source = .text
    returned.findings += read?.findings ?? []
    returned.findings += papers.flatMap(\.findings)
    let fields = zip(papers, records).flatMap { paper, record in
      paper.fields.map { $0.settled(by: reading.known.composer.boxes(of: record)) }
    }
    reading.bind(fields, issued: issued, into: &returned)
    for paper in papers { for doubt in paper.doubts { take(doubt, of: paper, at: place, into: &returned) } }
    let changes = returned.papers.enumerated().flatMap { number, paper in
      paper.changes.map { (papers.count > 1 ? "p\(number + 1)." : "", $0) }
    }
    if changes.isEmpty {
      returned.source = .attachment
      returned.findings.append(PaperReading.asIssued(at: place))
    }
    for (prefix, change) in changes {
      let field = fields.first { $0.name == prefix + change.box }
      returned.findings.append(Self.differs(change, page: field?.page, at: place.field(prefix + change.box)))
      returned.doubts.append(
        ReturnedForm.Doubt(
          box: prefix + change.box, label: change.label, code: Finding.Code.flatDiffers.rawValue, page: field?.page,
          area: field?.box, stored: nil, state: nil, drawn: change.returned, issued: change.issued,
          isPersonal: change.isPersonal))
    }
  }

  private static func differs(_ change: ReturnedForm.Change, page: Int?, at place: Place) -> Finding {
    var here = place
    here.page = page
    func shown(_ text: String) -> String { change.isPersonal ? masked(text) : text }
    return Finding(
      .error, .flatDiffers, at: here,
      Phrase(
        "页面上写的是“\(shown(change.returned))”，签发的是“\(shown(change.issued))”",
        "the page says \"\(shown(change.returned))\", issued was \"\(shown(change.issued))\""),
      hint: Phrase("看是填写时改的，还是打印后改的", "see whether it was filled in so, or changed after printing"))
  }

  private static func notCompared(_ severity: Finding.Severity, at place: Place) -> Finding {
    Finding(
      severity, .flatNotCompared, at: place,
      Phrase("页面上的文字无法与附带的签发数据核对", "the text of the pages cannot be held against the data attached as issued"),
      hint: Phrase(
        "与页面核对后再录入，或请交回可填写的原件", "compare it with the pages before it is entered; or ask for the fillable file"))
  }
}

extension KnownForm {
  /// Whether what travels with a paper tells how it is laid out: not when parts of it depend on something that it does not show.
  fileprivate var isLaidOutByItsRecord: Bool {
    let shown = Set(shape.fields + shape.groups.map(\.name))
    var isKnown = true
    form.forEachCondition { condition, _ in isKnown = isKnown && shown.contains(condition.field) }
    return isKnown
  }
}

extension FormField {
  /// With what was issued, where the page shows the same: blanks and radicals are lost on the way to paper.
  fileprivate func settled(by issued: [String: Filling.Value]) -> FormField {
    let name =
      hasPaperNumber(name) ? String(name[name.index(after: name.firstIndex(of: ".") ?? name.startIndex)...]) : name
    guard type == .text, case .text(let text)? = issued[name], let read = value?.all.first,
      read.onPaper.elementsEqual(text.onPaper)
    else { return self }
    var field = self
    field.value = .one(text)
    return field
  }
}

extension String {
  /// Its characters as paper shows them.
  fileprivate var onPaper: [Unicode.Scalar] {
    unicodeScalars.filter { !$0.properties.isWhitespace }
      .map { 0x2F00...0x2FD5 ~= $0.value ? Radicals.ideograph(of: $0) : $0 }
  }
}
