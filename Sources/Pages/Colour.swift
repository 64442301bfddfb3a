/// The inks of official papers.
package enum Colour: Sendable, Hashable {
  case black
  /// Of the heads and rules of official papers (GB/T 9704-2012, 5.2.4 and 7.2).
  case red
}
