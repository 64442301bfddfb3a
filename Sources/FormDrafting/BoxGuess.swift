import Records
import Templates

/// What a box was taken for.
struct BoxGuess {
  var verdict: Verdict
  var ticks: TickClues.Finding?
  var use: ForeignBinding.Target?
  /// What the use rests on.
  var best: Verdict.Candidate?
  /// The words by which it holds nothing of a record.
  var ignoredBy: String?

  init(_ verdict: Verdict, ticks: TickClues.Finding?) {
    self.verdict = verdict
    self.ticks = ticks
  }

  var confidence: Double { best?.confidence ?? 0 }
  /// Whether something other than the words above speaks for it.
  var isBeside: Bool { best?.clues.contains { $0.source != .above } ?? false }

  func drafted(_ box: DraftBox, around: [String], _ vocabulary: Vocabulary) -> BindingDraft.Box {
    let use: ForeignBinding.Use =
      self.use.map { .field($0) } ?? (ignoredBy == nil || !verdict.candidates.isEmpty ? .open : .ignored)
    let reasons = ignoredBy.map { ["“\($0)”"] } ?? best?.clues.map(\.reason) ?? []
    return BindingDraft.Box(
      box: ForeignBinding.Box(
        name: box.name, kind: box.kind, page: box.page, rectangle: box.rectangle, use: use, blank: box.prompt),
      confidence: self.use == nil ? 0 : confidence, reasons: use == .open ? [] : reasons,
      candidates: use == .open
        ? verdict.candidates.prefix(3).map {
          BindingDraft.Candidate(
            key: $0.meaning.key, group: $0.meaning.group, confidence: $0.confidence, reasons: $0.clues.map(\.reason))
        } : [],
      around: use == .open ? around : [])
  }
}

extension DraftBox {
  /// What stands in it on the empty form and only asks to be replaced.
  fileprivate var prompt: String? {
    func isPrompt(_ text: String) -> Bool {
      ["请选择", "请输入", "请填", "点击", "单击", "选择一项", "在此"].contains { text.contains($0) }
        || (!text.isEmpty && text.allSatisfy { "-—_.…·/ 　".contains($0) })
    }
    if kind == .choice, let option = options.first(where: { isPrompt($0.label) || isPrompt($0.export) }) {
      return option.export.isEmpty ? nil : option.export
    }
    return isPrompt(value) ? value : nil
  }
}
