import Records

/// Whose a label is: 联系电话 behind 经办人, or 姓名 under the title 配偶情况, is another's.
extension BoxClues {
  func inContext(_ clue: Clue, _ label: String, _ spot: DraftBox.Spot, _ layout: PageLayout) -> [Clue] {
    let label = comparableHeading(label)
    let row = layout.rowBefore(spot.area)
    for head in row.last.map({ heads(of: $0, layout) }) ?? [] {
      if let other = another(head + label, than: clue) { return [clue.weakened(by: 0.2), other] }
    }
    if let head = header(of: row.first ?? spot.area, layout) { return under([head], clue, label, isOwn: true) }
    // 填表人 and 网格员 have telephones, too, and no field for them.
    if vocabulary.isShared(label, by: clue.meaning.key), row.contains(where: { isStranger($0, layout) }) {
      return [clue.weakened(by: 0.5)]
    }
    return under(layout.titles(of: spot.area).filter { $0.count <= 10 }, clue, label, isOwn: false)
  }

  /// - Parameter isOwn: Whether the words stand in the row itself, so that they speak for it whatever they are.
  private func under(_ titles: [String], _ clue: Clue, _ label: String, isOwn: Bool) -> [Clue] {
    for title in titles {
      if let other = another(comparableHeading(title) + label, than: clue) { return [clue.weakened(by: 0.2), other] }
      guard let (word, entities) = vocabulary.entity(atStartOf: title) else {
        if isOwn, vocabulary.isShared(label, by: clue.meaning.key) { return [clue.weakened(by: 0.5)] }
        continue
      }
      if let other = another(word + label, than: clue) { return [clue.weakened(by: 0.2), other] }
      if !entities.contains(vocabulary.entity(of: clue.meaning.key)) { return [clue.weakened(by: 0.6)] }
    }
    return [clue]
  }

  private func another(_ words: String, than clue: Clue) -> Clue? {
    guard let reading = vocabulary.reading(ofLabel: words), !reading.isIgnored, reading.meaning != clue.meaning else {
      return nil
    }
    return Clue(source: .row, meaning: reading.meaning, entry: reading.entry, weight: 0.9, words: words)
  }

  /// The label of a box, in the ways to put it together.
  private func heads(of spot: Area, _ layout: PageLayout) -> [String] {
    layout.left(of: spot).map { comparableHeading($0.text) }.filter { $0.count >= 2 }
  }

  /// What stands in a row before the label of its first box: 配偶情况 before 姓名.
  private func header(of first: Area, _ layout: PageLayout) -> String? {
    let labels = layout.left(of: first)
    guard let whole = labels.first.map({ comparableHeading($0.text) }), let (label, _) = self.first(of: labels) else {
      return nil
    }
    let own = comparableHeading(label.text)
    let head = String(whole.dropLast(own.count))
    guard whole.hasSuffix(own), head.count >= 2, head.contains(where: \.isLetter) else { return nil }
    return head
  }

  /// Whether a box is somebody's whom no field knows.
  private func isStranger(_ spot: Area, _ layout: PageLayout) -> Bool {
    let labels = layout.left(of: spot)
    guard let label = labels.last, first(of: labels) == nil else { return false }
    return Self.people.contains { comparableHeading(label.text).hasSuffix($0) }
  }

  /// How words for people end.
  private static let people = ["人", "员", "师", "长", "专干", "干部", "医生", "姓名", "子女", "父亲", "母亲", "代表", "主任"]
}

extension PageLayout {
  /// The boxes of a row that stand before one, from left to right.
  fileprivate func rowBefore(_ spot: Area) -> [Area] {
    spots.filter { $0.sharedHeight(with: spot) > 0.6 && $0.maxX <= spot.minX + 3 }.sorted { $0.minX < $1.minX }
  }
}
