import Diagnostics

/// The reading of one field from all its boxes: the whole value, or its parts.
struct FieldReading {
  private let whole: RawValue?
  private let parts: [(part: FieldPart, raw: RawValue)]
  private let gate: Gate
  private let rule: FieldRule
  var notes: Notes

  /// - Parameter unordered: The boxes of one field, at least one.
  init(_ unordered: ArraySlice<RawBox>, gate: Gate) {
    // The whole value, which has no part, comes first.
    let boxes =
      unordered.count == 1 ? unordered : unordered.sorted { ($0.part?.rawValue ?? "") < ($1.part?.rawValue ?? "") }[...]
    let first = boxes[boxes.startIndex]
    whole = first.part == nil ? first.value : nil
    parts = boxes.count == 1 && whole != nil ? [] : boxes.compactMap { box in box.part.map { ($0, box.value) } }
    self.gate = gate
    rule = first.rule
    notes = Notes(rule, at: first.value.place)
  }

  mutating func read() -> FieldValue? {
    let fromWhole = whole.flatMap { read($0) }
    guard !parts.isEmpty else { return fromWhole }
    let fromParts = readParts()
    guard let fromWhole, let fromParts else { return fromWhole ?? fromParts }
    if fromWhole != fromParts, !isCompatible(fromWhole, fromParts) {
      notes.refuse(
        .partsDisagree, "整项与分项填写的内容不一致", "the whole value and its parts disagree",
        hint: Phrase("请只填一处，或改成一致", "give only one of them, or make them agree"))
    }
    return fromWhole
  }

  /// 1958年3月 beside the boxes 1958 and 3, or ticks beside a cell that names some of the options.
  private func isCompatible(_ a: FieldValue, _ b: FieldValue) -> Bool {
    if case .date(let first) = a, case .date(let second) = b { return first.agrees(with: second) }
    return a.text() == b.text()
  }

  // MARK: The whole value

  private mutating func read(_ raw: RawValue) -> FieldValue? {
    guard let text = cleaned(raw) else { return nil }
    switch rule.type {
    case .residentID where !SpecialWords.meansUnknown(text):
      return ResidentID.read(text, kind: raw.kind, today: gate.today, areas: gate.rules.areaCodes, &notes)
        .map { .residentID($0) }
    case .option: return Choice.read(text, &notes)
    case .options: return Choice.readSeveral(text, &notes)
    case _ where SpecialWords.meansUnknown(text): return .unknown(ExactText(text))
    case .name: return PersonName.read(text, &notes).map { .text($0) }
    case .date: return PartialDate.read(text, kind: raw.kind, today: gate.today, &notes).map { .date($0) }
    case .phone:
      let phones = PhoneNumber.read(text, areaCode: gate.rules.phoneAreaCode, &notes)
      return phones.isEmpty ? nil : .phones(phones)
    case .address: return Address.read(text, in: gate.rules, &notes)
    case .count: return Count.read(text, &notes).map { .count($0) }
    case .creditCode: return CreditCode.read(text, kind: raw.kind, &notes).map { .creditCode($0) }
    case .amount: return Amount.read(text, kind: raw.kind, &notes).map { .amount($0) }
    case .area: return Area.read(text, kind: raw.kind, &notes).map { .area($0) }
    case .number: return DecimalNumber.read(text, kind: raw.kind, &notes).map { .number($0) }
    case .text, .residentID: return plainText(text, raw.kind)
    }
  }

  /// Text that holds whatever was written. Signs of a wrong character set are pointed out, not repaired.
  private mutating func plainText(_ text: String, _ kind: RawValue.Kind) -> FieldValue? {
    if case .number(let value) = kind, abs(value) >= 1e15 {
      notes.refuse(
        .digitsLost, "长号码在表格里存成了数值，末几位已经丢失", "a long number was stored as a numeric cell and lost its last digits",
        hint: Phrase("请把该列设为文本格式，再重新录入", "format the column as text and enter it again"))
      return nil
    }
    if text.unicodeScalars.contains(where: { $0 == "\u{FFFD}" || $0 == "锟" || $0.isPrivateUse }) {
      notes.warn(
        .mojibake, "文字中有乱码或无法识别的字", "the text holds garbled or private-use characters",
        hint: Phrase("请核对原件并重新输入", "check the original and type it again"))
    }
    return .text(ExactText(text))
  }

  /// The text as the readers take it; `nil` when nothing is left of it, or when it was refused.
  private mutating func cleaned(_ raw: RawValue) -> String? {
    notes.place = raw.place
    let cleaned = CleanedText(text(of: raw), keepsRadicals: rule.type == .name)
    note(cleaned.changes)
    guard !cleaned.text.isEmpty else { return nil }
    guard cleaned.text.utf8.count <= rule.limit || cleaned.text.unicodeScalars.count <= max(rule.limit, slack) else {
      notes.refuse(
        .tooLong, "内容过长（\(cleaned.text.unicodeScalars.count) 个字符，最多 \(rule.limit) 个）",
        "the value is too long (\(cleaned.text.unicodeScalars.count) characters, at most \(rule.limit))",
        hint: Phrase("请检查是否粘贴了别的内容", "check whether something else was pasted in"))
      return nil
    }
    if SpecialWords.meansDitto(cleaned.text) {
      notes.refuse(
        .dittoUnresolved, "“同上”不是具体内容", "“ditto” is no value",
        hint: Phrase("请写出实际内容", "write the value out"))
      return nil
    }
    return cleaned.text
  }

  /// Room for blanks, brackets and the like around values whose own reader says better what is wrong with them.
  private var slack: Int { rule.type == .text || rule.type == .name || rule.type == .address ? 0 : 60 }

  private func text(of raw: RawValue) -> String {
    switch raw.kind {
    case .number(let value) where value == value.rounded() && abs(value) < 1e15: String(Int(value))
    case .number(let value) where raw.text.isEmpty: String(value)
    case .dateSerial where raw.text.isEmpty: "0"
    case .mark(let isOn) where raw.text.isEmpty: isOn ? "是" : ""
    default: raw.text
    }
  }

  private mutating func note(_ changes: CleanedText.Changes) {
    guard !changes.isEmpty else { return }
    if changes.contains(.trimmed) { notes.fix(.trimmed, "已去掉首尾空格", "blanks at the ends were removed") }
    if changes.contains(.invisible) { notes.fix(.invisibleRemoved, "已去掉看不见的字符", "invisible characters were removed") }
    if changes.contains(.lineBreaks) {
      notes.fix(.lineBreakRemoved, "换行、制表符已改为空格", "line breaks and tabs were made blanks")
    }
    if changes.contains(.radicals) {
      notes.fix(.radicalReplaced, "部首字符已改为汉字", "radicals were made the ideographs they look like")
    }
  }

  // MARK: Parts

  private mutating func readParts() -> FieldValue? {
    switch rule.type {
    case .option, .options: return Choice.read(marks: parts, &notes)
    case .date: return readDate()
    case .address:
      let texts = texts(of: [.city, .street, .community, .number])
      return Address.read(parts: texts, in: gate.rules, &notes)
    default:
      for (part, _) in parts {
        notes.refuse(.partUnreadable, "这一项没有分项 \(part.rawValue)", "this field has no part \(part.rawValue)")
      }
      return nil
    }
  }

  /// The cleaned texts of these parts, in this order, `""` where one is not given; other parts are errors.
  private mutating func texts(of known: [FieldPart]) -> [String] {
    for (part, _) in parts where !known.contains(part) {
      notes.refuse(.partUnreadable, "这一项没有分项 \(part.rawValue)", "this field has no part \(part.rawValue)")
    }
    return known.map { name in
      guard let raw = parts.first(where: { $0.part == name })?.raw else { return "" }
      return cleaned(raw) ?? ""
    }
  }

  /// Year, month and day in boxes of their own; the first alone may hold a whole date, or a word for “not known”.
  private mutating func readDate() -> FieldValue? {
    let texts = texts(of: [.year, .month, .day])
    let filled = texts.filter { !$0.isEmpty }
    guard let first = filled.first else { return nil }
    if filled.allSatisfy(SpecialWords.meansUnknown) { return .unknown(ExactText(first)) }
    let known = texts.map { SpecialWords.meansUnknown($0) ? "" : $0 }
    if known != texts {
      notes.fix(.unknownPartDropped, "表示“不详”的格子已按空白处理", "boxes that say “not known” were taken for empty")
    }
    if known[1].isEmpty, known[2].isEmpty { return date(known[0]) }
    guard !known[0].isEmpty, !known[1].isEmpty else {
      notes.refuse(
        .dateUnreadable, "只填了月或日，缺少前面的年或月", "a month or day stands without the year or month before it",
        hint: Phrase("请补全日期", "complete the date"))
      return nil
    }
    let day = known[2].isEmpty ? "" : Self.withSuffix(known[2], ["日", "号"])
    return date(Self.withSuffix(known[0], ["年"]) + Self.withSuffix(known[1], ["月"]) + day)
  }

  private mutating func date(_ text: String) -> FieldValue? {
    PartialDate.read(text, kind: .text, today: gate.today, &notes).map { .date($0) }
  }

  private static func withSuffix(_ text: String, _ suffixes: [String]) -> String {
    suffixes.contains(where: text.hasSuffix) ? text : text + suffixes[0]
  }
}
