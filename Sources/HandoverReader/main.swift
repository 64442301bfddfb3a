import FileInspecting
import Glibc
import ReaderProtocol

// handover-reader: reads returned files for a process that does not trust them.
//
// It is started by IsolatedReading and spoken to over standard input alone. What it does stands in FileInspecting, which links
// poppler and qpdf; so this program is distributed under the GPL, and nothing else is.

guard let limits = ReaderLimits(arguments: Array(CommandLine.arguments.dropFirst())) else {
  let sentence = "handover-reader is started by handover, not by hand.\n"
  _ = write(2, sentence, sentence.utf8.count)
  exit(2)
}
ReaderService.serve(limits)
