import Records

/// Gathers what speaks for what a box of text holds.
struct BoxClues {
  let boxes: [DraftBox]
  let layouts: [Int: PageLayout]
  let rows: BoxRows
  let tables: EntryTables
  let vocabulary: Vocabulary

  func clues(of number: Int) -> [Clue] {
    let box = boxes[number]
    let cell = tables.cells[number]
    let share = rows.shares[number]
    var clues = said(of: box, in: cell?.group)
    if let cell {
      if let meaning = cell.meaning {
        clues.append(Clue(source: .table, meaning: meaning, entry: cell.entry, weight: 0.88, words: cell.heading))
      }
      clues = clues.filter { $0.meaning.group == cell.group }
      for index in clues.indices { clues[index].entry = cell.entry }
    } else if !tables.unsettled.contains(number), let spot = boxes[share?.base ?? number].spots.first {
      if hasUnknownLabel(spot) { clues = clues.map { $0.source == .name ? $0.weakened(by: 0.65) : $0 } }
      clues += printed(around: spot)
    }
    return clues.compactMap { clue in
      var clue = clue
      guard let meaning = shared(clue.meaning, share) else { return nil }
      clue.meaning = meaning
      clue.weight *= plausibility(of: clue.meaning, box, share)
      return clue.weight > 0.1 ? clue : nil
    }
  }

  /// Whether the box is one of those that hold nothing of a record, such as row numbers.
  func isIgnored(_ number: Int) -> String? {
    guard let spot = boxes[number].spots.first, let layout = layouts[spot.page] else { return nil }
    let left = layout.left(of: spot.area)
    return (left.isEmpty ? layout.above(spot.area) : left).first {
      vocabulary.reading(ofLabel: $0.text)?.isIgnored == true
    }?.text
  }

  // MARK: What the file says

  private func said(of box: DraftBox, in group: FieldName?) -> [Clue] {
    var clues: [Clue] = []
    let texts: [(Clue.Source, String?, Double)] = [
      (.tooltip, box.tooltip, 0.95), (.mapping, box.mappingName == box.name ? nil : box.mappingName, 0.85),
    ]
    for (source, text, weight) in texts {
      guard let text, let reading = vocabulary.reading(ofLabel: text, in: group), !reading.isIgnored else { continue }
      clues.append(
        Clue(source: source, meaning: reading.meaning, entry: reading.entry, weight: weight, words: text))
    }
    for (reading, weight, words) in vocabulary.readings(ofName: box.name) where !reading.isIgnored {
      clues.append(
        Clue(source: .name, meaning: reading.meaning, entry: reading.entry, weight: weight, words: words))
    }
    return clues
  }

  /// Whether a label stands beside or close above a box that nobody knows: then its name alone is not believed.
  private func hasUnknownLabel(_ spot: DraftBox.Spot) -> Bool {
    guard let layout = layouts[spot.page] else { return false }
    let left = layout.left(of: spot.area).filter { $0.gap < 60 && $0.text.count >= 2 }
    let near = left.isEmpty ? layout.above(spot.area).filter { $0.gap < 16 && $0.text.count >= 2 } : left
    return !near.isEmpty && first(of: near) == nil
  }

  // MARK: What is printed

  private func printed(around spot: DraftBox.Spot) -> [Clue] {
    guard let layout = layouts[spot.page] else { return [] }
    let left = layout.left(of: spot.area)
    if let (label, reading) = first(of: left) {
      return inContext(
        Clue(
          source: .left, meaning: reading.meaning, entry: reading.entry, weight: weight(ofGap: label.gap),
          words: label.text), label.text, spot, layout)
    }
    guard let (label, reading) = first(of: layout.above(spot.area)) else { return [] }
    // Where something stands at the left that nobody knows, what stands above is seldom the label.
    return inContext(
      Clue(
        source: .above, meaning: reading.meaning, entry: reading.entry,
        weight: left.contains { $0.gap < 60 } ? 0.4 : label.gap < 16 ? 0.78 : 0.6, words: label.text), label.text, spot,
      layout)
  }

  func first(of labels: [PageLayout.Label]) -> (PageLayout.Label, Vocabulary.Reading)? {
    let known = labels.filter { vocabulary.reading(ofLabel: $0.text)?.isIgnored == false }
    return vocabulary.reading(ofLabels: known.map(\.text)).map { (known[$0.number], $0.reading) }
  }

  private func weight(ofGap gap: Double) -> Double { gap < 35 ? 0.85 : gap < 70 ? 0.7 : 0.4 }

  // MARK: What fits

  /// A meaning for a box that holds a part or a piece of a value; `nil` when it cannot.
  private func shared(_ meaning: Meaning, _ share: BoxRows.Share?) -> Meaning? {
    guard case .part(let part, let type, _) = share else { return meaning }
    guard vocabulary.dictionary[meaning.key.name]?.type == type else { return nil }
    guard let said = meaning.key.part else {
      return Meaning(key: FieldKey(meaning.key.name, part), group: meaning.group)
    }
    return said == part ? meaning : nil
  }

  private func plausibility(of meaning: Meaning, _ box: DraftBox, _ share: BoxRows.Share?) -> Double {
    guard let field = vocabulary.dictionary[meaning.key.name] else { return 0 }
    if box.kind == .choice { return plausibility(of: field, choices: box) }
    if case .piece(_, let count, _) = share { return fits(field.type, count) ? 1 : 0.2 }
    // A tick in a box of text is seldom meant.
    if field.type == .options, meaning.key.part != nil { return 0.6 }
    guard let most = box.maxLength, most > 0 else { return 1 }
    if meaning.key.part == .year { return most >= 4 ? 1 : 0.3 }
    if meaning.key.part != nil { return 1 }
    return most >= least(field.type) ? 1 : 0.2
  }

  private func plausibility(of field: FieldDefinition, choices box: DraftBox) -> Double {
    guard field.type == .option || field.type == .options else { return 0.9 }
    let labels = box.options.map { $0.label.isEmpty ? $0.export : $0.label }
    let known = labels.count { vocabulary.option($0, of: field.name) != nil }
    return known * 2 >= max(labels.count - 1, 1) ? 1 : 0.3
  }

  private func fits(_ type: FieldType, _ count: Int) -> Bool {
    switch type {
    case .residentID, .creditCode: count == 18
    case .phone: count >= 7
    case .date: count == 6 || count == 8
    case .option, .options, .name: false
    default: true
    }
  }

  /// The shortest value of a type.
  private func least(_ type: FieldType) -> Int {
    switch type {
    case .residentID, .creditCode: 18
    case .phone: 7
    case .date: 6
    case .address: 8
    case .name: 2
    default: 1
    }
  }
}
