import Diagnostics
import FlatReading
import IsolatedReading
import ReaderProtocol
import Records

extension Finding.Code {
  package static let flatDoubt = Self("flat-doubt")
  package static let flatOtherForm = Self("flat-other-form")
}

extension ReturnReading {
  /// Pages of one file that are looked at; a print of one paper has a few.
  static let mostPages = 200

  /// Reads the papers of a file that has nothing left but its pages.
  ///
  /// - Returns: Whether anything on them is ours.
  func readFlat(
    _ document: ReturnedDocument, at place: Place, into returned: inout ReturnedForm, with reader: IsolatedReader
  ) -> Bool {
    guard let flat = flat() else { return false }
    let pages = reader.pages(PageWish(count: Self.mostPages), of: document)
    // What a scanner saw is for another reader.
    guard !reader.fellShort, !pages.allSatisfy(\.isScan) else { return false }
    let read: Reported<[FlatReturn]>
    switch papers(on: pages, of: document, by: flat, at: place) {
    case .success(let papers): read = papers
    case .failure(let refusal):
      guard let finding = refusal.timeout else { return false }
      refuse(&returned, finding)
      return true
    }
    guard let first = read.value.first else { return false }
    let identified = IdentifiedForm(
      known: first.known, key: read.value.count == 1 ? first.key : nil, version: first.known.form.version)
    returned.take(identified)
    returned.source = .text
    returned.findings += read.findings
    for paper in read.value {
      guard paper.known.form.name == first.known.form.name else {
        returned.findings.append(Self.otherForm(paper, at: place))
        continue
      }
      let reading = PaperReading(identified, place: place)
      // What is there of one paper may be joined by the rest of it.
      let part = read.value.count == 1 && !paper.fields.isEmpty ? paper.part : nil
      if part == nil, let part = paper.part {
        returned.findings.append(part.finding(in: paper.known.form, at: place))
      }
      returned.findings += paper.findings
      if let part {
        // Boxes on the pages that are missing say nothing.
        reading.keep(paper.fields.filter { $0.page != nil }, of: part, into: &returned)
      } else {
        reading.bind(paper.fields, into: &returned)
      }
      if let last = returned.papers.indices.last { returned.papers[last].key = paper.key }
      for doubt in paper.doubts { take(doubt, of: paper, at: place, into: &returned) }
    }
    return true
  }

  /// The papers on the pages of a file, found in the time that it has left.
  func papers(
    on pages: [PageContent], issued: [Record] = [], of document: ReturnedDocument, by flat: FlatReturns,
    at place: Place
  ) -> Result<Reported<[FlatReturn]>, Refusal> {
    inTimeLeft(of: document) { allowance in
      Result { () throws(Refusal) in
        try flat.papers(untrustedPages: pages, issued: issued, at: place, in: allowance)
      }
    }
  }

  /// Does something for a document that counts as time spent on it.
  func inTimeLeft<Made>(of document: ReturnedDocument, _ body: (TimeAllowance) -> Made) -> Made {
    document.timed { spent in
      let allowance = TimeAllowance(.seconds(limits.seconds) - spent)
      let made = body(allowance)
      return (made, took: allowance.spent)
    }
  }

  func take(_ doubt: FlatDoubt, of paper: FlatReturn, at place: Place, into returned: inout ReturnedForm) {
    let page = paper.pages.indices.contains(doubt.page) ? paper.pages[doubt.page] : nil
    let name = doubt.box ?? ""
    var here = place.field(name)
    here.page = page
    returned.findings.append(
      Finding(
        .error, .flatDoubt, at: here, doubt.reason.words,
        hint: Phrase("与纸面或原件核对后再录入", "compare it with the paper before it is entered")))
    guard let field = paper.fields.first(where: { $0.name == name || $0.name.hasSuffix(".\(name)") }) else { return }
    let definition = paper.known.keys[boxPatterns(of: [field.name]).first ?? ""]
      .flatMap { paper.known.gate.rules.dictionary[$0.name] }
    returned.doubts.append(
      ReturnedForm.Doubt(
        box: field.name, label: definition?.label.chinese ?? field.name, code: doubt.reason.rawValue, page: field.page,
        area: field.box, stored: nil, state: nil, drawn: field.value?.all.joined(separator: "、"), issued: nil,
        isPersonal: definition?.isPersonal ?? true))
  }

  static func otherForm(_ paper: FlatReturn, at place: Place) -> Finding {
    Finding(
      .error, .flatOtherForm, at: place,
      Phrase(
        "文件里还有另一种表格《\(paper.known.form.title)》，未读取", "the file also holds \(paper.known.form.name), which was not read"),
      hint: Phrase("请按表格分成几个文件", "split the file by forms"))
  }
}

extension Refusal {
  fileprivate var timeout: Finding? { findings.first { $0.code.rawValue == Reason.timeout.rawValue } }
}

extension FlatDoubt.Reason {
  fileprivate var words: Phrase {
    switch self {
    case .unreadable: Phrase("有无法辨认的字符", "some characters cannot be read")
    case .overlapping: Phrase("文字重叠在一起", "texts stand over one another")
    case .drawn: Phrase("除文字外还画有内容", "something is drawn in it besides its text")
    case .invisible: Phrase("文件中的文字在页面上看不见", "the file has text that the page does not show")
    case .faint: Phrase("勾选标记太浅或不完整", "a mark is too faint, or only half there")
    case .notDrawn: Phrase("页面无法绘出，看不到勾选标记", "the page could not be drawn, so marks were not seen")
    case .spaced: Phrase("汉字与数字、字母之间的间隔不知是不是空格", "a gap beside a Han character may or may not be a blank")
    case .severalTicked: Phrase("单选项勾选了多个", "several options are ticked of which one may be")
    case .placesDiffer: Phrase("同一项在几处写得不一样", "it stands at several places, and they disagree")
    case .outsideBoxes: Phrase("页面上有不属于表格的文字", "there is text that is neither the form's nor in a box")
    case .layoutDiffers: Phrase("表格的文字不在应在的位置", "words of the form are not where they should be")
    }
  }
}
