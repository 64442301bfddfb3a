import Diagnostics
package import ReaderProtocol

extension FormFile {
  /// Reads the data of the XFA form that came with a PDF, and holds them against its fields.
  ///
  /// Fields whose value in the data is another are noted; the data's own fields are then in `xfa`.
  package mutating func takeXFA() {
    guard let datasets = xfa?.untrustedDatasets else { return }
    do throws(Refusal) {
      let data = try xfaFields(untrustedXML: datasets)
      xfa?.fields = data
      compare(withXFA: data)
    } catch {
      notes.append(FormNote(.xfaUnreadable))
    }
  }

  /// Notes the fields for which the data of an XFA form have another value.
  package mutating func compare(withXFA data: [FormField]) {
    guard !fields.isEmpty, !data.isEmpty else { return }
    let names = XFANames(fields.map(\.name))
    var positions: [[UInt8]: Int] = [:]
    for (position, field) in fields.enumerated() where positions[Array(field.name.utf8)] == nil {
      positions[Array(field.name.utf8)] = position
    }
    var noted = Set(notes)
    for value in data {
      guard let name = names.field(for: value.name), let position = positions[Array(name.utf8)] else { continue }
      let note = FormNote(.xfaDiffers, field: name)
      guard !fields[position].says(sameAs: value), noted.count < 2_000, noted.insert(note).inserted else { continue }
      notes.append(note)
    }
  }
}

extension FormField {
  /// Whether a value of XFA data is this field's: an empty text is none, and a button that is off has any of the words for that.
  fileprivate func says(sameAs data: FormField) -> Bool {
    let own = (value?.all ?? []).filter { !$0.isEmpty }
    let other = (data.value?.all ?? []).filter { !$0.isEmpty }
    if type == .checkbox || type == .radio, own.isEmpty {
      return other.allSatisfy { ["0", "Off", "off"].contains($0) }
    }
    guard type != .signature, type != .push else { return true }
    // A list that holds several choices has an element for each; one of them is enough.
    if case .many = value { return other.allSatisfy { one in own.contains { $0.utf8.elementsEqual(one.utf8) } } }
    return own.map(Self.plain) == other.map(Self.plain)
  }

  /// Line ends are what differs between PDF and XML without a word.
  private static func plain(_ text: String) -> [UInt8] {
    Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").utf8)
  }
}
