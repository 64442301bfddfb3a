private import Glibc
import Charsets
import ReaderProtocol
import SignedMessages

// handover-reader: reads PDFs for a process that does not trust them.
//
// It is started by IsolatedReading and spoken to over standard input alone. It is lent the bytes of one document after another,
// and answers with plain data. It links poppler and qpdf, and so is distributed under the GPL; nothing else does.

guard let limits = ReaderLimits(arguments: Array(CommandLine.arguments.dropFirst())) else {
  let sentence = "handover-reader is started by handover, not by hand.\n"
  _ = write(2, sentence, sentence.utf8.count)
  exit(2)
}
silencePoppler()
Charset.loadAll()
beginSignedMessages()
let confinement = Confinement.begin(limits)
let channel = Channel(limits: limits)
channel.send(.ready(version: ReaderLimits.protocolVersion, confinement))
while let (message, document) = channel.receive() {
  Confinement.allow(seconds: limits.seconds)
  guard let request = try? ReaderRequest(untrustedMessage: message) else { break }
  var answering = Answering(document, over: channel)
  answering.answer(request)
  Confinement.rest()
}
// Not exit(): threads of poppler that still free a document have crashed there.
_exit(0)
