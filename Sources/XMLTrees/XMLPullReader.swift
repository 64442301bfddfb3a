private import CLibXML2
package import Diagnostics

/// Reads a big XML file step by step, in memory that does not grow with the file.
///
/// As safe as `parseXML`: no network, no entities beyond the five of XML, any DOCTYPE refused, depth and text capped.
/// Over libxml2's push parser rather than its text reader, since only there can a DOCTYPE be stopped before its
/// declarations are read, and since no tree is built.
package final class XMLPullReader {
  package enum Event: Sendable {
    case start
    case end
    case text
  }

  /// Hands out the file piece by piece; `nil` or an empty piece is its end.
  package typealias Source = () throws(Refusal) -> [UInt8]?

  private let source: Source
  private let queue: XMLEventQueue
  private var sourceHasEnded = false

  /// - Parameters:
  ///   - file: The file's name, for places.
  ///   - limits: `bytes` counts the whole file; `elements` is not capped here, since nothing is kept of them.
  ///   - longestText: The most bytes that one text between two tags may have.
  package init(
    file: String? = nil, limits: XMLLimits = XMLLimits(bytes: 8 << 30), longestText: Int = 4 << 20,
    source: @escaping Source
  ) {
    self.source = source
    queue = XMLEventQueue(file: file, limits: limits, longestText: longestText)
  }

  /// Moves to the next event; what the properties below say is about it.
  ///
  /// Adjacent texts come as one. Events before a syntax error are delivered before it is thrown.
  ///
  /// - Returns: `nil` at the end of a well-formed document.
  package func next() throws(Refusal) -> Event? {
    while true {
      if let event = queue.advance(holdingBackText: !sourceHasEnded) { return event }
      if !queue.findings.isEmpty { throw Refusal(queue.findings) }
      if sourceHasEnded { return nil }
      let piece = try source() ?? []
      if piece.isEmpty { sourceHasEnded = true }
      queue.feed(piece)
    }
  }

  /// The local name of the element that starts or ends.
  package var name: String { queue.name(of: queue.current.name) }

  /// The namespace of the element that starts or ends.
  package var namespace: String? {
    queue.current.namespace < 0 ? nil : queue.name(of: queue.current.namespace)
  }

  /// The text of a `.text` event.
  package var text: String { queue.withText { String(decoding: $0, as: UTF8.self) } }

  /// The text of a `.text` event, in UTF-8.
  package func withTextBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    queue.withText(body)
  }

  /// An attribute of a `.start` event, by its local name; one without a namespace goes before one with.
  package subscript(attribute attribute: String) -> String? { queue.attribute(attribute) }

  /// The attributes of a `.start` event: local names and values, in order.
  package var attributes: [XMLElement.Attribute] { queue.attributes() }

  /// The line in which the event's tag ends.
  package var place: Place { Place(file: queue.file, line: queue.current.line) }

  /// How many elements are open around the event, a starting or ending one included.
  package var depth: Int { queue.current.depth }

  /// Skips to the end of the element that has just started.
  package func skipElement() throws(Refusal) {
    let outer = depth
    while let event = try next() {
      if event == .end, depth == outer { return }
    }
  }

  /// Reads to the end of the element that has just started.
  ///
  /// - Returns: All character data in it, in order.
  package func readText() throws(Refusal) -> String {
    let outer = depth
    var text = ""
    while let event = try next() {
      if event == .text { text += self.text }
      if event == .end, depth == outer { break }
    }
    return text
  }
}
