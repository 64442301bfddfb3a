import Records

/// Gathers what speaks for what check boxes and radio groups hold.
struct TickClues {
  /// What one place to tick stands for, if its list has that word.
  struct Word {
    var text: String
    var option: OptionList.Option
  }

  let boxes: [DraftBox]
  let layouts: [Int: PageLayout]
  let vocabulary: Vocabulary
  /// Fields of the form of ours that this one is most like.
  let likely: Set<FieldName>

  /// What is found out about one box.
  struct Finding {
    var clues: [Clue] = []
    /// Of a check box that is one of several words: the word, by the field.
    var words: [FieldName: String] = [:]
    /// Of a radio group: the word of each stored value, by the field.
    var maps: [FieldName: [String: String]] = [:]
  }

  // MARK: Check boxes

  /// Check boxes that stand beside one another, with the words beside them.
  func findings() -> [Int: Finding] {
    var findings: [Int: Finding] = [:]
    for cluster in clusters() { take(cluster, into: &findings) }
    for (number, box) in boxes.enumerated() where box.isTicked {
      if box.isGroup {
        findings[number] = group(box)
      } else {
        findings[number, default: Finding()].clues += own(box)
      }
    }
    return findings
  }

  private func clusters() -> [[PlacedBox]] {
    let placed = boxes.enumerated().compactMap { number, box in
      box.spots.first.map { PlacedBox(number: number, page: $0.page, area: $0.area) }
    }
    var clusters: [[PlacedBox]] = []
    for row in BoxRows.rows(of: placed) {
      var current: [PlacedBox] = []
      for box in row {
        let isTick = boxes[box.number].isTicked && !boxes[box.number].isGroup
        if !isTick || current.last.map({ base(of: box) != nil && !hasWordBehind($0, before: box) }) ?? false {
          if !current.isEmpty { clusters.append(current) }
          current = []
        }
        if isTick { current.append(box) }
      }
      if !current.isEmpty { clusters.append(current) }
    }
    return clusters
  }

  /// Whether the words between two places are those of the first: ☐健康 ☐一般.
  private func hasWordBehind(_ first: PlacedBox, before second: PlacedBox) -> Bool {
    guard first.page == second.page, let layout = layouts[first.page], let word = layout.right(of: first.area).first,
      let label = layout.left(of: second.area).first
    else { return false }
    return word.text == label.text && word.gap < label.gap
  }

  /// The field with options that the words before a box name, where they are not the word of the box itself.
  private func base(of box: PlacedBox) -> (field: FieldDefinition, words: String, entry: Int?, group: FieldName?)? {
    for label in layouts[box.page]?.left(of: box.area) ?? [] {
      for text in [label.text] + Self.heads(of: label.text) {
        guard let reading = vocabulary.reading(ofLabel: text), reading.meaning.key.part == nil,
          let field = vocabulary.dictionary[reading.meaning.key.name], field.optionList != nil
        else { continue }
        return (field, text, reading.entry, reading.meaning.group)
      }
    }
    return nil
  }

  /// What stands before a colon: 性别：男.
  private static func heads(of text: String) -> [String] {
    text.contains { "：:".contains($0) } ? [String(text.prefix { !"：:".contains($0) })] : []
  }

  private func take(_ cluster: [PlacedBox], into findings: inout [Int: Finding]) {
    let base = base(of: cluster[0])
    let fields =
      base.map { [$0.field] }
      ?? vocabulary.dictionary.fields.filter { $0.optionList != nil && likely.contains($0.name) }
    var best: (field: FieldDefinition, words: [Word?], count: Int, isBehind: Bool)?
    var rivals = 0
    for field in fields {
      for isBehind in sides(of: cluster.map { ($0.area, $0.page) }) {
        let words = cluster.map { word(of: $0.area, on: $0.page, isBehind: isBehind, in: field.name) }
        let count = Set(words.compactMap { $0?.option.label }).count
        guard count > 0, count == words.count(where: { $0 != nil }) else { continue }
        if count > best?.count ?? 0 {
          (best, rivals) = ((field, words, count, isBehind), 0)
        } else if count == best?.count, field.name != best?.field.name {
          rivals += 1
        }
      }
    }
    guard let best, base != nil || (rivals == 0 && best.count >= 2 && best.count == cluster.count) else { return }
    // Words alone say less than a label before them.
    let weight = base == nil ? 0.65 : best.count * 2 >= cluster.count ? 0.93 : 0.5
    for (box, word) in zip(cluster, best.words) {
      let other = best.count * 2 >= cluster.count ? self.other(box, isBehind: best.isBehind, in: best.field) : nil
      guard let (text, label) = word.map({ ($0.text, $0.option.label) }) ?? other.map({ ($0, $0) }) else { continue }
      let part = best.field.type == .options ? word.map { FieldPart($0.option.code) } : nil
      let meaning = Meaning(key: FieldKey(best.field.name, part), group: base?.group)
      findings[box.number, default: Finding()].clues.append(
        Clue(
          source: base == nil ? .options : .left, meaning: meaning, entry: base?.entry, weight: weight,
          words: [base?.words, text].compactMap(\.self).joined(separator: " ")))
      if part == nil { findings[box.number, default: Finding()].words[best.field.name] = label }
    }
  }

  /// The word beside a place to tick among others, for a field that takes words which are not on its list.
  private func other(_ box: PlacedBox, isBehind: Bool, in field: FieldDefinition) -> String? {
    guard field.type == .option, vocabulary.dictionary.options(of: field.name)?.isOpen == true,
      let layout = layouts[box.page]
    else { return nil }
    let label = (isBehind ? layout.right(of: box.area) : layout.left(of: box.area)).first
    guard let label, label.gap < 12, (1...8).contains(label.text.count), label.text.allSatisfy(\.isLetter) else {
      return nil
    }
    return label.text
  }

  /// On which side of their places words may stand: where they are clearly nearer to one side, on that only.
  private func sides(of places: [(area: Area, page: Int)]) -> [Bool] {
    func gap(_ labels: [PageLayout.Label]?) -> Double { min(labels?.first?.gap ?? 20, 20) + 1 }
    let behind = places.reduce(0) { $0 + gap(layouts[$1.page]?.right(of: $1.area)) }
    let before = places.reduce(0) { $0 + gap(layouts[$1.page]?.left(of: $1.area)) }
    return behind * 1.5 < before ? [true] : before * 1.5 < behind ? [false] : [true, false]
  }

  private func word(of area: Area, on page: Int, isBehind: Bool, in field: FieldName) -> Word? {
    guard let layout = layouts[page] else { return nil }
    if isBehind {
      for label in layout.right(of: area) where label.gap < 20 {
        if let option = vocabulary.option(label.text, of: field) { return Word(text: label.text, option: option) }
      }
      return nil
    }
    for label in layout.left(of: area) where label.gap < 20 {
      for text in [label.text, label.text.split { "：:".contains($0) }.last.map { String($0) } ?? ""] {
        if let option = vocabulary.option(text, of: field) { return Word(text: text, option: option) }
      }
    }
    return nil
  }

  /// What a check box says of itself: its tooltip, its name, or the word beside it that is a heading of its own.
  private func own(_ box: DraftBox) -> [Clue] {
    var clues: [Clue] = []
    func add(_ source: Clue.Source, _ text: String?, _ weight: Double) {
      guard let text, let reading = vocabulary.reading(ofLabel: text), isOption(reading.meaning) else { return }
      clues.append(Clue(source: source, meaning: reading.meaning, entry: reading.entry, weight: weight, words: text))
    }
    add(.tooltip, box.tooltip, 0.92)
    add(.mapping, box.mappingName == box.name ? nil : box.mappingName, 0.8)
    add(.name, box.name, 0.75)
    if let spot = box.spots.first, let layout = layouts[spot.page] {
      for label in layout.right(of: spot.area).prefix(1) where label.gap < 20 { add(.beside, label.text, 0.8) }
    }
    return clues
  }

  /// A box to tick can be one option of a field of several.
  private func isOption(_ meaning: Meaning) -> Bool {
    meaning.key.part != nil && vocabulary.dictionary[meaning.key.name]?.type == .options
  }

  // MARK: Radio groups

  private func group(_ box: DraftBox) -> Finding {
    var finding = Finding()
    for clue in named(box) {
      guard let field = vocabulary.dictionary[clue.meaning.key.name], field.optionList != nil,
        clue.meaning.key.part == nil
      else { continue }
      let (map, known) = map(of: box, in: field.name)
      var clue = clue
      clue.weight *= known == box.options.count ? 1 : Double(known) / Double(max(box.options.count, 1)) * 0.7
      finding.clues.append(clue)
      finding.maps[field.name] = map
      guard known == box.options.count, known >= 2 else { continue }
      finding.clues.append(
        Clue(
          source: .options, meaning: clue.meaning, weight: 0.5,
          words: box.options.map { map[$0.export] ?? $0.export }.joined(separator: " ")))
    }
    return finding
  }

  private func named(_ box: DraftBox) -> [Clue] {
    var clues: [Clue] = []
    func add(_ source: Clue.Source, _ text: String?, _ weight: Double) {
      guard let text, let reading = vocabulary.reading(ofLabel: text), !reading.isIgnored else { return }
      clues.append(Clue(source: source, meaning: reading.meaning, entry: reading.entry, weight: weight, words: text))
    }
    add(.tooltip, box.tooltip, 0.95)
    add(.mapping, box.mappingName == box.name ? nil : box.mappingName, 0.85)
    for (reading, weight, words) in vocabulary.readings(ofName: box.name) where !reading.isIgnored {
      clues.append(Clue(source: .name, meaning: reading.meaning, entry: reading.entry, weight: weight, words: words))
    }
    let first = box.spots.min {
      ($0.page, $0.area.midY.rounded(), $0.area.minX) < ($1.page, $1.area.midY.rounded(), $1.area.minX)
    }
    if let first, let base = base(of: PlacedBox(number: 0, page: first.page, area: first.area)) {
      clues.append(
        Clue(
          source: .left, meaning: Meaning(key: FieldKey(base.field.name), group: base.group), entry: base.entry,
          weight: 0.85, words: base.words))
    }
    return clues
  }

  /// The word of each stored value that is none itself, and how many values have a word.
  ///
  /// Numbers may be codes of ours or anything: only the word beside the button tells.
  func map(of box: DraftBox, in field: FieldName) -> (map: [String: String], known: Int) {
    let sides = sides(of: box.spots.map { ($0.area, $0.page) })
    for isBehind in sides {
      var map: [String: String] = [:]
      var known: Set<String> = []
      for option in box.options {
        let label = vocabulary.option(option.label, of: field) ?? vocabulary.option(option.export, of: field)
        let spot = box.spots.first { $0.state == option.export }
        let beside = spot.flatMap { word(of: $0.area, on: $0.page, isBehind: isBehind, in: field)?.option }
        // A value that says one thing and stands beside another is nobody's to guess.
        if let label, let beside, label.label != beside.label { continue }
        guard let found = beside ?? label, known.insert(found.label).inserted else { continue }
        if found.label != option.export { map[option.export] = found.label }
      }
      if known.count == box.options.count || isBehind == sides.last { return (map, known.count) }
    }
    return ([:], 0)
  }
}

extension DraftBox {
  var isTicked: Bool { kind == .checkbox || kind == .radio }
  /// Whether it is one of several values, and not ticked or open.
  var isGroup: Bool { kind == .radio || options.count > 1 }
}
