import Diagnostics
import Records
import XMLTrees

/// What a profile says of time: when it holds, how periods are counted, which periods it sets.
extension ProfileReader {
  func effective() -> Profile.Effective? {
    guard let element = root.first("effective"), let from = date(element, "from") else { return nil }
    return Profile.Effective(from: from, to: element["to"] == nil ? nil : date(element, "to"))
  }

  private func date(_ element: XMLElement, _ name: String) -> PartialDate? {
    let numbers = element.required(name, faults).split(separator: "-").compactMap { Int($0) }
    if numbers.count == 3, let date = PartialDate(checkedYear: numbers[0], month: numbers[1], day: numbers[2]) {
      return date
    }
    faults.add(
      .profileDate, at: element.place, Phrase("\(name) 不是真实的日期", "\(name) is no real date"),
      hint: Phrase("写成 2020-11-11", "write it as 2020-11-11"))
    return nil
  }

  func dayCount() -> DayCount {
    guard let element = root.first("day-count") else { return DayCount() }
    return DayCount(
      start: element.word("start", DayCount.Start.self, faults) ?? .nextDay,
      movesOffHolidays: element["holidays"] != "keep")
  }

  func clocks() -> [(clock: Profile.Clock, place: Place)] {
    root.elements(named: "clock").compactMap { element in
      let (field, from) = (element.required("field", faults), element.required("from", faults))
      // The grammar has seen to it that there is one.
      guard let period = Derivation.Period(element) else { return nil }
      return (
        Profile.Clock(field: FieldName(field), from: FieldName(from), period: period, basis: element["basis"] ?? ""),
        element.place
      )
    }
  }

  /// A dictionary in which the city's periods are derived fields.
  func settingPeriods(_ dictionary: FieldDictionary) throws(Refusal) -> FieldDictionary {
    let clocks = clocks()
    for (clock, place) in clocks where dictionary[clock.field] == nil { noteUnknown(clock.field, at: place) }
    return clocks.isEmpty
      ? dictionary
      : try dictionary.deriving(
        clocks.map { ($0.clock.field, Derivation(.deadline(from: $0.clock.from, $0.clock.period)), $0.place) })
  }
}

/// What a profile says of what must come before what, of who is left out, and of its own zones.
extension ProfileReader {
  func guards(in dictionary: FieldDictionary) -> [RecordGuard] {
    let guards = root.elements(named: "guard").map { element in
      (
        guard: RecordGuard(
          field: FieldName(element.required("field", faults)), needs: names(element, "needs"),
          neverNeeds: names(element, "never-needs"), words: element.text.split(whereSeparator: \.isWhitespace).joined(),
          basis: element["basis"] ?? ""), place: element.place
      )
    }
    for (rule, place) in guards {
      for name in [rule.field] + rule.needs + rule.neverNeeds where dictionary[name] == nil {
        noteUnknown(name, at: place)
      }
    }
    checkForbidden(guards)
    return guards.map(\.guard)
  }

  /// What nothing may depend on must not be demanded elsewhere in the profile.
  private func checkForbidden(_ guards: [(guard: RecordGuard, place: Place)]) {
    let forbidden = Dictionary(
      guards.flatMap { each in each.guard.neverNeeds.map { ($0, each.guard) } }, uniquingKeysWith: { first, _ in first }
    )
    func note(_ name: FieldName, at place: Place) {
      guard let rule = forbidden[name] else { return }
      faults.add(
        .profileGuard, at: place,
        Phrase(
          "\(name) 不得作为前提条件：\(rule.words)（\(rule.basis)）",
          "\(name) must not be made a condition: \(rule.words) (\(rule.basis))"))
    }
    for element in root.elements(named: "require") { note(FieldName(element["field"] ?? ""), at: element.place) }
    for (rule, place) in guards { for name in rule.needs { note(name, at: place) } }
  }

  func orders(in dictionary: FieldDictionary) -> [DateOrder] {
    root.elements(named: "order").map { element in
      let names = names(element, "fields")
      for name in names where dictionary[name]?.type != .date {
        faults.add(
          .profileUnknownField, at: element.place, Phrase("\(name) 不是日期字段", "\(name) is no date field"))
      }
      return DateOrder(fields: names, basis: element["basis"] ?? "")
    }
  }

  func exclusions() -> [Profile.Exclusion] {
    root.elements(named: "exclusion").map {
      Profile.Exclusion(
        code: $0.required("code", faults), basis: $0["basis"] ?? "",
        papers: ($0["from"] ?? "").split(whereSeparator: \.isWhitespace).map { String($0) })
    }
  }

  /// A dictionary in which only the city's own reasons can be chosen, when it names any.
  func choosingReasons(_ dictionary: FieldDictionary) -> FieldDictionary {
    let list = "exclusion-reason"
    let known = Set(dictionary.optionLists[list]?.options.map(\.code) ?? [])
    let elements = root.elements(named: "exclusion")
    for element in elements where !known.contains(element["code"] ?? "") {
      faults.add(
        .profileUnknownOption, at: element.place,
        Phrase("选项表 \(list) 中没有代码 \(element["code"] ?? "")", "\(list) has no code \(element["code"] ?? "")"),
        hint: Phrase(
          "可用：\(known.sorted().joined(separator: " "))", "one of: \(known.sorted().joined(separator: " "))"))
    }
    return elements.isEmpty ? dictionary : dictionary.keeping(Set(elements.compactMap { $0["code"] }), of: list)
  }

  func zones() -> [Profile.Zone] {
    root.elements(named: "area").map { Profile.Zone(name: $0.required("name", faults), code: $0["code"]) }
  }

  private func names(_ element: XMLElement, _ attribute: String) -> [FieldName] {
    (element[attribute] ?? "").split(whereSeparator: \.isWhitespace).map { FieldName(String($0)) }
  }

  private func noteUnknown(_ name: FieldName, at place: Place) {
    faults.add(
      .profileUnknownField, at: place, Phrase("字典中没有字段 “\(name)”", "the dictionary has no field \"\(name)\""))
  }
}
