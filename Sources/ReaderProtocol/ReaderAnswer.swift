/// One message from the reader. A request is answered by some of these, `done` last.
///
/// What is wanted most comes first, so that it is not lost when what follows is too much for the reader.
package enum ReaderAnswer: Sendable, Equatable {
  /// The first message of a reader's life.
  case ready(version: Int, ReaderConfinement)
  case file(FormFile)
  /// The content of a wanted attachment; they come in the order of `FormFile.attachments`.
  case attachment(UntrustedAttachment)
  /// The text of one page; they come in order.
  case pageText(String)
  /// What the second reader sees.
  case secondOpinion(SecondOpinion)
  /// One of the pages that were asked for; they come in order.
  case page(PageContent)
  /// A PNG file; `nil` when there is no such page or it cannot be drawn.
  case picture([UInt8]?)
  /// A file that a mail carries, its name empty where it has none; they come in order, before what is said of the mail.
  case mailPart(UntrustedAttachment)
  /// Something did not fit into the limits and was left out; a reader with wider ones would say more. Comes before `done`.
  case leftOut
  case done
}

/// A file that was carried inside another.
package struct UntrustedAttachment: Sendable, Equatable {
  /// As the document names it; never to be used as a path.
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// How far the kernel helps to hold a reader; its limits hold in any case.
package struct ReaderConfinement: Sendable, Equatable {
  /// System calls that it does not need are filtered (seccomp).
  package var isFiltered: Bool
  /// Of the file system it sees only what drawing needs, such as fonts (Landlock).
  package var isFenced: Bool

  package init(isFiltered: Bool, isFenced: Bool) {
    self.isFiltered = isFiltered
    self.isFenced = isFenced
  }
}
