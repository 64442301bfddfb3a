import Records

/// One legal value for a field of any type.
struct SampleValue {
  let field: FieldDefinition
  let options: OptionList?
  let limit: SampleNeeds.Limit?
  let values: SampleRecords.Values
  /// Which entry of its group it is in.
  let entry: Int
  let index: Int
  var random: SplitMix64

  /// As it would stand in a list; `""` for an address, which has parts.
  mutating func text() -> String {
    switch field.type {
    case .name: name()
    case .text: words()
    case .residentID: SamplePeople(seed: random.next() % 1_000)[1_000 + index * 50 + entry].text("retiree.id")
    case .option: option()
    case .options: severalOptions()
    case .phone: phone()
    case .count: count()
    case .amount: amount()
    case .area:
      decimal(longest: "9999999999.99", summed: "99999999.99", typical: "\(20 + random.below(400)).\(random.below(10))")
    case .number: decimal(longest: "9999999999.9999", summed: "99999999.99", typical: String(1 + random.below(40)))
    case .creditCode: creditCode()
    case .date, .address: ""
    }
  }

  private var longest: Int {
    let own = field.maxLength ?? 100
    if case .characters(let count)? = limit { return min(own, count) }
    return own
  }

  private mutating func name() -> String {
    switch values {
    case .shortest: return "王一"
    case .typical:
      return random.pick(Vocabulary.surnames) + random.pick(Vocabulary.given) + random.pick(Vocabulary.given)
    case .longest: return Self.repeated("阿不都热合曼·艾合买提江·", longest - 1) + "孜"
    case .rare: return random.pick(Vocabulary.rareNames)
    }
  }

  private mutating func words() -> String {
    let typical = SampleWords.typical(for: field, &random)
    switch values {
    case .shortest: return "甲"
    case .typical: return String(typical.prefix(longest))
    case .rare: return Self.cut("𬎆𪸩<&>\"'=「」㛃" + typical, longest)
    case .longest: return Self.repeated(typical + "，聊城市国有企业退休人员社会化管理服务工作相关事项", longest - 1) + "。"
    }
  }

  private mutating func option() -> String {
    let words = options?.options.map(\.label) ?? []
    switch values {
    case .shortest: return words.min { $0.unicodeScalars.count < $1.unicodeScalars.count } ?? ""
    case .longest: return words.max { $0.unicodeScalars.count < $1.unicodeScalars.count } ?? ""
    case .typical, .rare: return words.isEmpty ? "" : words[(entry + random.below(2)) % words.count]
    }
  }

  private mutating func severalOptions() -> String {
    let words = options?.options.map(\.label) ?? []
    switch values {
    case .shortest: return words.min { $0.unicodeScalars.count < $1.unicodeScalars.count } ?? ""
    case .longest: return words.joined(separator: "、")
    case .typical, .rare:
      return words.enumerated().filter { $0.offset == 0 || random.oneIn(3) }.map(\.element).joined(separator: "、")
    }
  }

  private mutating func phone() -> String {
    switch values {
    case .shortest: return "010-2000123"
    case .typical, .rare:
      return field.label.chinese.contains("本人") ? mobile() : "0635-2000" + SamplePerson.padded(random.below(1_000), 3)
    case .longest: return [mobile(), mobile(), "0635-20001234-123456"].joined(separator: "、")
    }
  }

  private mutating func mobile() -> String { "1990000" + SamplePerson.padded(random.below(10_000), 4) }

  private mutating func count() -> String {
    switch (values, limit) {
    case (.shortest, _), (_, .taken?): return "1"
    case (.longest, .days?): return "365"
    case (.longest, .summed?): return "999999"
    case (.longest, .factor?): return "9999"
    case (.longest, _): return "999999999"
    case (_, .days?): return "90"
    default: return field.label.chinese.contains("序号") ? String(entry + 1) : String(2 + random.below(60))
    }
  }

  private mutating func amount() -> String {
    switch (values, limit) {
    case (.shortest, _), (_, .taken?): "1.00"
    case (.longest, .factor?): "7,777.77"
    case (.longest, .summed?): "7,777,777,777.77"
    case (.longest, _): "777,777,777,777.77"
    default:
      "\(1 + random.below(98)),\(SamplePerson.padded(random.below(1_000), 3)).\(SamplePerson.padded(random.below(100), 2))"
    }
  }

  private func decimal(longest: String, summed: String, typical: String) -> String {
    switch (values, limit) {
    case (.shortest, _), (_, .taken?): "1"
    case (.longest, .factor?): "9999"
    case (.longest, .summed?): summed
    case (.longest, _): longest
    default: typical
    }
  }

  /// The first two places say what kind of body it is (GB 32100).
  private mutating func creditCode() -> String {
    let kinds = ["street": "11", "authority": "11", "archiveBody": "12", "agency": "12", "community": "54"]
    let kind = kinds[String(field.name.rawValue.prefix { $0 != "." })] ?? "91"
    return CreditCode.completing(kind + "371500" + "0000000" + String(random.below(10))) ?? ""
  }

  mutating func address() -> [(FieldPart, String)] {
    let (city, rest): (String, [String])
    let street = Vocabulary.streets[random.below(Vocabulary.streets.count)]
    switch values {
    case .shortest: (city, rest) = ("东昌府区", ["和平街道", "文苑社区", "1号"])
    case .typical, .rare:
      let house =
        random.pick(Vocabulary.estates) + "\(1 + random.below(30))号楼\(1 + random.below(6))0\(1 + random.below(4))"
      (city, rest) = ("聊城市东昌府区", [street.name, random.pick(street.communities), house])
    case .longest:
      // Between the parts stand three marks at most.
      let length = (longest - 3) / 4
      return [.city, .street, .community, .number].map { ($0, Self.repeated("东昌府新区", length)) }
    }
    return Array(zip([FieldPart.city, .street, .community, .number], [city] + rest))
  }

  static func repeated(_ text: String, _ length: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    return String(String.UnicodeScalarView((0..<max(0, length)).map { scalars[$0 % scalars.count] }))
  }

  private static func cut(_ text: String, _ length: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))
  }
}
