/// What the near side asks about one returned document.
///
/// The document itself travels beside the message, as a descriptor of sealed memory: the reader needs no access to
/// files of its own, and nobody copies it.
package struct ReaderRequest: Sendable, Equatable {
  /// What is asked.
  package var question: Question
  /// Tried in this order where the document does not open without one.
  package var passwords: [String]
  /// Files with certificates, in PEM or DER, whose holders are trusted to say who somebody is.
  package var roots: [[UInt8]]

  package enum Question: Sendable, Equatable {
    /// What is in it.
    case inspect(InspectionWish)
    /// A page of it, or a part of one, as PNG.
    case picture(PictureWish)
    /// The files that it carries, of an e-mail.
    case unpackMail
    /// What stands where on some pages.
    case pages(PageWish)
  }

  package init(_ question: Question, passwords: [String] = [], roots: [[UInt8]] = []) {
    self.question = question
    self.passwords = passwords
    self.roots = roots
  }
}

/// What is wanted beside the fields.
package struct InspectionWish: Sendable, Equatable {
  /// The attachments whose contents are wanted: their names, or with `*` at the end how their names begin.
  package var attachments: [String]
  /// Whether the text of each page is wanted.
  package var pageTexts: Bool

  package init(attachments: [String] = [], pageTexts: Bool = false) {
    self.attachments = attachments
    self.pageTexts = pageTexts
  }

  /// Whether the content of the attachment of a name is wanted.
  package func wantsAttachment(named name: String) -> Bool {
    attachments.contains { wanted in
      // By their bytes: Swift holds canonically equivalent texts for equal.
      wanted.utf8.last == UInt8(ascii: "*")
        ? name.utf8.starts(with: wanted.utf8.dropLast()) : name.utf8.elementsEqual(wanted.utf8)
    }
  }
}

/// Which picture is wanted.
package struct PictureWish: Sendable, Equatable {
  /// 1-based.
  package var page: Int
  /// What of the page is wanted, in points as `FormField.box` has it: x0, y0, x1, y1. `nil` for all of it.
  package var box: [Double]?
  /// 10 to 1200.
  package var dotsPerInch: Int

  package static let pages = 1...10_000_000
  package static let resolutions = 10...1200

  /// Numbers out of range are brought into it.
  package init(page: Int, box: [Double]? = nil, dotsPerInch: Int = 144) {
    self.page = min(max(page, Self.pages.lowerBound), Self.pages.upperBound)
    self.box = box
    self.dotsPerInch = min(max(dotsPerInch, Self.resolutions.lowerBound), Self.resolutions.upperBound)
  }
}
