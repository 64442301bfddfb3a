package import ReaderProtocol

/// What came back over the wall about one document. All of it is as unchecked as the document.
package struct IsolatedAnswer: Sendable {
  package var file: FormFile
  /// SHA-256 of the document, 32 bytes; empty when it could not be taken in.
  package var digest: [UInt8] = []
  /// The contents of wanted attachments, in the order of `file.attachments`: those that are not too large.
  package var untrustedAttachments: [UntrustedAttachment] = []
  /// The text of each page, in order, where asked for.
  package var untrustedPageTexts: [String] = []
  /// What stands where on the pages that were asked for, in order.
  package var untrustedPages: [PageContent] = []
  var picture: [UInt8]?

  init(file: FormFile) { self.file = file }

  static func failed(_ reason: Reason, status: FormFile.Status = .failed) -> IsolatedAnswer {
    IsolatedAnswer(file: FormFile(status: status, reason: reason))
  }

  /// The content of the first attachment of a name, where it was wanted.
  package func untrustedAttachment(named name: String) -> [UInt8]? {
    untrustedAttachments.first { $0.name.utf8.elementsEqual(name.utf8) }?.bytes
  }
}
