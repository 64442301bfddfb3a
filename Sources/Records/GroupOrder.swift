/// The orders in which groups keep their entries, where the dictionary gives one (`sorted-by`): by the options of a field, so
/// that a record says the same however its source listed them.
struct GroupOrder: Sendable {
  /// By group: the field's number and the place of each code in its list.
  private let orders: [FieldName: (field: Int, places: [String: Int])]

  init(_ dictionary: FieldDictionary) {
    var orders: [FieldName: (field: Int, places: [String: Int])] = [:]
    for group in dictionary.groups {
      guard let name = group.order, let number = dictionary.schema.number(of: name) else { continue }
      let codes = dictionary.options(of: name)?.options.map(\.code) ?? []
      orders[group.name] = (number, Dictionary(codes.enumerated().map { ($1, $0) }) { first, _ in first })
    }
    self.orders = orders
  }

  /// The groups with their entries in order; those of one option stay as they are, those without one come last.
  func arranged(_ groups: [Record.Group]) -> [Record.Group] {
    guard !orders.isEmpty else { return groups }
    return groups.map { group in
      guard let (field, places) = orders[group.name] else { return group }
      func place(_ entry: Record) -> Int {
        guard case .choice(let choices)? = entry[FieldIndex(number: field)] else { return places.count }
        return choices.first?.code.flatMap { places[$0] } ?? places.count
      }
      let keyed = group.entries.enumerated().map { (place($1), $0, $1) }
      return Record.Group(name: group.name, entries: keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2))
    }
  }
}
