import Records

/// What a box may hold, as one clue has it.
struct Meaning: Hashable {
  var key: FieldKey
  var group: FieldName?
}

/// One reason to take a box for something.
struct Clue: Hashable {
  enum Source: String, CaseIterable {
    case tooltip, mapping, name, left, above, beside, options, table, row
  }

  var source: Source
  var meaning: Meaning
  /// Which entry of the group, where the clue says so.
  var entry: Int?
  /// How often this alone would be right, from 0 to 1.
  var weight: Double
  /// The words that it rests on.
  var words: String

  func weakened(by factor: Double) -> Clue {
    var clue = self
    clue.weight *= factor
    return clue
  }

  /// `左侧 left “姓名”`, for the person who sees the draft through.
  var reason: String {
    switch source {
    case .tooltip: "提示 tooltip “\(words)”"
    case .mapping: "导出名 export name “\(words)”"
    case .name: "框名 named “\(words)”"
    case .left: "左侧 left “\(words)”"
    case .above: "上方 above “\(words)”"
    case .beside: "旁边 beside “\(words)”"
    case .options: "选项 options “\(words)”"
    case .table: "表头 heading “\(words)”"
    case .row: "所在行 row “\(words)”"
    }
  }
}

/// What the clues of one box come to.
struct Verdict {
  /// A meaning, how sure it is, and why.
  struct Candidate {
    var meaning: Meaning
    var confidence: Double
    var clues: [Clue]
  }

  /// The likeliest first.
  var candidates: [Candidate]

  /// Clues of different sources that agree make a meaning surer; those that speak for another make it less sure.
  ///
  /// - Parameter likely: Fields that a form much like this one has; others are a little less sure. Empty: nothing is known.
  init(_ clues: [Clue], likely: Set<FieldName>) {
    var byMeaning: [Meaning: [Clue.Source: Clue]] = [:]
    for clue in clues {
      let known = byMeaning[clue.meaning]?[clue.source]
      if (known?.weight ?? 0) < clue.weight { byMeaning[clue.meaning, default: [:]][clue.source] = clue }
    }
    let alone = byMeaning.mapValues { 1 - $0.values.reduce(1) { $0 * (1 - $1.weight) } }
    candidates = byMeaning.map { meaning, clues in
      let rival = alone.filter { $0.key != meaning }.values.max() ?? 0
      return Candidate(
        meaning: meaning,
        confidence: (alone[meaning] ?? 0) * (1 - 0.7 * rival)
          * (likely.isEmpty || likely.contains(meaning.key.name) ? 1 : 0.8),
        clues: Clue.Source.allCases.compactMap { clues[$0] })
    }.sorted { ($1.confidence, $0.meaning.key.description) < ($0.confidence, $1.meaning.key.description) }
  }
}
