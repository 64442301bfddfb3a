/// Something in a file that could run, send or fetch: what it is, where it hangs, and what it says. It is never run.
package struct ActiveItem: Sendable, Hashable {
  /// Such as `JavaScript`; `FormFile.activeContent` names them all.
  package var kind: String
  /// `document`, `document script`, `page 3`, `field retiree.phone`, `outline`, …
  package var place: String
  /// What would set it off there: the key of an event, such as `K` for a key (ISO 32000-1, 12.6.3); of a script of the document its
  /// name; empty for a click and where there is one way only.
  package var event: String
  /// Of what it says, the same however a program writes the file down: SHA-256 in hexadecimal. `nil` where it cannot be told in full.
  package var digest: String?
  /// The beginning of its script, or where it sends or leads: for people, and unchecked.
  package var excerpt: String

  /// The kind of a whole XFA form: by itself it neither runs nor sends.
  package static let xfa = "XFA"

  package init(kind: String, place: String, event: String = "", digest: String? = nil, excerpt: String = "") {
    self.kind = kind
    self.place = place
    self.event = event
    self.digest = digest
    self.excerpt = excerpt
  }

  func write(to wire: inout WireWriter) {
    wire.put(kind)
    wire.put(place)
    wire.put(event)
    wire.put(digest) { $0.put($1) }
    wire.put(excerpt)
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      kind: try wire.text(), place: try wire.text(), event: try wire.text(),
      digest: try wire.optional { (wire) throws(WireFault) in try wire.text() }, excerpt: try wire.text())
  }
}

extension FormFile {
  /// The kinds of what could run or send, each once, in alphabetical order; the places are in the findings.
  ///
  /// `EmbeddedProgram`, `GoToE`, `GoToR`, `ImportData`, `JavaScript`, `Launch`, `RichMedia`, `SubmitForm`, `XFA`; `URI` only where it
  /// would open without a click (ISO 32000-1, 12.6.3), since a link that waits for one is not active; and `Unlisted` where there is so
  /// much that it was not all looked at.
  package var activeContent: [String] { Set(active.map(\.kind)).sorted() }
}
