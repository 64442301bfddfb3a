/// The number of an indirect object; its generation is always 0.
package struct ObjectID: Sendable, Hashable, Comparable {
  package let number: Int

  init(_ number: Int) { self.number = number }

  /// The object so many numbers on, of those that were reserved together.
  package func advanced(by count: Int) -> ObjectID { ObjectID(number + count) }

  package static func < (a: ObjectID, b: ObjectID) -> Bool { a.number < b.number }
}
