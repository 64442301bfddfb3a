extension FieldValue {
  /// What stands on paper for this value, or for one part of it; `""` for a part that it has not.
  ///
  /// The gate reads it back to the same value, whole or from all its parts. Of a value in boxes that is not known, the
  /// word for that stands in the first box: the year's or the city's.
  public func text(part: FieldPart? = nil) -> String {
    switch self {
    case .text(let text): part == nil ? text.string : ""
    case .unknown(let word): part == nil || part == .year || part == .city ? word.string : ""
    case .residentID(let id): id.number
    case .date(let date): date.text(part: part)
    case .choice(let choices): Self.text(of: choices, part: part)
    case .phones(let phones): phones.map(\.number).joined(separator: "、")
    case .address(let address): address.text(part: part)
    case .count(let count): String(count)
    case .creditCode(let code): code.code
    case .amount(let amount): amount.text
    case .area(let area): area.text
    case .number(let number): number.text
    }
  }

  private static func text(of choices: [Choice], part: FieldPart?) -> String {
    guard let part else { return choices.map(\.word.string).joined(separator: "、") }
    return choices.contains { $0.code == part.rawValue } ? "✓" : ""
  }
}

extension PartialDate {
  /// `1958年3月`; the year, month or day alone as a number without padding (GB/T 15835).
  public func text(part: FieldPart? = nil) -> String {
    switch part {
    case nil:
      "\(year)年" + (month.map { "\($0)月" } ?? "") + (day.map { "\($0)日" } ?? "")
    case FieldPart.year: String(year)
    case FieldPart.month: month.map { String($0) } ?? ""
    case FieldPart.day: day.map { String($0) } ?? ""
    default: ""
    }
  }
}

extension Address {
  /// The address in one line, or one part of it. Where the line alone would not show the parts, blanks do, or ｜.
  public func text(part: FieldPart? = nil) -> String {
    switch part {
    case nil: line
    case FieldPart.city: city.string
    case FieldPart.street: street.string
    case FieldPart.community: community.string
    case FieldPart.number: number.string
    default: ""
    }
  }
}
