package import Diagnostics
package import XMLTrees

extension Finding.Code {
  package static let dictionaryStructure = Self("dictionary-structure")
  package static let dictionaryDuplicate = Self("dictionary-duplicate")
  package static let dictionaryReference = Self("dictionary-reference")
}

extension FieldDictionary {
  /// Loads a dictionary of one file, whose grammar is `Resources/dictionary.rng`.
  ///
  /// - Throws: `Refusal` with every fault of the file, each with its line and character.
  package static func load(untrustedXML bytes: [UInt8], file: String? = nil) throws(Refusal) -> FieldDictionary {
    try load(untrustedFiles: [(bytes, file)])
  }

  /// Loads a dictionary that is spread over files by subject: a name, a label or a heading may stand in one of them only.
  ///
  /// - Parameter files: The order of the fields is that of the files.
  /// - Throws: `Refusal` with every fault of every file, each with its line and character.
  package static func load(untrustedFiles files: [(bytes: [UInt8], file: String?)]) throws(Refusal) -> FieldDictionary {
    var reader = DictionaryReader()
    for (bytes, file) in files { reader.readRoot(try parseXML(untrustedBytes: bytes, file: file)) }
    let dictionary = try reader.finish()
    let places = reader.derivationPlaces
    let faults = DerivationCheck(dictionary).faults { places[$0] ?? Place() }
    guard faults.isEmpty else { throw Refusal(faults) }
    return dictionary
  }

  /// This dictionary with periods that a city sets: its own derived fields in place of ours.
  ///
  /// - Parameter derivations: With the place where each is set. Fields that the dictionary lacks are passed over.
  /// - Throws: `Refusal` with what does not fit, such as a period that begins with no date.
  package func deriving(
    _ derivations: [(field: FieldName, derivation: Derivation, place: Place)]
  ) throws(Refusal) -> FieldDictionary {
    var places: [FieldName: Place] = [:]
    var changed = fields
    for (name, derivation, place) in derivations {
      guard let index = changed.firstIndex(where: { $0.name == name }) else { continue }
      changed[index].derivation = derivation
      places[name] = place
    }
    let derived = FieldDictionary(
      fields: changed, groups: groups, optionLists: Array(optionLists.values), orders: orders)
    let faults = DerivationCheck(derived).faults { places[$0] ?? Place() }
    guard faults.isEmpty else { throw Refusal(faults) }
    return derived
  }

  /// This dictionary with only some options of a list, by their codes.
  package func keeping(_ codes: Set<String>, of list: String) -> FieldDictionary {
    guard var kept = optionLists[list] else { return self }
    kept.options = kept.options.filter { codes.contains($0.code) }
    return extended(fields: [], optionLists: [kept])
  }

  /// This dictionary with the `field`, `options` and `group` elements of a city's profile; those of the same name replace
  /// ours.
  ///
  /// - Throws: `Refusal` with every fault of the elements, each with its line and character.
  package func extended(by elements: [XMLElement]) throws(Refusal) -> FieldDictionary {
    var reader = DictionaryReader(base: self)
    for element in elements { reader.read(element) }
    let more = try reader.finish()
    let replaced = Set(more.groups.map(\.name))
    let base = FieldDictionary(
      fields: fields, groups: groups.filter { !replaced.contains($0.name) } + more.groups,
      optionLists: Array(optionLists.values), orders: orders)
    let extended = base.extended(fields: more.fields, optionLists: Array(more.optionLists.values))
    let places = reader.derivationPlaces
    // A city may have taken away what a field of ours is derived from.
    let faults = DerivationCheck(extended).faults { places[$0] ?? elements.first?.place ?? Place() }
    guard faults.isEmpty else { throw Refusal(faults) }
    return extended
  }
}
