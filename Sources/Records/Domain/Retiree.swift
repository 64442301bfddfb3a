public import Diagnostics

/// A retiree, with everything that the information table says of one.
///
/// A view of a record for users of the library: every property is `nil` (or empty) where the record has no value or says
/// that it is not known; the record's own `FieldValue` tells the two apart.
public struct Retiree: Sendable, Hashable {
  /// The name, to the last scalar as it was written.
  public var name: ExactText?
  /// Sex; codes of GB/T 2261.1.
  public var sex: Choice?
  /// Ethnic group; codes of GB/T 3304.
  public var ethnicGroup: Choice?
  /// Birth as the archive has it; the number's own is `id.birth`.
  public var birth: PartialDate?
  /// The citizen ID number or what stands for it.
  public var id: ResidentID?
  /// Political status; codes of GB/T 4762.
  public var politicalStatus: Choice?
  /// Health; codes of GB/T 2261.3, or a word without a code.
  public var health: Choice?
  /// The unit that the person retired from.
  public var workUnit: ExactText?
  /// The post held there.
  public var post: ExactText?
  /// When the person retired, mostly to the month.
  public var retired: PartialDate?
  /// Where the personnel archive is kept.
  public var archivePlace: ExactText?
  /// Education; codes of GB/T 4658, or a word without a code.
  public var education: Choice?
  /// Skills, as written.
  public var skills: ExactText?
  /// Hobbies, as written.
  public var hobbies: ExactText?
  /// The special-care boxes that are ticked.
  public var specialCare: [Choice]
  /// Where the person is insured.
  public var insurancePlace: ExactText?
  /// The social security number, mostly that of the ID card.
  public var socialSecurityNumber: ExactText?
  /// The insurances: pension, medical.
  public var insurance: [Choice]
  /// The person's own phone numbers.
  public var phones: [PhoneNumber]
  /// Where the person lives.
  public var residence: Address?
  /// Where the household is registered.
  public var household: Address?
  /// Others in the family to call.
  public var contacts: [ContactPerson]

  /// The retiree of a record.
  public init(_ record: Record) {
    let fields = RecordFields(record)
    name = fields.text("retiree.name")
    sex = fields.choice("retiree.sex")
    ethnicGroup = fields.choice("retiree.ethnicGroup")
    birth = fields.date("retiree.birth")
    id = fields.residentID("retiree.id")
    politicalStatus = fields.choice("retiree.politicalStatus")
    health = fields.choice("retiree.health")
    workUnit = fields.text("retiree.workUnit")
    post = fields.text("retiree.post")
    retired = fields.date("retiree.retired")
    archivePlace = fields.text("retiree.archivePlace")
    education = fields.choice("retiree.education")
    skills = fields.text("retiree.skills")
    hobbies = fields.text("retiree.hobbies")
    specialCare = fields.choices("retiree.specialCare")
    insurancePlace = fields.text("retiree.insurancePlace")
    socialSecurityNumber = fields.text("retiree.socialSecurityNumber")
    insurance = fields.choices("retiree.insurance")
    phones = fields.phones("retiree.phone")
    residence = fields.address("retiree.residence")
    household = fields.address("retiree.household")
    contacts = (record.groups["retiree.contacts"] ?? []).map { ContactPerson($0) }
  }

  /// The retiree as raw texts, for the gate.
  public func rawRecord(at place: Place = Place()) -> RawRecord {
    var raw = RawTexts(place)
    raw.set("retiree.name", name?.string)
    raw.set("retiree.sex", sex?.word.string)
    raw.set("retiree.ethnicGroup", ethnicGroup?.word.string)
    raw.set("retiree.birth", birth?.text())
    raw.set("retiree.id", id?.number)
    raw.set("retiree.politicalStatus", politicalStatus?.word.string)
    raw.set("retiree.health", health?.word.string)
    raw.set("retiree.workUnit", workUnit?.string)
    raw.set("retiree.post", post?.string)
    raw.set("retiree.retired", retired?.text())
    raw.set("retiree.archivePlace", archivePlace?.string)
    raw.set("retiree.education", education?.word.string)
    raw.set("retiree.skills", skills?.string)
    raw.set("retiree.hobbies", hobbies?.string)
    raw.set("retiree.specialCare", FieldValue.choice(specialCare).text())
    raw.set("retiree.insurancePlace", insurancePlace?.string)
    raw.set("retiree.socialSecurityNumber", socialSecurityNumber?.string)
    raw.set("retiree.insurance", FieldValue.choice(insurance).text())
    raw.set("retiree.phone", FieldValue.phones(phones).text())
    raw.set("retiree.residence", residence?.text())
    raw.set("retiree.household", household?.text())
    if !contacts.isEmpty { raw.record.groups["retiree.contacts"] = contacts.map { $0.rawRecord(at: place) } }
    return raw.record
  }
}
