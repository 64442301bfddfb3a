/// What a form's papers hold, whatever they look like: from this come the schema of its data, its spreadsheet and its XML.
package struct FormShape: Sendable {
  /// A repeated part.
  package struct Group: Sendable {
    package var name: FieldName
    /// In the order of the dictionary.
    package var fields: [FieldName]
    /// How many entries the paper has room for even when it is empty.
    package var minimum: Int

    package init(name: FieldName, fields: [FieldName], minimum: Int) {
      self.name = name
      self.fields = fields
      self.minimum = minimum
    }
  }

  package var form: FormName
  package var title: String
  /// Whether one paper is about a whole batch of people.
  package var isBatch: Bool
  /// Outside repeated parts, in the order of the dictionary.
  package var fields: [FieldName]
  /// In the order of the dictionary.
  package var groups: [Group]
  /// Of these, a person's record must have a value.
  package var required: Set<FieldName>
  package var dictionary: FieldDictionary

  /// - Parameters:
  ///   - fields: Those that stand once on the paper; any that the dictionary has not are left out.
  ///   - groups: May name a group several times.
  ///   - required: What the profile requires of a person's record; only what the form shows stays.
  package init(
    form: FormName, title: String, isBatch: Bool, fields: Set<FieldName>, groups: [Group], required: Set<FieldName>,
    dictionary: FieldDictionary
  ) {
    self.form = form
    self.title = title
    self.isBatch = isBatch
    self.dictionary = dictionary
    self.fields = dictionary.fields.map(\.name).filter { fields.contains($0) }
    self.groups = dictionary.groups.compactMap { definition in
      let parts = groups.filter { $0.name == definition.name }
      guard !parts.isEmpty else { return nil }
      let names = Set(parts.flatMap(\.fields))
      return Group(
        name: definition.name, fields: dictionary.fields.map(\.name).filter { names.contains($0) },
        minimum: parts.map(\.minimum).reduce(0, +))
    }
    let people = self.groups.first { $0.name == .people }?.fields ?? []
    self.required = required.intersection(isBatch ? people : self.fields)
  }

  /// The group of people, of a form about a batch that lists them.
  package var people: Group? { groups.first { $0.name == .people } }

  /// The definitions of some fields.
  package func definitions(_ names: [FieldName]) -> [FieldDefinition] { names.compactMap { dictionary[$0] } }
}

/// Which form, in which version.
package struct FormName: Sendable, Hashable {
  package var profile: String
  package var id: String
  package var version: String

  package init(profile: String, id: String, version: String) {
    self.profile = profile
    self.id = id
    self.version = version
  }

  private static let root = "urn:handover:form-data:"

  /// The namespace of the form's data as XML: `urn:handover:form-data:liaocheng:info-table:1`.
  package var namespace: String { "\(Self.root)\(profile):\(id):\(version)" }

  /// The form whose data have this namespace; `nil` for any other.
  package init?(untrustedNamespace namespace: String) {
    guard namespace.hasPrefix(Self.root), namespace.utf8.count <= 300 else { return nil }
    let parts = namespace.dropFirst(Self.root.count).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(profile: String(parts[0]), id: String(parts[1]), version: String(parts[2]))
  }

  /// What every namespace of a form's data begins with.
  package static var namespaceRoot: String { root }

  /// The element around one paper.
  package var element: String { id }
  /// The element around several papers.
  package var listElement: String { "\(id)-list" }

  /// `liaocheng/info-table`.
  package var fullName: String { "\(profile)/\(id)" }
}

/// The sheets of a form's workbook beside the list itself: what one room writes another knows again.
package enum FormSheetNames {
  /// What stands once on the paper of a batch: one row for each field.
  package static let batch = "批次信息"
  /// What each column is for.
  package static let notes = "填写说明"
  /// The words of drop-down lists; hidden.
  package static let options = "选项"
  /// Whether a sheet of this name is no list of people.
  package static func isNoList(_ name: String, _ dictionary: FieldDictionary) -> Bool {
    [batch, notes, options].contains(name) || group(name, dictionary) != nil
  }

  /// The sheet with a row for each entry of a group that belongs to a batch as a whole.
  package static func name(of group: GroupDefinition) -> String {
    String(group.label.chinese.map { "[]:*?/\\'".contains($0) ? "_" : $0 }.prefix(25))
  }

  /// The group whose entries a sheet of this name holds.
  package static func group(_ name: String, _ dictionary: FieldDictionary) -> GroupDefinition? {
    dictionary.groups.first { $0.name.isOfBatch && self.name(of: $0) == name }
  }

  /// The headings of `batch`.
  package static let item = "项目"
  package static let content = "内容"

  /// The property of the workbook whose value is the form's namespace.
  package static let property = "handover-form"
}

extension FieldName {
  /// Whether a group belongs to a batch as a whole, as its assets do, and not to one of its people.
  package var isOfBatch: Bool { self != .people && rawValue.hasPrefix("batch.") }
}
