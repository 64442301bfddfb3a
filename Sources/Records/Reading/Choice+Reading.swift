import Diagnostics

/// Reads options: one word, several in a cell, or a box for each.
extension Choice {
  /// One option. A synonym is replaced by the list's word; in open lists other words stay, without a code.
  static func read(_ text: String, _ notes: inout Notes) -> FieldValue? {
    guard let index = notes.rule.options else { return .text(ExactText(text)) }
    if let found = index.option(text) {
      let choice = index.choice(found)
      noteSynonym(text, choice, &notes)
      return .choice([choice])
    }
    if SpecialWords.meansUnknown(text) { return .unknown(ExactText(text)) }
    if let ticked = tickedWord(text), let found = index.option(ticked) {
      notes.fix(
        .optionSynonym, "已按打勾的选项“\(index.choice(found).word)”读取",
        "read as the ticked option “\(index.choice(found).word)”")
      return .choice([index.choice(found)])
    }
    guard index.list.isOpen else { return refuse(text, &notes) }
    notes.warn(
      .optionNotListed, "“\(notes.shown(text))”不在选项表中，按原文保留",
      "“\(notes.shown(text))” is not in the list of options; it is kept as written")
    return .choice([Choice(code: nil, word: ExactText(text))])
  }

  /// 男☑ 女□: the one word with a tick.
  private static func tickedWord(_ text: String) -> String? {
    let ticked = OptionWords(text).words.filter { $0.mark == .on }
    return ticked.count == 1 ? ticked[0].text : nil
  }

  /// Several options of one cell, in the order of the list. Words for “none” mean no box at all.
  static func readSeveral(_ text: String, _ notes: inout Notes) -> FieldValue? {
    guard let index = notes.rule.options else { return nil }
    if SpecialWords.meansUnknown(text), index.option(text) == nil {
      notes.fix(.optionNone, "“\(text)”按一项都不选处理", "“\(text)” was read as none of the options")
      return nil
    }
    let cell = OptionWords(text)
    var chosen: Set<Int> = []
    for word in cell.words where !word.text.isEmpty {
      guard let found = index.option(word.text) else { return refuse(word.text, &notes) }
      if word.mark == .on || (word.mark == nil && !cell.hasBoxes) {
        chosen.insert(found)
        if !cell.hasBoxes { noteSynonym(word.text, index.choice(found), &notes) }
      }
    }
    return chosen.isEmpty ? nil : .choice(chosen.sorted().map(index.choice))
  }

  /// A box for each option, by the option's code.
  static func read(marks: [(part: FieldPart, raw: RawValue)], _ notes: inout Notes) -> FieldValue? {
    guard let index = notes.rule.options else { return nil }
    var chosen: Set<Int> = []
    for (part, raw) in marks {
      guard let option = index.list.options.firstIndex(where: { $0.code == part.rawValue }) else {
        notes.refuse(.partUnreadable, "没有选项 \(part.rawValue)", "there is no option \(part.rawValue)")
        continue
      }
      notes.place = raw.place
      if isOn(raw, option, index, &notes) { chosen.insert(option) }
    }
    return chosen.isEmpty ? nil : .choice(chosen.sorted().map(index.choice))
  }

  private static func isOn(_ raw: RawValue, _ option: Int, _ index: OptionIndex, _ notes: inout Notes) -> Bool {
    if case .mark(let isOn) = raw.kind { return isOn }
    let text = CleanedText(raw.text).text
    switch Mark(text) {
    case .on: return true
    case .off: return false
    case .cross:
      notes.suggest(
        .markCross, "“\(index.choice(option).word)”一栏打了叉，按“否”处理",
        "“\(index.choice(option).word)” holds a cross, which was read as no",
        hint: Phrase("如果叉表示选中，请改成 √", "if the cross means yes, make it √"))
      return false
    case nil:
      if SpecialWords.meansUnknown(text) { return false }
      // The option's own word in its column: 劳模 under 劳模.
      if index.option(text) == option { return true }
      notes.refuse(
        .markUnreadable, "“\(index.choice(option).word)”一栏看不出是否选中（\(notes.shown(text))）",
        "“\(index.choice(option).word)”: cannot tell whether it is ticked (\(notes.shown(text)))",
        hint: Phrase("请填 √ 或留空", "give √ or leave it empty"))
      return false
    }
  }

  private static func noteSynonym(_ text: String, _ choice: Choice, _ notes: inout Notes) {
    guard ExactText(text) != choice.word else { return }
    notes.fix(
      .optionSynonym, "“\(notes.shown(text))”已写成“\(choice.word)”",
      "“\(notes.shown(text))” was written as “\(choice.word)”")
  }

  private static func refuse(_ text: String, _ notes: inout Notes) -> FieldValue? {
    let words = notes.rule.options?.list.options.prefix(12).map(\.label).joined(separator: " ") ?? ""
    notes.refuse(
      .optionUnknown, "“\(notes.shown(text))”不是可用的选项", "“\(notes.shown(text))” is not one of the options",
      hint: Phrase("可用的选项：\(words)", "the options are: \(words)"))
    return nil
  }
}

/// The words of a cell, with the boxes that stand beside them.
struct OptionWords {
  struct Word {
    var text: String
    var mark: Mark?
  }

  private(set) var words: [Word] = []
  /// The cell copies a form's boxes: only ticked words count.
  private(set) var hasBoxes = false

  init(_ cell: String) {
    var current = Word(text: "")
    var scalars = String.UnicodeScalarView()
    // A box before the first word means that boxes stand before their words, otherwise after them.
    let leads = cell.unicodeScalars.first.flatMap { Mark(box: $0) } != nil
    func finish(_ word: inout Word) {
      word.text = String(scalars)
      scalars = String.UnicodeScalarView()
    }
    for scalar in cell.unicodeScalars {
      if let mark = Mark(box: scalar) {
        hasBoxes = true
        if leads {
          finish(&current)
          if !current.text.isEmpty { words.append(current) }
          current = Word(text: "", mark: mark)
        } else {
          finish(&current)
          current.mark = mark
          words.append(current)
          current = Word(text: "")
        }
      } else if OptionIndex.isSeparator(scalar) {
        guard !scalars.isEmpty, !(hasBoxesAhead(cell) && !leads) else { continue }
        finish(&current)
        words.append(current)
        current = Word(text: "")
      } else {
        scalars.append(scalar)
      }
    }
    finish(&current)
    if !current.text.isEmpty { words.append(current) }
  }

  private func hasBoxesAhead(_ cell: String) -> Bool { cell.unicodeScalars.contains { Mark(box: $0) != nil } }
}
