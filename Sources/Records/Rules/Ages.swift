import Diagnostics

extension CrossCheck {
  /// Retirees were born about 1915 to 1985.
  mutating func checkAge() {
    if let onRecord = date(known.birth), onRecord.isAfter(today) {
      note(
        .error, .birthInFuture, "retiree.birth", "出生年月晚于今天", "the birth date is after today",
        hint: Phrase("请核对年份", "check the year"))
      return
    }
    guard let birth, !(1915...1985).contains(birth.year) else { return }
    let field: FieldName = birthByID == nil ? "retiree.birth" : "retiree.id"
    note(
      .warning, .agePlausibility, field, "按出生年份推算，年龄不像退休人员", "by the year of birth this is hardly a retiree's age",
      hint: Phrase("请核对出生年份", "check the year of birth"))
  }

  /// The age at retirement. Early cases are many (special trades, illness, bankruptcy), so the bounds are wide: a warning.
  mutating func checkRetirement() {
    guard let retired = date(known.retired) else { return }
    if retired.isAfter(today) {
      note(
        .warning, .dateInFuture, "retiree.retired", "退休年月晚于今天", "the retirement date is after today",
        hint: Phrase("请核对年份", "check the year"))
    }
    guard let birth = date(known.birth) ?? birth, let range = RetirementAge.range(birth: birth, sex: sex) else {
      return
    }
    let latest = retired.months(latest: true) - birth.months()
    let earliest = retired.months() - birth.months(latest: true)
    guard latest < range.lowerBound || earliest > range.upperBound else { return }
    let age = latest < range.lowerBound ? max(latest, 0) / 12 : earliest / 12
    note(
      .warning, .retirementAge, "retiree.retired", "退休时约 \(age) 岁，不在通常的退休年龄范围内",
      "retired at about \(age), outside the usual ages",
      hint: Phrase("请核对出生年月和退休年月；提前退休、因病退休等情况可以保留", "check birth and retirement; early cases may stay"))
  }

  private var sex: ResidentID.Sex? {
    switch code(known.sex) {
    case "1": .male
    case "2": .female
    default: sexByID
    }
  }

  /// 八十岁以上高龄 is computed, not trusted.
  mutating func checkEighty() {
    guard let birth else { return }
    let isTicked = holds("eighty", known.specialCare)
    let eightieth = PartialDate(year: birth.year + 80, month: birth.month, day: birth.day)
    if isTicked, eightieth.isAfter(today) {
      note(
        .warning, .eightyWrong, "retiree.specialCare", "勾选了八十岁以上高龄，但按出生日期未满 80 岁",
        "eighty or over is ticked, but by the birth date the person is younger",
        hint: Phrase("请核对出生日期和勾选项", "check the birth date and the box"))
    } else if !isTicked, rules.expects("retiree.specialCare"), entry(known.died) == nil,
      today.isAfter(eightieth) || eightieth == today
    {
      note(
        .suggestion, .eightyMissing, "retiree.specialCare", "按出生日期已满 80 岁，但没有勾选八十岁以上高龄",
        "by the birth date the person is eighty or over, but the box is not ticked",
        hint: Phrase("请确认后勾选", "confirm, and tick the box"))
    }
  }

  /// Dead without a date of death, or the date without the word.
  mutating func checkDeath() {
    let isDead = holds("dead", known.lifeStatus)
    let isLiving = holds("living", known.lifeStatus)
    let died = entry(known.died)
    if isDead, died == nil, rules.expects("retiree.died") {
      note(
        .error, .deathIncomplete, "retiree.died", "生存状态为死亡，但没有死亡日期",
        "the person is dead, but the date of death is missing",
        hint: Phrase("请补填死亡日期；不清楚请填“不详”", "give the date of death, or 不详 if it is not known"))
    } else if isLiving || (entry(known.lifeStatus) == nil && rules.expects("retiree.lifeStatus")),
      date(known.died) != nil
    {
      note(
        .error, .deathIncomplete, "retiree.lifeStatus", "填了死亡日期，但生存状态不是死亡",
        "there is a date of death, but the person is not said to be dead",
        hint: Phrase("请核对生存状态和死亡日期", "check both"))
    }
    if let died = date(known.died), died.isAfter(today) {
      note(.error, .dateInFuture, "retiree.died", "死亡日期晚于今天", "the date of death is after today")
    }
  }
}

/// Retirement ages: 国发〔1978〕104号, and the gradual delay from 2025.
enum RetirementAge {
  /// The ages in months at which a person can usually have retired: from ten years before the legal age, as in special
  /// trades and through disability, to three years after the delayed one.
  ///
  /// Whether a woman was a worker (50) or a cadre (55) is on no form, so her range spans both.
  static func range(birth: PartialDate, sex: ResidentID.Sex?) -> ClosedRange<Int>? {
    switch sex {
    case .male: 50 * 12...60 * 12 + delay(birth, from: 1965, step: 4, cap: 36) + 36
    case .female: 45 * 12...55 * 12 + delay(birth, from: 1970, step: 4, cap: 36) + 36
    case nil: 45 * 12...60 * 12 + 72
    }
  }

  /// Months by which the legal age is put off, for those born from January of a year on.
  static func delay(_ birth: PartialDate, from year: Int, step: Int, cap: Int) -> Int {
    let months = birth.months() - year * 12
    return months < 0 ? 0 : min(cap, months / step + 1)
  }
}
