import Diagnostics

/// Reads addresses, in one line or in boxes.
extension Address {
  /// Cuts a line into parts; what it leaves in doubt is a suggestion.
  ///
  /// - Returns: `nil` when nothing is left of it.
  static func read(_ text: String, in rules: RecordRules, _ notes: inout Notes) -> FieldValue? {
    let line = plain(text)
    guard line.unicodeScalars.contains(bar) else { return read(line: line, rules, &notes) }
    let barred = line.unicodeScalars.split(separator: bar, omittingEmptySubsequences: false).map { String($0) }
    if barred.count == 4 { return read(parts: barred, in: rules, &notes) }
    return read(line: withoutBars(line), rules, &notes)
  }

  private static func read(line: String, _ rules: RecordRules, _ notes: inout Notes) -> FieldValue? {
    if SpecialWords.meansUnknown(line) { return .unknown(ExactText(line)) }
    var address = Address(splitting: line)
    if !isMarked(line) {
      address.takeArea(of: rules.areas)
      address.lookUp(in: rules.places)
    }
    address = Address(parts: withoutUnknown(address.parts, &notes))
    address.noteIncomplete(&notes)
    return address.parts.allSatisfy { $0.isEmpty } ? nil : .address(address)
  }

  private func noteIncomplete(_ notes: inout Notes) {
    guard !isComplete, !number.string.isEmpty else { return }
    let missing = street.string.isEmpty ? Phrase("街道（镇）", "street or town") : Phrase("社区（村）", "community")
    notes.suggest(
      .addressIncomplete, "地址中没有认出\(missing.chinese)，其余部分都归入门牌号",
      "no \(missing.english) was found in the address; the rest was taken for the number",
      hint: Phrase("请分开填写市（区）、街道（镇）、社区、号", "give city, street, community and number apart"))
  }

  /// Blanks of one kind only, and none at the ends.
  private static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isBlank) else { return text }
    return CleanedText(String(String.UnicodeScalarView(text.unicodeScalars.map { isBlank($0) ? " " : $0 }))).text
  }

  private static func withoutBars(_ text: String) -> String {
    plain(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == bar ? " " : $0 })))
  }

  private static func withoutUnknown(_ parts: [String], _ notes: inout Notes) -> [String] {
    let kept = parts.map { SpecialWords.meansUnknown($0) ? "" : $0 }
    if kept != parts { notes.fix(.unknownPartDropped, "表示“没有”的格子已按空白处理", "boxes that say “none” were taken for empty") }
    return kept
  }

  /// Moves the name of a functional zone from the head of the street to the city: 西咸新区沣东新城三桥街道, in which no suffix tells
  /// that 沣东新城 is no part of the street.
  private mutating func takeArea(of areas: [String]) {
    let line = street.string
    guard let area = areas.first(where: { line.hasPrefix($0) && line != $0 }) else { return }
    city = ExactText(city.string + area)
    street = ExactText(String(line.dropFirst(area.count)))
  }

  /// Finds the names of a city's own streets and communities, which may lack their suffix, at the head of the rest.
  private mutating func lookUp(in places: [RecordRules.KnownPlace]) {
    guard !isComplete, !number.string.isEmpty, community.string.isEmpty else { return }
    if street.string.isEmpty {
      guard let found = places.first(where: { Self.hasName($0.street, at: number.string) }) else { return }
      take(found.street, into: \.street)
    }
    let known = places.filter { Self.bare($0.street) == Self.bare(street.string) }.flatMap(\.communities)
    if let community = known.first(where: { Self.hasName($0, at: number.string) }) {
      take(community, into: \.community)
    }
  }

  private static func hasName(_ name: String, at line: String) -> Bool {
    bare(name).unicodeScalars.count >= 2 && line.hasPrefix(bare(name))
      && !line.dropFirst(bare(name).count).hasPrefix("路")
  }

  /// A place's name without the suffix that people leave out.
  private static func bare(_ name: String) -> String {
    for suffix in ["街道办事处", "街道", "办事处", "社区", "镇", "乡", "村"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  private mutating func take(_ name: String, into part: WritableKeyPath<Address, ExactText>) {
    let line = number.string
    let taken = line.hasPrefix(name) ? name : Self.bare(name)
    self[keyPath: part] = ExactText(taken)
    number = ExactText(String(line.dropFirst(taken.count)))
  }

  /// Takes boxes as they were filled. Words for “none” in some of them are dropped, in all of them they are the value.
  static func read(parts: [String], in rules: RecordRules, _ notes: inout Notes) -> FieldValue? {
    let plain = parts.map { withoutBars($0) }
    let filled = plain.filter { !$0.isEmpty }
    guard let first = filled.first else { return nil }
    if filled.allSatisfy(SpecialWords.meansUnknown) { return .unknown(ExactText(first)) }
    let kept = withoutUnknown(plain, &notes)
    // One long line in the last box.
    if kept.prefix(3).allSatisfy({ $0.isEmpty }) { return read(line: kept[3], rules, &notes) }
    let address = Address(parts: kept)
    guard address.line.unicodeScalars.count <= notes.rule.limit else {
      notes.refuse(
        .tooLong, "地址过长（最多 \(notes.rule.limit) 个字符）",
        "the address is too long (at most \(notes.rule.limit) characters)",
        hint: Phrase("请检查是否粘贴了别的内容", "check whether something else was pasted in"))
      return nil
    }
    return .address(address)
  }
}
