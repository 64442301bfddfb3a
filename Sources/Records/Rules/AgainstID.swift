import Diagnostics

extension CrossCheck {
  /// Sex on record against the number's sequence: an error, with both sources.
  mutating func checkSexAgainstID() {
    guard let sex = sexByID, let code = code(known.sex), code == "1" || code == "2" else { return }
    guard (code == "1") != (sex == .male), let id else { return }
    let byID = sex == .male ? Phrase("男", "male") : Phrase("女", "female")
    let onRecord = code == "1" ? Phrase("男", "male") : Phrase("女", "female")
    note(
      .error, .sexAgainstID, "retiree.sex",
      "性别填的是\(onRecord.chinese)，身份证号码（\(masked(id.number))）表明是\(byID.chinese)",
      "the record says \(onRecord.english), the ID number (\(masked(id.number))) says \(byID.english)",
      hint: Phrase("请照身份证核对性别和号码", "check sex and number against the card"))
  }

  /// Birth on record against the number's. Both are held: for retirement the archive's earliest record usually rules.
  mutating func checkBirthAgainstID() {
    guard let byID = birthByID, let onRecord = date(known.birth), !onRecord.agrees(with: byID), let id else { return }
    note(
      rules.birthMustMatchID ? .error : .warning, .birthAgainstID, "retiree.birth",
      "出生年月与身份证号码（\(masked(id.number))）中的出生日期不一致，两者都已保留",
      "the birth date differs from that in the ID number (\(masked(id.number))); both are kept",
      hint: Phrase("请核对；档案与身份证不一致时按规定认定，并在备注中说明", "check both; where archive and card differ, say so in the remarks"))
  }

  /// By law the social security number is the ID number (社会保险法 58); local numbers of older systems are still about.
  mutating func checkSocialSecurityNumber() {
    guard let entry = entry(known.socialSecurityNumber), entry.kind == .text, !isID(entry), let id else { return }
    let number = values.string(entry)
    let plain = IDCleaning(number).bytes
    if plain.elementsEqual(id.number.utf8) || plain.elementsEqual(id.modern.utf8) { return }
    if plain.count == 15, ResidentID(number: String(decoding: plain, as: UTF8.self)).kind == .fifteenDigits,
      ResidentID(number: String(decoding: plain, as: UTF8.self)).modern == id.modern
    {
      return
    }
    note(
      .warning, .socialSecurityAgainstID, "retiree.socialSecurityNumber",
      "社会保障号码（\(masked(number))）与身份证号码（\(masked(id.number))）不同",
      "the social security number (\(masked(number))) differs from the ID number (\(masked(id.number)))",
      hint: Phrase("社会保障号码就是公民身份号码；若是旧的个人编号可以保留", "by law it is the ID number; an old local number may stay"))
  }
}
