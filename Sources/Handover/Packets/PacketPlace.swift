import Records

/// To whom a packet goes: the whole batch's authority, a county, a street, a community; or nobody yet.
struct PacketPlace: Hashable, Sendable {
  /// From large to small; those that are not said, or not asked for, are empty.
  private(set) var parts: [String]
  /// Whether it is for people whose receiving place nobody has said.
  private(set) var isUnknown: Bool

  /// The whole batch.
  static let whole = PacketPlace(parts: ["", "", ""], isUnknown: false)
  static let unknown = PacketPlace(parts: ["", "", ""], isUnknown: true)

  private init(parts: [String], isUnknown: Bool) {
    self.parts = parts
    self.isUnknown = isUnknown
  }

  /// Where a person is received.
  init(of record: Record) {
    parts = FieldName.places.map { record.text(FieldKey($0.receiver)) }
    isUnknown = parts.allSatisfy(\.isEmpty)
  }

  /// As far as the fields say by which a batch was parted; a gap ends it: a street without its county may be any.
  func limited(to fields: [FieldName]) -> PacketPlace {
    let kept = FieldName.places.prefix { fields.contains($0.receiver) }.count
    guard kept > 0 else { return .whole }
    if isUnknown { return self }
    return PacketPlace(parts: parts.enumerated().map { $0 < kept ? $1 : "" }, isUnknown: false)
  }

  /// Whether a person of another place is received here too.
  func holds(_ other: PacketPlace) -> Bool {
    if isUnknown || other.isUnknown { return self == other || self == .whole }
    return zip(parts, other.parts).allSatisfy { $0.isEmpty || $0 == $1 }
  }

  /// What is said of it.
  var words: [String] { parts.filter { !$0.isEmpty } }

  /// For a title or a file's name.
  var title: [String] { isUnknown ? ["无接收地"] : words.isEmpty ? ["全批"] : words }

  /// As values of a record.
  var values: [FieldName: RawValue] {
    let given = zip(FieldName.places, parts).filter { !$1.isEmpty }
    return Dictionary(given.map { ($0.receiver, RawValue($1)) }) { first, _ in first }
  }
}

/// Places in the order of a list: each after what it is part of, those of one county or street together.
struct PlaceOrder {
  private var ranks: [[String]: Int] = [:]

  mutating func add(_ place: PacketPlace) {
    for count in 1...3 {
      let prefix = Array(place.parts.prefix(count))
      if ranks[prefix] == nil { ranks[prefix] = prefix.last?.isEmpty == true ? 0 : ranks.count + 1 }
    }
  }

  func sorted(_ places: some Collection<PacketPlace>) -> [PacketPlace] {
    func rank(_ place: PacketPlace) -> [Int] {
      [place.isUnknown ? 1 : 0] + (1...3).map { ranks[Array(place.parts.prefix($0))] ?? 0 }
    }
    return places.map { (place: $0, rank: rank($0)) }.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
      .map(\.place)
  }
}
