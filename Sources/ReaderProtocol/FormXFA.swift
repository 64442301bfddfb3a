/// The other form that a PDF carries beside its fields: XFA, an XML of its own (ISO 32000-1, 12.7.8).
package struct FormXFA: Sendable, Equatable {
  /// Whether viewers are to draw the form from its XFA alone: then the fields, if there are any, may be stale or a mere shell.
  package var isDynamic: Bool
  /// The packet that holds what was filled in, or the whole XDP where the form stands in one stream; `nil` when there is
  /// none, or it cannot be unpacked or is too large.
  package var untrustedDatasets: [UInt8]?
  /// What the datasets say, as fields. Empty as it comes over the wall: the near side parses the datasets.
  package var fields: [FormField] = []

  package init(isDynamic: Bool, untrustedDatasets: [UInt8]? = nil) {
    self.isDynamic = isDynamic
    self.untrustedDatasets = untrustedDatasets
  }

  func write(to wire: inout WireWriter) {
    wire.put(isDynamic)
    wire.put(untrustedDatasets) { $0.put($1) }
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      isDynamic: try wire.flag(),
      untrustedDatasets: try wire.optional { (wire) throws(WireFault) in try wire.block() })
  }
}
