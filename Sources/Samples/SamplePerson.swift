package import Records

/// One fictitious retiree with enterprise, receiving place, archive and contacts.
package struct SamplePerson: Sendable {
  package private(set) var raw = RawRecord()
  private var random: SplitMix64
  private let index: Int
  private let year: Int

  init(seed: UInt64, index: Int, flavour: SamplePeople.Flavour, year: Int) {
    random = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: index) &* 0xD134_2543_DE82_EF95)
    self.index = index
    self.year = year
    fillIdentity(shift: Int(seed % 9_973))
    fillWork()
    fillPlaces()
    fillContacts()
    fillArchive()
    switch flavour {
    case .everyday, .mixed: break
    case .rare: set("retiree.name", random.pick(Vocabulary.rareNames))
    case .sparse: thin()
    case .longest: stretch()
    case .options: combineOptions()
    }
  }

  private mutating func set(_ name: FieldName, _ text: String) {
    raw.values[FieldKey(name)] = RawValue(text)
  }

  /// The text of a field as a tidy list would hold it; `""` when it has none.
  package func text(_ name: FieldName) -> String { raw.values[FieldKey(name)]?.text ?? "" }

  // MARK: Filling in

  private mutating func fillIdentity(shift: Int) {
    let isMale = random.oneIn(2)
    // 7919 and 9973 are primes: 9,973 different birthdays from 1935 to 1962 before one comes again.
    let birth = PartialDate(serial: Double(12_785 + (index * 7_919 + shift) % 9_973), epoch1904: false)
    let (birthYear, month, day) = (birth?.year ?? 1950, birth?.month ?? 1, birth?.day ?? 1)
    let sequence = (index % 499) * 2 + (isMale ? 1 : 2)
    let digits = "110201\(birthYear)\(Self.padded(month, 2))\(Self.padded(day, 2))\(Self.padded(sequence, 3))"
    set("retiree.name", name())
    set("retiree.sex", isMale ? "男" : "女")
    set("retiree.ethnicGroup", random.pick(Vocabulary.ethnicGroups))
    set("retiree.birth", "\(birthYear)年\(month)月")
    set("retiree.id", ResidentID.completing(digits) ?? "")
    set("retiree.socialSecurityNumber", text("retiree.id"))
    set("retiree.politicalStatus", random.pick(Vocabulary.political))
    set("retiree.health", random.pick(Vocabulary.health))
    set("retiree.education", random.pick(Vocabulary.education))
    let age = isMale ? 60 : random.oneIn(3) ? 55 : 50
    set("retiree.retired", "\(birthYear + age)年\(month)月")
    set("retiree.specialCare", care(birthYear: birthYear))
    set("retiree.phone", phone())
  }

  private mutating func name() -> String {
    let surname = random.pick(Vocabulary.surnames)
    let first = random.pick(Vocabulary.given)
    return surname + first + (random.oneIn(4) ? "" : random.pick(Vocabulary.given))
  }

  private mutating func care(birthYear: Int) -> String {
    var words = birthYear + 80 < year ? ["八十岁以上高龄"] : []
    for word in ["孤寡老人", "劳模", "特困", "重病", "残疾"] where random.oneIn(14) { words.append(word) }
    return words.joined(separator: "、")
  }

  private mutating func phone() -> String { "1990000" + Self.padded(random.below(10_000), 4) }

  private mutating func fillWork() {
    let start = "91371500" + "000000000"
    set("enterprise.name", "聊城市向阳机械有限公司")
    set("enterprise.creditCode", CreditCode.completing(start) ?? "")
    set("enterprise.handler", "郑和平")
    set("enterprise.handlerPhone", "0635-2000123")
    set("retiree.workUnit", "聊城市向阳机械有限公司" + random.pick(Vocabulary.units))
    set("retiree.post", random.pick(Vocabulary.posts))
    set("retiree.archivePlace", "聊城市东昌府区人力资源和社会保障局档案室")
    set("retiree.skills", several(Vocabulary.skills))
    set("retiree.hobbies", several(Vocabulary.hobbies))
    set("retiree.insurancePlace", "聊城市东昌府区")
    set("retiree.insurance", random.oneIn(6) ? "养老" : "养老、医疗")
  }

  private mutating func several(_ words: [String]) -> String {
    switch random.below(4) {
    case 0: ""
    case 1: random.pick(words) + "、" + random.pick(words)
    default: random.pick(words)
    }
  }

  private mutating func fillPlaces() {
    let receiving = place()
    set("receiver.county", "东昌府区")
    set("receiver.street", receiving.street)
    set("receiver.community", receiving.community)
    set("receiver.unit", receiving.street + receiving.community)
    fill("retiree.residence", receiving)
    fill("retiree.household", random.oneIn(4) ? place() : receiving)
  }

  private mutating func place() -> (street: String, community: String) {
    let street = Vocabulary.streets[random.below(Vocabulary.streets.count)]
    return (street.name, random.pick(street.communities))
  }

  private mutating func fill(_ field: FieldName, _ place: (street: String, community: String)) {
    let house =
      "\(random.pick(Vocabulary.estates))\(1 + random.below(30))号楼\(1 + random.below(6))0\(1 + random.below(4))"
    let texts: [(FieldPart, String)] = [
      (.city, "聊城市东昌府区"), (.street, place.street), (.community, place.community), (.number, house),
    ]
    for (part, text) in texts { raw.values[FieldKey(field, part)] = RawValue(text) }
  }

  private mutating func fillContacts() {
    raw.groups["retiree.contacts"] = (0..<random.below(4)).map { _ in
      var contact = RawRecord()
      let texts: [(FieldName, String)] = [
        ("contact.name", name()), ("contact.relation", random.pick(Vocabulary.relations)),
        ("contact.workUnit", random.oneIn(3) ? "" : "聊城市" + random.pick(Vocabulary.units)), ("contact.phone", phone()),
        ("contact.address", "聊城市东昌府区" + place().street + random.pick(Vocabulary.estates)),
      ]
      for (name, text) in texts { contact.values[FieldKey(name)] = RawValue(text) }
      return contact
    }
  }

  private mutating func fillArchive() {
    set("archive.volumes", String(1 + (random.oneIn(5) ? 1 : 0)))
    set("archive.pages", String(40 + random.below(220)))
    set("archive.other", random.pick(Vocabulary.archiveParts))
    set("signing.date", "2026年3月\(1 + random.below(28))日")
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

// MARK: Flavours

extension SamplePerson {
  /// Leaves name and number, and of the rest one field in three; some of these are said to be unknown.
  private mutating func thin() {
    for key in raw.values.keys.sorted(by: { $0.description < $1.description })
    where key.name != "retiree.name" && key.name != "retiree.id" && !random.oneIn(3) {
      raw.values[key] = nil
    }
    for name: FieldName in [
      "retiree.post", "retiree.retired", "retiree.phone", "retiree.health", "archive.pages", "retiree.hobbies",
    ]
    where random.oneIn(3) {
      set(name, random.pick(["不详", "无", "/", "—"]))
    }
    if random.oneIn(4) {
      for part in [FieldPart.city, .street, .community, .number] {
        raw.values[FieldKey("retiree.household", part)] = nil
      }
      set("retiree.household", "不详")
    }
    if random.oneIn(2) { raw.groups = [:] }
  }

  /// The longest legal values, with marks that formats must escape.
  private mutating func stretch() {
    let filler = "聊城市国有企业退休人员社会化管理服务<&>\"'=+-@「」（）、，。ABCxyz 0123"
    for (name, length) in [
      ("enterprise.name", 100), ("retiree.workUnit", 100), ("retiree.post", 50), ("retiree.archivePlace", 100),
      ("retiree.skills", 100), ("retiree.hobbies", 100), ("retiree.insurancePlace", 100), ("archive.other", 200),
      ("receiver.street", 50), ("receiver.community", 50), ("receiver.unit", 100),
    ] {
      set(FieldName(name), Self.repeated(filler, length))
    }
    set("retiree.name", Self.repeated("阿不都热合曼·艾合买提江·", 49) + "孜")
    set("retiree.phone", (0..<3).map { _ in phone() }.joined(separator: "、") + "、0635-20001234-123456")
    set("archive.pages", "999999999")
    for part in [FieldPart.city, .street, .community, .number] {
      raw.values[FieldKey("retiree.residence", part)] = RawValue(Self.repeated("东昌府新区", 40 + random.below(5)))
    }
    raw.groups["retiree.contacts"] = raw.groups["retiree.contacts"].map { $0 + $0 + $0 + $0 }
  }

  private static func repeated(_ text: String, _ length: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    return String(String.UnicodeScalarView((0..<length).map { scalars[$0 % scalars.count] }))
  }

  /// Boxes: all 128 combinations of special care in turn, all four of insurance.
  private mutating func combineOptions() {
    let care: [FieldPart] = ["founding", "eighty", "alone", "model-worker", "hardship", "illness", "disability"]
    let insurance: [FieldPart] = ["pension", "medical"]
    let turn = index / 5
    for (name, parts) in [("retiree.specialCare", care), ("retiree.insurance", insurance)] {
      raw.values[FieldKey(FieldName(name))] = nil
      for (bit, part) in parts.enumerated() {
        raw.values[FieldKey(FieldName(name), part)] = RawValue("", kind: .mark(turn >> bit & 1 == 1))
      }
    }
  }
}
