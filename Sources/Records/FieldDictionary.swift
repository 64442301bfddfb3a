public import Diagnostics

/// What kind of value a field holds.
public enum FieldType: String, Sendable, CaseIterable {
  case name
  case text
  case residentID = "resident-id"
  case date
  case option
  case options
  case phone
  case address
  case count
  case creditCode = "credit-code"
  /// Money, in yuan.
  case amount
  /// In square metres.
  case area
  /// Any decimal number; its unit is in the label.
  case number
}

/// One field of the dictionary.
public struct FieldDefinition: Sendable, Hashable {
  /// Its dotted name, such as `retiree.name`.
  public var name: FieldName
  /// What people call it; the Chinese label is a column heading too.
  public var label: Phrase
  /// What kind of value it holds.
  public var type: FieldType
  /// Whether its values are masked in everything shown to people.
  public var isPersonal: Bool
  /// Column headings that mean this field, or a part of it, beside its label.
  public var headings: [Heading]
  /// For options: which list they come from.
  public var optionList: String?
  /// The longest legal value in characters, for templates to be checked against; `nil` when unlimited.
  public var maxLength: Int?
  /// How its value follows from other fields; `nil` for a field that only people fill in.
  public var derivation: Derivation?

  /// A column heading, of the field or of one part of it.
  public struct Heading: Sendable, Hashable {
    /// As the dictionary writes it; headings are compared without blanks.
    public var text: String
    /// The part whose column it heads; `nil` for the whole field.
    public var part: FieldPart?

    package init(_ text: String, part: FieldPart? = nil) {
      self.text = text
      self.part = part
    }
  }

  package init(
    name: FieldName, label: Phrase, type: FieldType, isPersonal: Bool = false, headings: [Heading] = [],
    optionList: String? = nil, maxLength: Int? = nil, derivation: Derivation? = nil
  ) {
    self.name = name
    self.label = label
    self.type = type
    self.isPersonal = isPersonal
    self.headings = headings
    self.optionList = optionList
    self.maxLength = maxLength
    self.derivation = derivation
  }
}

/// A repeated part of a record: `retiree.contacts`, whose entries hold the fields `contact.*`.
public struct GroupDefinition: Sendable, Hashable {
  /// Its dotted name, such as `retiree.contacts`.
  public var name: FieldName
  /// What people call it.
  public var label: Phrase
  /// The first component of its entries' field names, such as `contact`; the first of them where there are several.
  public var entity: String
  /// All of them: the people of a batch are whole records, of `retiree`, `archive`, `receiver` and more.
  public var entities: [String]
  /// The field by whose options its entries are kept in order; `nil` keeps them as they come.
  public var order: FieldName?

  package init(
    name: FieldName, label: Phrase, entity: String, alsoHolding more: [String] = [], sortedBy order: FieldName? = nil
  ) {
    self.name = name
    self.label = label
    self.entity = entity
    entities = [entity] + more
    self.order = order
  }
}

/// A list of options with stable codes.
public struct OptionList: Sendable, Hashable {
  /// One option. Several words may share a code: they mean the same but print as they were written.
  public struct Option: Sendable, Hashable {
    /// Stable, from a national standard where there is one.
    public var code: String
    /// The word that prints.
    public var label: String
    /// Other words that mean it.
    public var synonyms: [String]

    package init(code: String, label: String, synonyms: [String] = []) {
      self.code = code
      self.label = label
      self.synonyms = synonyms
    }
  }

  /// What fields name the list by.
  public var id: String
  /// In the order in which they print.
  public var options: [Option]
  /// Whether words outside the list are kept, without a code and with a warning, rather than refused.
  public var isOpen: Bool

  package init(id: String, options: [Option], isOpen: Bool = false) {
    self.id = id
    self.options = options
    self.isOpen = isOpen
  }
}

/// Every field, group and option list that forms and lists can name, in dictionary order.
public struct FieldDictionary: Sendable {
  /// In dictionary order.
  public let fields: [FieldDefinition]
  /// In dictionary order.
  public let groups: [GroupDefinition]
  /// By their identifier.
  public let optionLists: [String: OptionList]
  /// Dates that follow one another, whatever the city.
  public let orders: [DateOrder]
  /// The same fields by number, shared with every record that is read by them.
  package let schema: FieldSchema

  package init(
    fields: [FieldDefinition], groups: [GroupDefinition], optionLists: [OptionList], orders: [DateOrder] = []
  ) {
    self.orders = orders
    self.fields = fields
    self.groups = groups
    self.optionLists = Dictionary(optionLists.map { ($0.id, $0) }) { _, new in new }
    schema = FieldSchema(fields: fields, optionLists: self.optionLists)
  }

  /// The definition of a field; `nil` when the dictionary has none of that name.
  public subscript(_ name: FieldName) -> FieldDefinition? { schema.rule(name)?.definition }

  /// The definition of a group; `nil` when the dictionary has none of that name.
  public func group(_ name: FieldName) -> GroupDefinition? { groups.first { $0.name == name } }

  /// The options of a field, for the types `option` and `options`.
  public func options(of name: FieldName) -> OptionList? {
    self[name]?.optionList.flatMap { optionLists[$0] }
  }

  /// This dictionary with a city's own fields and option lists; those of the same name replace ours.
  public func extended(fields more: [FieldDefinition], optionLists lists: [OptionList]) -> FieldDictionary {
    let replaced = Set(more.map(\.name))
    var merged = optionLists
    for list in lists { merged[list.id] = list }
    return FieldDictionary(
      fields: fields.filter { !replaced.contains($0.name) } + more, groups: groups,
      optionLists: Array(merged.values), orders: orders)
  }
}
