import Diagnostics
import IsolatedReading
import ReaderProtocol

/// What a mail gave.
struct UnpackedMail {
  struct File {
    var name: String?
    var bytes: [UInt8]
  }

  var files: [File] = []
  /// What was noticed of the mail as a whole.
  var findings: [Finding] = []
  /// Why nothing could be unpacked.
  var refusal: Finding?
}

extension IsolatedReader {
  /// The files of a mail, read behind the wall.
  func files(ofMail document: ReturnedDocument) -> UnpackedMail {
    let answer = unpackMail(document)
    let files = answer.untrustedAttachments.map {
      UnpackedMail.File(name: $0.name.isEmpty ? nil : $0.name, bytes: $0.bytes)
    }
    return UnpackedMail(
      files: files, findings: answer.file.notes.map { $0.finding() }, refusal: answer.file.reason?.finding)
  }
}
