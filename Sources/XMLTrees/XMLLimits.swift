/// What a hostile XML file may cost.
package struct XMLLimits: Sendable {
  package var bytes: Int
  package var depth: Int
  package var elements: Int

  package init(bytes: Int = 32 << 20, depth: Int = 100, elements: Int = 2_000_000) {
    self.bytes = bytes
    self.depth = depth
    self.elements = elements
  }
}
