package import Pages
package import ReaderProtocol

/// Something about a value read from a print that a person should look at.
package struct FlatDoubt: Sendable, Hashable {
  package enum Reason: String, Sendable, CaseIterable {
    /// Characters that nobody can name: no glyph, or a private one.
    case unreadable
    /// Characters stand over one another.
    case overlapping
    /// Something is drawn in a box that is not its text.
    case drawn
    /// The file has characters that the page does not show.
    case invisible
    /// A mark is too faint, or only half there.
    case faint
    /// The page could not be drawn, so that marks could not be seen.
    case notDrawn = "not-drawn"
    /// A gap that may be a blank, or what a program leaves between Han characters and others.
    case spaced
    /// Several of the options of which one may be ticked are.
    case severalTicked = "several-ticked"
    /// A field stands at several places, and they disagree.
    case placesDiffer = "places-differ"
    /// Text that is neither the form's own nor in a box.
    case outsideBoxes = "outside-boxes"
    /// Words of the form are not where they should be.
    case layoutDiffers = "layout-differs"
  }

  package var reason: Reason
  /// The box's name, without the paper's prefix; `nil` for what is about a page.
  package var box: String?
  /// Of the paper, from 0.
  package var page: Int

  package init(reason: Reason, box: String? = nil, page: Int) {
    self.reason = reason
    self.box = box
    self.page = page
  }
}

/// What a print of one paper says.
package struct FlatPaper: Sendable {
  /// One for each box of the pages that are there, in the order of the form; empty ones too.
  package var fields: [FormField]
  package var doubts: [FlatDoubt]
  /// How much of the form's own words stand where they should, from 0 to 1.
  package var likeness: Double
  /// How many characters are explained neither by the form nor by its boxes.
  package var cost: Int
}

/// Reads the values on prints of one form.
package struct FlatReader {
  private let layout: ([Int]) -> (any GrowingPages)?
  private let least: [Int]

  /// - Parameters:
  ///   - least: How many entries each repeat has at least.
  ///   - layout: The pages for so many entries of each; asked many times.
  package init(least: [Int], layout: @escaping ([Int]) -> (any GrowingPages)?) {
    self.least = least
    self.layout = layout
  }

  /// Reads one paper.
  ///
  /// - Parameters:
  ///   - untrustedPages: By their numbers, from 0; some may be missing.
  ///   - codes: Of those whose own code was read.
  ///   - pageCount: How many pages the paper has.
  /// - Returns: `nil` when none of them can be brought together with the form, or not in the time allowed.
  package func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int, in allowance: TimeAllowance
  ) -> FlatPaper? {
    let print = PaperPrint(untrustedPages: untrustedPages, codes: codes, count: pageCount)
    var search = LayoutSearch(print, allowance: allowance, layout: layout)
    return search.best(least: least).flatMap { Self.paper($0) }
  }

  /// Reads one paper whose layout is known, since its record is.
  ///
  /// - Parameters: As of the other way to read.
  package static func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int, layout: FormLayout
  ) -> FlatPaper? {
    paper(PaperFit(layout, of: PaperPrint(untrustedPages: untrustedPages, codes: codes, count: pageCount)))
  }

  private static func paper(_ fit: PaperFit) -> FlatPaper? {
    guard !fit.pages.isEmpty else { return nil }
    var fields = FlatFields()
    var doubts: [FlatDoubt] = []
    for page in fit.pages {
      var reading = BoxReading(page, of: fit.layout)
      for (index, box) in fit.layout.pages[page.number].boxes.enumerated() {
        let shown = page.observed.transform.onPage(PageContent.Box(box.rect))
        func field(_ type: FormField.Kind) -> FormField {
          FormField(
            name: box.name, type: type, page: page.number + 1, box: [shown.minX, shown.minY, shown.maxX, shown.maxY])
        }
        switch box.kind {
        case .text: fields.take(reading.text(index), in: field(.text), page: page.number)
        case .check: fields.take(mark: reading.isTicked(index), "Yes", in: field(.checkbox), page: page.number)
        case .struck: fields.take(mark: reading.isStruck(index), "Yes", in: field(.checkbox), page: page.number)
        case .radio(let code): fields.take(mark: reading.isTicked(index), code, in: field(.radio), page: page.number)
        }
      }
      doubts += reading.doubts
      if !page.outside.isEmpty { doubts.append(FlatDoubt(reason: .outsideBoxes, page: page.number)) }
      if page.missing > 0 { doubts.append(FlatDoubt(reason: .layoutDiffers, page: page.number)) }
    }
    return FlatPaper(
      fields: fields.fields, doubts: doubts + fields.doubts, likeness: fit.likeness, cost: fit.cost)
  }
}
