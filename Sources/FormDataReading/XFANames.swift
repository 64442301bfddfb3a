/// Holds the names of XFA data against those of a form's fields.
///
/// A static form names its fields by the subforms on its pages, `form1[0].#subform[2].Applicant[0].Name[0]`; its data by those that
/// have data, `form1[0].Applicant[0].Name[0]`, and layout subforms without a name are in neither's way.
package struct XFANames: Sendable {
  /// By what the last step is, since only fields with the same one can be meant.
  private var fields: [[UInt8]: [(name: String, steps: [[UInt8]])]] = [:]

  /// - Parameter names: The fully qualified names of the form's fields.
  package init(_ names: [String]) {
    for name in names {
      let steps = Self.steps(name)
      guard let last = steps.last else { continue }
      fields[last, default: []].append((name, steps))
    }
  }

  /// The field that a value of the data is for: the one of the same path; else the one whose path has all steps of the data's, in
  /// order, when there is only one.
  package func field(for name: String) -> String? {
    let steps = Self.steps(name)
    guard let last = steps.last, let candidates = fields[last] else { return nil }
    if let same = candidates.first(where: { $0.steps == steps }) { return same.name }
    let similar = candidates.prefix(1000).filter { Self.holds($0.steps, steps) || Self.holds(steps, $0.steps) }
    return similar.count == 1 ? similar[0].name : nil
  }

  /// The steps that have names; a first one of its name has no number.
  private static func steps(_ name: String) -> [[UInt8]] {
    name.utf8.split(separator: UInt8(ascii: ".")).compactMap { step in
      if step.first == UInt8(ascii: "#") { return nil }
      let zero = Array("[0]".utf8)
      return step.suffix(3).elementsEqual(zero) ? Array(step.dropLast(3)) : Array(step)
    }
  }

  /// Whether the steps of the second stand in the first, in order.
  private static func holds(_ all: [[UInt8]], _ some: [[UInt8]]) -> Bool {
    var rest = some[...]
    for step in all where rest.first == step { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
