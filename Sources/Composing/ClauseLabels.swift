import Records
import Templates

/// What the clauses and annexes of a paper are called, counted over those that stand on it.
struct ClauseLabels {
  /// The numbers of the clauses around a place, from the outermost.
  struct Path {
    let numbering: ClauseNumbering
    private(set) var numbers: [Int] = []

    init(_ numbering: ClauseNumbering) { self.numbering = numbering }

    /// From 1.
    var level: Int { numbers.count }

    /// The path of the clause with this number inside the one that this leads to.
    func inside(_ number: Int) -> Path {
      var path = self
      path.numbers.append(number)
      return path
    }

    /// What stands before the clause: 第五条, （二）, 1. or （1）; in letters the first level is 五、.
    var number: String {
      let last = numbers.last ?? 0
      return switch (level, numbering) {
      case (1, .article): "第\(chineseNumeral(last))条"
      case (1, .official): "\(chineseNumeral(last))、"
      case (2, _): "（\(chineseNumeral(last))）"
      case (3, _): "\(last)."
      default: "（\(last)）"
      }
    }

    /// What refers to it: 第五条第（二）项第1目.
    var reference: String {
      let parts = numbers.enumerated().map { depth, number in
        switch (depth, numbering) {
        case (0, .article): "第\(chineseNumeral(number))条"
        case (0, .official): "第\(chineseNumeral(number))部分"
        case (1, .article): "第（\(chineseNumeral(number))）项"
        case (1, .official): "（\(chineseNumeral(number))）"
        case (2, .article): "第\(number)目"
        case (2, .official): "\(number)"
        default: "（\(number)）"
        }
      }
      return parts.joined()
    }
  }

  /// By id; those that are switched off have none.
  private(set) var references: [String: String] = [:]
  /// In order.
  private(set) var annexes: [TemplateAnnex] = []
  private let holds: (RecordCondition) -> Bool

  init(_ form: FormTemplate, holds: @escaping (RecordCondition) -> Bool) {
    self.holds = holds
    count(form.blocks)
    for (index, annex) in annexes.enumerated() { references[annex.id] = label(ofAnnex: index) }
  }

  /// 附件2; the only one is 附件 (GB/T 9704-2012, 7.3.4).
  func label(ofAnnex index: Int) -> String { annexes.count == 1 ? "附件" : "附件\(index + 1)" }

  private mutating func count(_ blocks: [TemplateBlock]) {
    for block in blocks {
      switch block {
      case .clauses(let numbering, let content):
        var number = 0
        count(content, within: Path(numbering), &number)
      case .annex(let annex):
        annexes.append(annex)
        count(annex.content)
      case .when(let condition, let content) where holds(condition): count(content)
      case .together(let content): count(content)
      default: break
      }
    }
  }

  private mutating func count(_ blocks: [TemplateBlock], within path: Path, _ number: inout Int) {
    for block in blocks {
      switch block {
      case .clause(let clause):
        number += 1
        let own = path.inside(number)
        if let id = clause.id { references[id] = own.reference }
        var inner = 0
        count(clause.content, within: own, &inner)
      case .when(let condition, let content) where holds(condition): count(content, within: path, &number)
      case .together(let content): count(content, within: path, &number)
      default: break
      }
    }
  }
}
