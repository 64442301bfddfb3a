public import Diagnostics

/// The enterprise that hands over.
public struct Enterprise: Sendable, Hashable {
  /// Its full name.
  public var name: ExactText?
  /// Its unified social credit code (GB 32100).
  public var creditCode: CreditCode?
  /// Who handles the handover there.
  public var handler: ExactText?
  /// That person's phone numbers.
  public var handlerPhones: [PhoneNumber]

  /// The enterprise of a record.
  public init(_ record: Record) {
    let fields = RecordFields(record)
    name = fields.text("enterprise.name")
    creditCode = fields.creditCode("enterprise.creditCode")
    handler = fields.text("enterprise.handler")
    handlerPhones = fields.phones("enterprise.handlerPhone")
  }

  /// The enterprise as raw texts, for the gate.
  public func rawRecord(at place: Place = Place()) -> RawRecord {
    var raw = RawTexts(place)
    raw.set("enterprise.name", name?.string)
    raw.set("enterprise.creditCode", creditCode?.code)
    raw.set("enterprise.handler", handler?.string)
    raw.set("enterprise.handlerPhone", FieldValue.phones(handlerPhones).text())
    return raw.record
  }
}

/// Where a retiree is received.
public struct Receiver: Sendable, Hashable {
  /// County, city or district.
  public var county: ExactText?
  /// Street or town.
  public var street: ExactText?
  /// Community.
  public var community: ExactText?
  /// The receiving place in one piece, as the roster has it.
  public var unit: ExactText?

  /// The receiving place of a record.
  public init(_ record: Record) {
    let fields = RecordFields(record)
    county = fields.text("receiver.county")
    street = fields.text("receiver.street")
    community = fields.text("receiver.community")
    unit = fields.text("receiver.unit")
  }

  /// The receiving place as raw texts, for the gate.
  public func rawRecord(at place: Place = Place()) -> RawRecord {
    var raw = RawTexts(place)
    raw.set("receiver.county", county?.string)
    raw.set("receiver.street", street?.string)
    raw.set("receiver.community", community?.string)
    raw.set("receiver.unit", unit?.string)
    return raw.record
  }
}

/// A retiree's personnel archive: what the roster counts.
public struct ArchiveFile: Sendable, Hashable {
  /// Volumes.
  public var volumes: Int?
  /// Pages in all volumes.
  public var pages: Int?
  /// Other papers that go along, as written.
  public var other: ExactText?
  /// The archive's own number.
  public var number: ExactText?

  /// The archive of a record.
  public init(_ record: Record) {
    let fields = RecordFields(record)
    volumes = fields.count("archive.volumes")
    pages = fields.count("archive.pages")
    other = fields.text("archive.other")
    number = fields.text("archive.number")
  }

  /// The archive as raw texts, for the gate.
  public func rawRecord(at place: Place = Place()) -> RawRecord {
    var raw = RawTexts(place)
    raw.set("archive.volumes", volumes.map { String($0) })
    raw.set("archive.pages", pages.map { String($0) })
    raw.set("archive.other", other?.string)
    raw.set("archive.number", number?.string)
    return raw.record
  }
}
