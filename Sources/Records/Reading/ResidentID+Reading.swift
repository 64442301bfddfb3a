import Diagnostics

/// Reads citizen ID numbers (GB 11643) and the documents that stand in their place.
extension ResidentID {
  /// - Returns: `nil` with an error noted when the text is no such number.
  static func read(_ text: String, kind: RawValue.Kind, today: PartialDate, areas: AreaCodes?, _ notes: inout Notes)
    -> ResidentID?
  {
    guard !refusesNumeric(text, kind: kind, &notes) else { return nil }
    let cleaning = IDCleaning(text)
    guard cleaning.isPlausible else {
      if cleaning.hasAsterisk {
        notes.refuse(
          .idMasked, "号码含 *，是打码后的号码（\(notes.shown(text))）", "the number holds *: it was masked (\(notes.shown(text)))",
          hint: Phrase("请填写完整号码", "give the whole number"))
      } else {
        refuseShape(text, &notes)
      }
      return nil
    }
    cleaning.report(to: &notes)
    let id = ResidentID(number: String(decoding: cleaning.bytes, as: UTF8.self))
    return id.checked(cleaning, today: today, areas: areas, &notes)
  }

  /// A number of 18 digits does not survive in a numeric cell: a double keeps 15 to 16 of them.
  private static func refusesNumeric(_ text: String, kind: RawValue.Kind, _ notes: inout Notes) -> Bool {
    var isLost = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") } && Double(text) != nil
    if case .number(let value) = kind { isLost = isLost || abs(value) >= 1e15 }
    if isLost { refuseLostDigits(text, &notes) }
    return isLost
  }

  private static func refuseLostDigits(_ text: String, _ notes: inout Notes) {
    notes.refuse(
      .idNumeric,
      "号码在表格里存成了数值，第 15 位以后的数字已经丢失（\(notes.shown(text))），无法恢复",
      "the number was stored as a numeric cell, which loses every digit after the 15th (\(notes.shown(text)))",
      hint: Phrase(
        "请把该列设为文本格式，再照身份证重新录入；可用姓名和前 15 位到别的名册里查对",
        "format the column as text and enter the number again from the card; the name and the first 15 digits may find it in another list"
      ))
  }

  private func checked(_ cleaning: IDCleaning, today: PartialDate, areas: AreaCodes?, _ notes: inout Notes)
    -> ResidentID?
  {
    switch kind {
    case .foreignResident:
      notes.warn(
        .idForeign, "像是外国人永久居留身份证，只核对了形状",
        "this looks like a foreigner's permanent residence card; only its shape was checked")
      return self
    case .fifteenDigits:
      guard hasRealBirth(today: today, &notes) else { return nil }
      noteFifteen(&notes)
    case .citizen, .residencePermit:
      guard hasRightCheck(&notes), hasRealBirth(today: today, &notes) else { return nil }
    }
    noteArea(areas, &notes)
    return self
  }

  private func noteFifteen(_ notes: inout Notes) {
    notes.suggest(
      .idFifteen, "是 15 位旧号码，对应的 18 位号码为 \(masked(modern))，原号保留",
      "this is an old number of 15 digits; with 18 digits it is \(masked(modern)); it is kept as it is",
      hint: Phrase("请核对身份证，改填 18 位号码", "check the card and give the number with 18 digits"))
  }

  private func hasRealBirth(today: PartialDate, _ notes: inout Notes) -> Bool {
    let bytes = Array(modern.utf8)
    let date = PartialDate(
      checkedYear: decimal(bytes[6..<10]), month: decimal(bytes[10..<12]), day: decimal(bytes[12..<14]))
    guard let date else {
      notes.refuse(
        .idBirthDate, "号码中的出生日期不存在（\(notes.shown(number))）",
        "the birth date in the number does not exist (\(notes.shown(number)))",
        hint: Phrase("请照身份证核对第 7 至 14 位", "check digits 7 to 14 against the card"))
      return false
    }
    guard !date.isAfter(today) else {
      notes.refuse(
        .idBirthDate, "号码中的出生日期晚于今天（\(notes.shown(number))）",
        "the birth date in the number is after today (\(notes.shown(number)))",
        hint: Phrase("请照身份证核对第 7 至 14 位", "check digits 7 to 14 against the card"))
      return false
    }
    return true
  }

  private func hasRightCheck(_ notes: inout Notes) -> Bool {
    let bytes = Array(number.utf8)
    guard Self.checkCharacter(bytes[..<17]) != bytes[17] else { return true }
    if number.hasSuffix("000") {
      // A list that was saved from a spreadsheet as text shows the lost digits as zeros.
      Self.refuseLostDigits(number, &notes)
      return false
    }
    let slips = IDSlips(bytes)
    notes.refuse(
      .idCheckDigit, "校验码不对（\(notes.shown(number))），号码中有错",
      "the check digit is wrong (\(notes.shown(number))): the number holds a mistake", hint: slips.hint)
    return false
  }

  private func noteArea(_ areas: AreaCodes?, _ notes: inout Notes) {
    let code = decimal(number.utf8.prefix(6))
    let isKnown = AreaCodes.isProvince(code / 10_000) && (areas?.contains(code) ?? true)
    guard !isKnown else { return }
    notes.warn(
      .idAreaUnknown, "前六位不是已知的行政区划代码（\(notes.shown(number))）",
      "the first six digits are no known area code (\(notes.shown(number)))",
      hint: Phrase("请照身份证核对前六位；确实无误则不用改", "check the first six digits against the card; leave them if they are right"))
  }

  private static func refuseShape(_ text: String, _ notes: inout Notes) {
    notes.refuse(
      .idShape, "不是身份证号码（\(notes.shown(text))，\(text.unicodeScalars.count) 个字符）",
      "this is no ID number (\(notes.shown(text)), \(text.unicodeScalars.count) characters)",
      hint: Phrase("应为 18 位：17 位数字加一位数字或 X", "it should have 18 characters: 17 digits and a digit or X"))
  }
}
