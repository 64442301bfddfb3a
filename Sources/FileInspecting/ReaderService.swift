private import Charsets
private import Glibc
package import ReaderProtocol
private import SignedMessages

/// What the reader process does all its life: it takes one document after another over its standard input, and answers with plain
/// data.
package enum ReaderService {
  /// Gives up every right that it does not need, then answers until the other side has gone. Never returns.
  package static func serve(_ limits: ReaderLimits) -> Never {
    beginPoppler()
    Charset.loadAll()
    beginSignedMessages()
    let confinement = Confinement.begin(limits)
    let channel = Channel(limits: limits)
    channel.send(.ready(version: ReaderLimits.protocolVersion, confinement))
    while let (message, document) = channel.receive() {
      Confinement.allow(limits)
      guard let request = try? ReaderRequest(untrustedMessage: message) else { break }
      var answering = Answering(document, over: channel)
      answering.answer(request)
      Confinement.rest()
    }
    // Not exit(): threads of poppler that still free a document have crashed there.
    _exit(0)
  }

  /// What is in a document, as the answer to a request has it, without the second reader's opinion and without any fence: for
  /// programs that look for faults in this room.
  package static func inspect(untrustedBytes: [UInt8]) -> FormFile {
    Inspection(of: DocumentBytes(untrustedBytes), passwords: [], roots: TrustRoots(files: [])).file
  }
}
