/// What the gate needs to know beside the raw record: the dictionary, and what a city's profile decides.
public struct RecordRules: Sendable {
  /// The fields, with those that a city's profile adds.
  public var dictionary: FieldDictionary
  /// Fields without which a record is refused.
  public var required: Set<FieldName>
  /// The area code proposed for local phone numbers, such as `0635`.
  public var phoneAreaCode: String?
  /// Known streets and communities, for splitting an address written in one piece.
  public var places: [KnownPlace]
  /// Whether a birth month on record that differs from the ID's is an error rather than a warning.
  public var birthMustMatchID: Bool
  /// Known area codes of ID numbers; without them only the province is looked at.
  public var areaCodes: AreaCodes?
  /// Functional zones, which stand in addresses like a city or district but have no area code of their own.
  public var areas: [String] = []
  /// How periods are counted.
  public var dayCount = DayCount()
  /// The days that count as legal holidays.
  public var holidays = Holidays()
  /// What must have been done before something else.
  public var guards: [RecordGuard] = []
  /// Fields that a record can have, where it can have no more than a paper shows; `nil`: all.
  public var shown: Set<FieldName>?
  /// Dates that follow one another.
  public var orders: [DateOrder] = []

  /// A street or town with its communities.
  public struct KnownPlace: Sendable, Hashable {
    /// City, county or district.
    public var city: String
    /// Street or town, with its suffix.
    public var street: String
    /// Its communities, with their suffix.
    public var communities: [String]

    package init(city: String, street: String, communities: [String] = []) {
      self.city = city
      self.street = street
      self.communities = communities
    }
  }

  /// Whether a record without this field says something by it.
  func expects(_ field: FieldName) -> Bool { shown?.contains(field) ?? true }

  package init(
    dictionary: FieldDictionary, required: Set<FieldName> = [], phoneAreaCode: String? = nil,
    places: [KnownPlace] = [], birthMustMatchID: Bool = false, areaCodes: AreaCodes? = nil
  ) {
    self.dictionary = dictionary
    self.required = required
    self.phoneAreaCode = phoneAreaCode
    self.places = places
    self.birthMustMatchID = birthMustMatchID
    self.areaCodes = areaCodes
  }
}
