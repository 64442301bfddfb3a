/// Whether objects of two documents mean the same, however they are numbered.
///
/// Walks both graphs side by side, without recursion. Objects that are compared elsewhere, such as pages and fields, are made
/// partners first: then a reference to the one is the same as a reference to the other, and nothing more is asked.
final class ObjectComparison {
  let before: QPDFFile
  let after: QPDFFile
  private var partners: [ObjectNumber: ObjectNumber] = [:]
  private var partnersBack: [ObjectNumber: ObjectNumber] = [:]
  private var same: Set<Pair> = []
  private var budget = 3_000_000
  private static let longestStream = 128 << 20

  private struct Pair: Hashable {
    var before: ObjectNumber
    var after: ObjectNumber
  }

  init(before: QPDFFile, after: QPDFFile) {
    self.before = before
    self.after = after
  }

  /// Whether there was too much to compare; what was not compared counts as different.
  var isExhausted: Bool { budget <= 0 }

  func makePartners(_ a: PDFObject, _ b: PDFObject) {
    guard let a = a.referenced, let b = b.referenced, partners[a] == nil, partnersBack[b] == nil else { return }
    partners[a] = b
    partnersBack[b] = a
  }

  /// - Parameter keys: Entries of the outermost dictionaries that are left out of it.
  func isSame(_ a: PDFObject, _ b: PDFObject, except keys: Set<PDFName> = []) -> Bool {
    // Pairs met twice are taken to be the same while the rest is looked at, which holds only if all of it is the same.
    var met: Set<Pair> = []
    var waiting = [(a, b)]
    var skipped = keys
    while let (a, b) = waiting.popLast() {
      budget -= 1
      guard budget > 0 else { return false }
      if let a = a.referenced, let b = b.referenced {
        if partners[a] != nil || partnersBack[b] != nil, skipped.isEmpty {
          guard partners[a] == b else { return false }
          continue
        }
        let pair = Pair(before: a, after: b)
        if skipped.isEmpty, same.contains(pair) || !met.insert(pair).inserted { continue }
      }
      guard compare(before.resolve(a), after.resolve(b), except: skipped, &waiting) else { return false }
      skipped = []
    }
    same.formUnion(met)
    return true
  }

  private func compare(
    _ a: PDFObject, _ b: PDFObject, except keys: Set<PDFName>, _ waiting: inout [(PDFObject, PDFObject)]
  ) -> Bool {
    switch (a, b) {
    case (.null, .null): return true
    case (.boolean(let a), .boolean(let b)): return a == b
    case (.name(let a), .name(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.integer, .integer), (.integer, .real), (.real, .integer), (.real, .real): return a.number == b.number
    case (.array(let a), .array(let b)):
      guard a.count == b.count else { return false }
      waiting += zip(a, b)
      return true
    case (.dictionary(let a), .dictionary(let b)): return compare(a, b, except: keys, &waiting)
    case (.stream(let a, let entries), .stream(let b, let others)):
      guard let content = before.rawContent(of: a, limit: Self.longestStream),
        content == after.rawContent(of: b, limit: Self.longestStream)
      else { return false }
      return compare(entries, others, except: keys.union(["Length"]), &waiting)
    default: return false
    }
  }

  private func compare(
    _ a: PDFDictionary, _ b: PDFDictionary, except keys: Set<PDFName>, _ waiting: inout [(PDFObject, PDFObject)]
  ) -> Bool {
    for key in changedOrCommonKeys(a, b) where !keys.contains(key) {
      waiting.append((a[key], b[key]))
    }
    return true
  }

  private func changedOrCommonKeys(_ a: PDFDictionary, _ b: PDFDictionary) -> [PDFName] {
    let known = Set(a.entries.map(\.name))
    return a.entries.map(\.name) + b.entries.map(\.name).filter { !known.contains($0) }
  }

  /// The entries in which two dictionaries differ, in the order of their names.
  func differences(_ a: PDFDictionary, _ b: PDFDictionary, except keys: Set<PDFName> = []) -> [PDFName] {
    changedOrCommonKeys(a, b).filter { !keys.contains($0) && !isSame(a[$0], b[$0]) }
  }
}
