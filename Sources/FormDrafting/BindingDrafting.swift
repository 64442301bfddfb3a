package import ReaderProtocol
package import Records
import Templates

/// Guesses what the boxes of a foreign form hold, by what the file and the printed page say of them.
///
/// Precision goes before recall: a guess that a person must find wrong costs more than one that a person must make.
package struct BindingDrafting {
  /// Guesses that are less sure are left to a person.
  static let enough = 0.6
  /// Two boxes for one field: the better one needs so much more.
  static let lead = 0.25

  private let vocabulary: Vocabulary
  private let forms: [FormContent]

  /// - Parameters:
  ///   - dictionary: That of the profile.
  ///   - forms: Those of the profile; what a form much like this one shows is likelier.
  package init(dictionary: FieldDictionary, forms: [FormContent]) {
    vocabulary = Vocabulary(dictionary)
    self.forms = forms
  }

  /// Guesses the binding of a form.
  ///
  /// - Parameters:
  ///   - fields: Of the empty form, as the reader process gave them.
  ///   - pages: Of the same file.
  ///   - active: Likewise.
  package func draft(
    untrusted fields: [FormField], pages: [DraftPage], active: [ActiveItem] = []
  ) -> BindingDraft {
    let byNumber = Dictionary(pages.map { ($0.number, $0) }) { first, _ in first }
    let boxes = fields.compactMap { DraftBox($0, pages: byNumber) }
    let layouts = byNumber.mapValues { page in
      PageLayout(page: page, spots: boxes.flatMap(\.spots).filter { $0.page == page.number }.map(\.area))
    }
    let rows = BoxRows(boxes, layouts: layouts)
    let first = guesses(boxes, layouts, rows, likely: [], isAboutOne: false)
    let similar = similarForm(to: first)
    let guesses = guesses(boxes, layouts, rows, likely: similar?.fields ?? [], isAboutOne: Self.isAboutOne(first))
    let order = Self.readingOrder(of: boxes)
    return BindingDraft(
      boxes: order.map { guesses[$0].drafted(boxes[$0], around: Self.around(boxes[$0], layouts), vocabulary) },
      subject: guesses.contains { $0.use?.entry?.group.isOfBatchOrPeople == true } ? .batch : .retiree,
      similarForm: similar?.id, active: active.filter { $0.kind != ActiveItem.xfa })
  }

  /// Whether boxes outside of lists say who somebody is.
  private static func isAboutOne(_ guesses: [BoxGuess]) -> Bool {
    let own = Set(guesses.compactMap { $0.use?.entry == nil ? $0.use?.key.name.rawValue : nil })
    return own.count { $0.hasPrefix("retiree.") } >= 2
  }

  /// The form of ours that has most of the guessed fields, and at least half of them.
  private func similarForm(to guesses: [BoxGuess]) -> FormContent? {
    let names = Set(guesses.compactMap { $0.use?.key.name })
    let counted = forms.map { ($0, $0.fields.intersection(names).count) }
    // Of two that have as many, the smaller one is more like it.
    guard let (form, count) = counted.max(by: { ($0.1, $1.0.fields.count) < ($1.1, $0.0.fields.count) }),
      count >= 3, count * 2 >= names.count
    else { return nil }
    return form
  }

  private func guesses(
    _ boxes: [DraftBox], _ layouts: [Int: PageLayout], _ rows: BoxRows, likely: Set<FieldName>, isAboutOne: Bool
  ) -> [BoxGuess] {
    let tables = EntryTables(
      rows, vocabulary: vocabulary, layouts: layouts, likely: likely, isAboutOne: isAboutOne)
    let texts = BoxClues(boxes: boxes, layouts: layouts, rows: rows, tables: tables, vocabulary: vocabulary)
    let ticks = TickClues(boxes: boxes, layouts: layouts, vocabulary: vocabulary, likely: likely).findings()
    var guesses = boxes.indices.map { number in
      let found = ticks[number]
      let clues = boxes[number].isTicked ? found?.clues ?? [] : texts.clues(of: number)
      var guess = BoxGuess(Verdict(clues, likely: likely), ticks: found)
      if guess.verdict.candidates.isEmpty { guess.ignoredBy = texts.isIgnored(number) }
      return guess
    }
    settle(&guesses, boxes, rows)
    contest(&guesses, boxes)
    number(&guesses, order: Self.readingOrder(of: boxes))
    return guesses
  }

  // MARK: Settling

  private func settle(_ guesses: inout [BoxGuess], _ boxes: [DraftBox], _ rows: BoxRows) {
    for number in boxes.indices {
      // Parts and pieces of a value go where the first of them goes.
      let share = rows.shares[number]
      let leader = guesses[share?.base ?? number].verdict.candidates.first
      guard var best = leader, best.confidence >= Self.enough else { continue }
      var target = ForeignBinding.Target(best.meaning.key)
      switch share {
      case .part(let part, _, _): target.key.part = part
      case .piece(let piece, _, _): target.piece = piece
      case nil: break
      }
      best.meaning.key = target.key
      target.entry = best.meaning.group.map {
        ForeignBinding.Entry(group: $0, ordinal: best.clues.compactMap(\.entry).first ?? 0)
      }
      let name = target.key.name
      if boxes[number].isTicked {
        guard target.key.part != nil || vocabulary.dictionary[name]?.optionList != nil else { continue }
        target.word = guesses[number].ticks?.words[name]
        target.words = guesses[number].ticks?.maps[name] ?? [:]
        // A single tick needs a word or an option to stand for.
        if !boxes[number].isGroup, target.word == nil, target.key.part == nil { continue }
      } else if boxes[number].kind == .choice {
        target.words = words(of: boxes[number], in: name)
      }
      guesses[number].use = target
      guesses[number].best = best
    }
  }

  /// What stored values stand for where the list shows words for them.
  private func words(of box: DraftBox, in field: FieldName) -> [String: String] {
    var words: [String: String] = [:]
    for option in box.options where option.export != option.label {
      guard let found = vocabulary.option(option.label, of: field), found.label != option.export else { continue }
      words[option.export] = found.label
    }
    return words
  }

  /// Of boxes that seem to hold the same, the one that is much surer keeps it; otherwise a person decides.
  private func contest(_ guesses: inout [BoxGuess], _ boxes: [DraftBox]) {
    struct Claim: Hashable {
      var owner: ForeignBinding.Owner
      var piece: Int?
      var word: String?
    }
    var claims: [Claim: [Int]] = [:]
    for number in boxes.indices {
      guard let use = guesses[number].use, use.entry?.ordinal != 0 else { continue }
      claims[Claim(owner: use.owner, piece: use.piece, word: use.word), default: []].append(number)
    }
    for numbers in claims.values where numbers.count > 1 {
      let sorted = numbers.sorted { guesses[$0].confidence > guesses[$1].confidence }
      let leads =
        guesses[sorted[0]].confidence - guesses[sorted[1]].confidence >= Self.lead
        || (guesses[sorted[0]].isBeside && sorted.dropFirst().allSatisfy { !guesses[$0].isBeside })
      for number in leads ? Array(sorted.dropFirst()) : sorted { guesses[number].use = nil }
    }
    dropMixed(&guesses)
  }

  /// A value stands whole or in parts, in pieces or in one; what is mixed, a person sorts out.
  private func dropMixed(_ guesses: inout [BoxGuess]) {
    var byField: [ForeignBinding.Owner: [Int]] = [:]
    for (number, guess) in guesses.enumerated() {
      guard let use = guess.use, use.entry?.ordinal != 0 else { continue }
      byField[ForeignBinding.Owner(key: FieldKey(use.key.name), entry: use.entry), default: []].append(number)
    }
    for numbers in byField.values where numbers.count > 1 {
      let uses = numbers.compactMap { guesses[$0].use }
      let shapes = Set(uses.map { [$0.key.part != nil, $0.piece != nil, $0.word != nil] })
      if shapes.count > 1 { for number in numbers { guesses[number].use = nil } }
    }
  }

  /// Entries that nothing numbers, such as two lines 联系人 … 电话 …, are counted as they come: a new one begins where the
  /// first field of the group stands again.
  private func number(_ guesses: inout [BoxGuess], order: [Int]) {
    var leader: [FieldName: FieldKey] = [:]
    var count: [FieldName: Int] = [:]
    var taken: [ForeignBinding.Owner: Int] = [:]
    for number in order {
      guard var use = guesses[number].use, let entry = use.entry, entry.ordinal == 0 else { continue }
      let first = leader[entry.group] ?? use.key
      leader[entry.group] = first
      if use.key == first, use.piece ?? 1 == 1, use.word == nil { count[entry.group, default: 0] += 1 }
      use.entry?.ordinal = max(count[entry.group] ?? 1, 1)
      guesses[number].use = use
      guard use.piece == nil, use.word == nil else { continue }
      if let before = taken.updateValue(number, forKey: use.owner) {
        guesses[number].use = nil
        guesses[before].use = nil
      }
    }
  }

  // MARK: Order

  private static func readingOrder(of boxes: [DraftBox]) -> [Int] {
    let placed = boxes.enumerated().compactMap { number, box in
      box.spots.first.map { PlacedBox(number: number, page: $0.page, area: $0.area) }
    }
    let shown = BoxRows.rows(of: placed).joined().map(\.number)
    return shown + boxes.indices.filter { boxes[$0].spots.isEmpty }
  }

  /// What is printed left of a box, above and behind it.
  private static func around(_ box: DraftBox, _ layouts: [Int: PageLayout]) -> [String] {
    guard let spot = box.spots.first, let layout = layouts[spot.page] else { return [] }
    return [layout.left(of: spot.area).first, layout.above(spot.area).first, layout.right(of: spot.area).first]
      .map { $0?.text ?? "" }
  }
}

extension FieldName {
  /// Whether it is a repeated part of a batch, people among them.
  fileprivate var isOfBatchOrPeople: Bool { rawValue.hasPrefix("batch.") }
}
