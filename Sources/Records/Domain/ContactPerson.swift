public import Diagnostics

/// Someone of a retiree's family to call: a row of the information table.
public struct ContactPerson: Sendable, Hashable {
  /// The name, to the last scalar as it was written.
  public var name: ExactText?
  /// What the person is to the retiree; codes of GB/T 4761, or a word without a code.
  public var relation: Choice?
  /// Where the person works.
  public var workUnit: ExactText?
  /// Phone numbers.
  public var phones: [PhoneNumber]
  /// The full address, as written.
  public var address: ExactText?

  /// The contact of an entry of `retiree.contacts`.
  public init(_ record: Record) {
    let fields = RecordFields(record)
    name = fields.text("contact.name")
    relation = fields.choice("contact.relation")
    workUnit = fields.text("contact.workUnit")
    phones = fields.phones("contact.phone")
    address = fields.text("contact.address")
  }

  /// The contact as raw texts, for the gate.
  public func rawRecord(at place: Place = Place()) -> RawRecord {
    var raw = RawTexts(place)
    raw.set("contact.name", name?.string)
    raw.set("contact.relation", relation?.word.string)
    raw.set("contact.workUnit", workUnit?.string)
    raw.set("contact.phone", FieldValue.phones(phones).text())
    raw.set("contact.address", address?.string)
    return raw.record
  }
}
