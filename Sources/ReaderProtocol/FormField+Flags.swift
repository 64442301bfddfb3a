extension FormField {
  /// What a field's flags ask of it, by names rather than bits: the same bit means different things of different kinds.
  package struct Flags: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Those known, by the names that `inspect` prints, in its order.
    package static let named: [(flag: Flags, name: String)] = [
      (.readOnly, "readOnly"), (.required, "required"), (.noExport, "noExport"), (.multiline, "multiline"),
      (.password, "password"), (.fileSelect, "fileSelect"), (.comb, "comb"), (.richText, "richText"),
      (.noToggleToOff, "noToggleToOff"), (.radiosInUnison, "radiosInUnison"), (.combo, "combo"),
      (.editable, "editable"), (.multiSelect, "multiSelect"),
    ]

    package static let readOnly = Flags(rawValue: 1)
    package static let required = Flags(rawValue: 1 << 1)
    package static let noExport = Flags(rawValue: 1 << 2)
    package static let multiline = Flags(rawValue: 1 << 3)
    /// What is typed must not be shown.
    package static let password = Flags(rawValue: 1 << 4)
    package static let fileSelect = Flags(rawValue: 1 << 5)
    package static let comb = Flags(rawValue: 1 << 6)
    package static let richText = Flags(rawValue: 1 << 7)
    package static let noToggleToOff = Flags(rawValue: 1 << 8)
    package static let radiosInUnison = Flags(rawValue: 1 << 9)
    package static let combo = Flags(rawValue: 1 << 10)
    /// A combo box into which one may type.
    package static let editable = Flags(rawValue: 1 << 11)
    package static let multiSelect = Flags(rawValue: 1 << 12)
    /// Those above; no other bit crosses the wall.
    package static let all = named.reduce(into: Flags()) { $0.insert($1.flag) }

    /// The names of those that are set.
    package var names: [String] { Self.named.filter { contains($0.flag) }.map(\.name) }

    /// - Parameters:
    ///   - bits: `/Ff` as it stands.
    ///   - kind: What the field is; it says which bits mean what (ISO 32000-1, tables 221, 226, 228, 230).
    package init(bits: Int, of kind: Kind) {
      let common: [(Int, Flags)] = [(1, .readOnly), (2, .required), (3, .noExport)]
      let own: [(Int, Flags)] =
        switch kind {
        case .text: [(13, .multiline), (14, .password), (21, .fileSelect), (25, .comb), (26, .richText)]
        case .checkbox, .radio: [(15, .noToggleToOff), (26, .radiosInUnison)]
        case .choice: [(18, .combo), (19, .editable), (22, .multiSelect)]
        case .signature, .push: []
        }
      self = (common + own).reduce(into: []) { if bits & 1 << ($1.0 - 1) != 0 { $0.insert($1.1) } }
    }
  }
}
