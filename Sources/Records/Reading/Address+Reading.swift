import Diagnostics

/// Reads addresses, in one line or in boxes.
extension Address {
  /// Cuts a line into parts; what it leaves in doubt is a suggestion.
  static func read(_ text: String, places: [RecordRules.KnownPlace], _ notes: inout Notes) -> Address {
    let line = text.removing { $0 == "\u{3000}" }
    var address = Address(splitting: line)
    if !isMarked(line) { address.lookUp(in: places) }
    if !address.isComplete, !address.number.string.isEmpty {
      notes.suggest(
        .addressIncomplete, "地址中没有认出\(address.street.string.isEmpty ? "街道（镇）" : "社区（村）")，其余部分都归入门牌号",
        "no \(address.street.string.isEmpty ? "street or town" : "community") was found in the address; the rest was taken for the number",
        hint: Phrase("请分开填写市（区）、街道（镇）、社区、号", "give city, street, community and number apart"))
    }
    return address
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
  static func read(parts: [String], places: [RecordRules.KnownPlace], _ notes: inout Notes) -> FieldValue? {
    let filled = parts.filter { !$0.isEmpty }
    guard let first = filled.first else { return nil }
    if filled.allSatisfy(SpecialWords.meansUnknown) { return .unknown(ExactText(first)) }
    var kept = parts.map { SpecialWords.meansUnknown($0) ? "" : $0 }
    if kept != parts { notes.fix(.unknownPartDropped, "表示“没有”的格子已按空白处理", "boxes that say “none” were taken for empty") }
    if kept.contains(where: { $0.unicodeScalars.contains(bar) }) {
      notes.fix(.invisibleRemoved, "已去掉分隔符 ｜", "the separator ｜ was removed")
      kept = kept.map { $0.removing { $0 == bar } }
    }
    guard kept.prefix(3).allSatisfy({ $0.isEmpty }) else { return .address(Address(parts: kept)) }
    // One long line in the last box.
    return .address(read(kept[3], places: places, &notes))
  }
}
