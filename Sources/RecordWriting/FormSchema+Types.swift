import Diagnostics
import Records
import XMLTrees

/// The type of one field in a form's schema, named like the field.
struct FieldSchema {
  private let field: FieldDefinition
  private let list: OptionList?

  init(_ field: FieldDefinition, _ dictionary: FieldDictionary) {
    self.field = field
    list = dictionary.options(of: field.name)
  }

  func write(to writer: inout XMLWriter) throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:complexType", ["name": field.name.rawValue])
    switch field.type {
    case .address: try address(&writer)
    case .options: try options(&writer)
    case .option: try option(&writer)
    case .name, .text: try simple(to: &writer) { writer throws(Refusal) in try text(&writer) }
    case .residentID: try simple("resident-id", &writer)
    case .date: try simple("date", &writer)
    case .phone: try simple("phones", &writer)
    case .count: try simple("count", &writer)
    case .creditCode: try simple("credit-code", &writer)
    case .amount: try simple("amount", &writer)
    case .area: try simple("area", &writer)
    case .number: try simple("number", &writer)
    }
    writer.end()
  }

  // MARK: Simple content

  private func simple(_ base: String, _ writer: inout XMLWriter) throws(Refusal) {
    try writer.start("xs:simpleContent")
    try writer.start("xs:extension", ["base": base])
    try said(&writer)
    writer.end()
    writer.end()
  }

  /// Content that is limited where it stands: a restriction needs a type that it restricts.
  private func simple(
    to writer: inout XMLWriter, _ facets: (inout XMLWriter) throws(Refusal) -> Void
  ) throws(Refusal) {
    try writer.start("xs:simpleContent")
    try writer.start("xs:restriction", ["base": "value"])
    try facets(&writer)
    writer.end()
    writer.end()
  }

  private func text(_ writer: inout XMLWriter) throws(Refusal) {
    try writer.element("xs:minLength", ["value": "1"])
    try writer.element("xs:maxLength", ["value": String(field.maxLength ?? 500)])
  }

  private func said(_ writer: inout XMLWriter) throws(Refusal) {
    try writer.element("xs:attribute", ["name": "said", "type": "unknown"])
  }

  // MARK: Options and addresses

  /// One option: its code, its word, or both.
  private func option(_ writer: inout XMLWriter) throws(Refusal) {
    guard let list else { return }
    try writer.start("xs:simpleContent")
    try writer.start("xs:extension", ["base": "words-\(list.id)"])
    try writer.element("xs:attribute", ["name": "code", "type": "codes-\(list.id)"])
    try said(&writer)
    writer.end()
    writer.end()
  }

  private func options(_ writer: inout XMLWriter) throws(Refusal) {
    guard let list else { return }
    try writer.start("xs:sequence")
    try writer.start(
      "xs:element", ["name": "option", "minOccurs": "0", "maxOccurs": String(list.options.count)])
    try writer.start("xs:complexType")
    try writer.start("xs:simpleContent")
    try writer.start("xs:extension", ["base": "words-\(list.id)"])
    try writer.element("xs:attribute", ["name": "code", "type": "codes-\(list.id)"])
    for _ in 0..<5 { writer.end() }
    try said(&writer)
  }

  private func address(_ writer: inout XMLWriter) throws(Refusal) {
    try writer.start("xs:all")
    let parts: [(FieldPart, String)] = [
      (.city, "市（区、县）"), (.street, "街道（镇）"), (.community, "社区（村）"), (.number, "门牌号及其后"),
    ]
    for (part, words) in parts {
      try writer.start("xs:element", ["name": part.rawValue, "minOccurs": "0"])
      try writer.note(words)
      try writer.start("xs:simpleType")
      try writer.start("xs:restriction", ["base": "xs:string"])
      try writer.element("xs:maxLength", ["value": String(field.maxLength ?? 500)])
      for _ in 0..<3 { writer.end() }
    }
    writer.end()
    try said(&writer)
  }

  // MARK: Types that fields share

  /// The codes and the words of a list of options.
  static func write(_ list: OptionList, to writer: inout XMLWriter) throws(Refusal) {
    var codes: [String: String] = [:]
    for option in list.options {
      codes[option.code] = codes[option.code].map { "\($0)、\(option.label)" } ?? option.label
    }
    writer.lineBreak()
    try writer.start("xs:simpleType", ["name": "codes-\(list.id)"])
    try writer.start("xs:restriction", ["base": "xs:string"])
    var seen: Set<String> = []
    for option in list.options where seen.insert(option.code).inserted {
      try writer.start("xs:enumeration", ["value": option.code])
      try writer.note(codes[option.code] ?? option.label)
      writer.end()
    }
    writer.end()
    writer.end()
    writer.lineBreak()
    try writer.start("xs:simpleType", ["name": "words-\(list.id)"])
    try writer.note(list.isOpen ? "表中的词，或其他文字；给出代码时可以空着" : "表中的词；给出代码时可以空着")
    try writer.start("xs:restriction", ["base": "xs:string"])
    if list.isOpen {
      try writer.element("xs:maxLength", ["value": "500"])
    } else {
      try writer.element("xs:enumeration", ["value": ""])
      for word in words(of: list) { try writer.element("xs:enumeration", ["value": word]) }
    }
    writer.end()
    writer.end()
  }

  private static func words(of list: OptionList) -> [String] {
    var seen: Set<ExactText> = []
    return list.options.map(\.label).filter { seen.insert(ExactText($0)).inserted }
  }

  static func writeCommonTypes(to writer: inout XMLWriter) throws(Refusal) {
    try pattern(
      "resident-id", "身份证号码：18 位，末位可为大写 X；旧号 15 位", "[0-9]{17}[0-9X]|[0-9]{15}|[A-Z]{3}[0-9]{12}", to: &writer)
    try pattern("credit-code", "统一社会信用代码：18 位", "[0-9A-HJ-NPQRTUWXY]{18}", to: &writer)
    let landline = "[2-9][0-9]{6,7}(-[0-9]{1,6})?"
    let phone = "(\\+[1-9][0-9]{6,14}|[0-9]{5,11}|0[0-9]{2,3}-\(landline)|\(landline))"
    try pattern("phones", "电话：手机 11 位，固定电话为区号-号码；多个以、分开", "\(phone)(、\(phone)){0,9}", to: &writer)
    try figures(to: &writer)
    try dates(to: &writer)
    try unknown(to: &writer)
    writer.lineBreak()
    try writer.start("xs:complexType", ["name": "value"])
    try writer.start("xs:simpleContent")
    try writer.start("xs:extension", ["base": "xs:string"])
    try writer.element("xs:attribute", ["name": "said", "type": "unknown"])
    for _ in 0..<3 { writer.end() }
  }

  private static func pattern(
    _ name: String, _ note: String, _ pattern: String, to writer: inout XMLWriter
  ) throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:simpleType", ["name": name])
    try writer.note(note)
    try writer.start("xs:restriction", ["base": "xs:string"])
    try writer.element("xs:pattern", ["value": pattern])
    writer.end()
    writer.end()
  }

  private static func figures(to writer: inout XMLWriter) throws(Refusal) {
    try figure(
      "count", "数量：0 或正整数", "xs:nonNegativeInteger", [("maxInclusive", "999999999")], to: &writer)
    try figure(
      "amount", "金额（元），至多两位小数，不加千分号", "xs:decimal",
      [("minInclusive", "0"), ("maxExclusive", "1000000000000"), ("fractionDigits", "2")], to: &writer)
    try figure(
      "area", "面积（平方米），至多两位小数", "xs:decimal",
      [("minInclusive", "0"), ("maxExclusive", "10000000000"), ("fractionDigits", "2")], to: &writer)
    try figure(
      "number", "数，至多 15 位，其中小数至多 9 位", "xs:decimal", [("totalDigits", "15"), ("fractionDigits", "9")],
      to: &writer)
  }

  private static func figure(
    _ name: String, _ note: String, _ base: String, _ facets: [(name: String, value: String)],
    to writer: inout XMLWriter
  ) throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:simpleType", ["name": name])
    try writer.note(note)
    try writer.start("xs:restriction", ["base": base])
    for facet in facets { try writer.element("xs:\(facet.name)", ["value": facet.value]) }
    writer.end()
    writer.end()
  }

  /// A day, a month or a year, without a time zone: 1958-03-01, 1958-03, 1958.
  private static func dates(to writer: inout XMLWriter) throws(Refusal) {
    let year = "(1[89]|2[01])[0-9]{2}|2200"
    let types = [
      ("day", "xs:date", "((\(year)))-[0-9]{2}-[0-9]{2}"), ("month", "xs:gYearMonth", "((\(year)))-[0-9]{2}"),
      ("year", "xs:gYear", year),
    ]
    for (name, base, pattern) in types {
      writer.lineBreak()
      try writer.start("xs:simpleType", ["name": name])
      try writer.start("xs:restriction", ["base": base])
      try writer.element("xs:pattern", ["value": pattern])
      writer.end()
      writer.end()
    }
    writer.lineBreak()
    try writer.start("xs:simpleType", ["name": "date"])
    try writer.note("日期：写到所知的精度，如 1958-03-01、1958-03、1958")
    try writer.element("xs:union", ["memberTypes": "day month year"])
    writer.end()
  }

  private static func unknown(to writer: inout XMLWriter) throws(Refusal) {
    writer.lineBreak()
    try writer.start("xs:simpleType", ["name": "unknown"])
    try writer.note("不知道或没有时写 xsi:nil=\"true\"，并可在 said 中写明原来的说法")
    try writer.start("xs:restriction", ["base": "xs:string"])
    for word in SpecialWords.wordsForUnknown { try writer.element("xs:enumeration", ["value": word]) }
    writer.end()
    writer.end()
  }
}
