import Composing
import Documents
import FlatReading
import Fonts
import Pages
import ReaderProtocol
import Records
import Synchronization
import Templates
import Typesetting

/// A form made ready for reading its prints. Safe to use from several threads.
final class FlatForm: Sendable {
  let known: KnownForm
  private let fonts: FontCollection
  /// By what a print consists of; a fixed form has one.
  private let plans = Mutex<[PaperEvidence: FlatPlan]>([:])

  /// Of forms that are not fixed, most prints are unlike.
  private static let mostPlans = 16

  init(_ known: KnownForm, fonts: FontCollection) {
    self.known = known
    self.fonts = fonts
  }

  /// - Parameter issued: The record of the paper, where it is known: tells what the print consisted of when it was made.
  func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int, issued: Record? = nil
  ) -> FlatPaper? {
    func read(_ evidence: PaperEvidence) -> FlatPaper? {
      plan(evidence).read(untrustedPages: untrustedPages, codes: codes, pageCount: pageCount)
    }
    guard !known.form.isFixed else { return read(PaperEvidence(flows: false)) }
    var best: (evidence: PaperEvidence, paper: FlatPaper)?
    func take(_ all: [PaperEvidence]) -> Bool {
      var isBetter = false
      for evidence in all where best?.paper.cost != 0 {
        guard let paper = read(evidence), paper.cost < best?.paper.cost ?? .max else { continue }
        best = (evidence, paper)
        isBetter = true
      }
      return isBetter
    }
    _ = take(issued.map { evidence(of: $0) } ?? [])
    if best?.paper.cost != 0 {
      let text = FlatText(untrustedPages: untrustedPages, codes: codes)
      let variants = FlatVariants(form: known.form, dictionary: known.gate.rules.dictionary, text: text)
      _ = take(variants.likeliest)
      var rounds = 0
      while let found = best, found.paper.isOpen, rounds < 2, take(variants.neighbours(of: found.evidence)) {
        rounds += 1
      }
    }
    return best.map { $0.evidence.flows ? $0.paper.adding($0.evidence.values, of: known.form) : $0.paper }
  }

  /// What a record's own print consists of: with values in the text, and with boxes for them.
  private func evidence(of record: Record) -> [PaperEvidence] {
    var flowing = PaperEvidence(flows: true)
    known.form.forEachCondition { condition, _ in flowing.holds[condition] = condition.holds(for: record) }
    let boxes = known.composer.boxes(of: record)
    for key in known.form.flowingFields {
      let name = FormBoxName.components(of: key, in: nil).joined(separator: ".")
      if case .text(let text)? = boxes[name], !text.isEmpty { flowing.values[key] = text }
    }
    return [flowing, PaperEvidence(holds: flowing.holds, flows: false)]
  }

  private func plan(_ evidence: PaperEvidence) -> FlatPlan {
    if let known = plans.withLock({ $0[evidence] }) { return known }
    let composer =
      known.form.isFixed
      ? known.composer
      : Composer(form: known.form, dictionary: known.gate.rules.dictionary, evidence: evidence)
    let made = FlatPlan(composer, fonts: fonts)
    plans.withLock { plans in
      if plans.count >= Self.mostPlans { plans.removeAll() }
      plans[evidence] = made
    }
    return made
  }
}

/// One composition of a form, for finding its prints' layouts. Safe to use from several threads.
final class FlatPlan: Sendable {
  private let typesetter: Typesetter
  private let least: [Int]
  private let layouts = Mutex<[LayoutWish: FormLayout]>([:])

  /// Layouts that are kept: most papers of a form are alike.
  private static let mostLayouts = 64

  init(_ composer: Composer, fonts: FontCollection) {
    typesetter = Typesetter(document: composer.document, fonts: fonts)
    least = composer.leastCounts
  }

  func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int
  ) -> FlatPaper? {
    FlatReader(least: least) { [self] in layout($0) }
      .read(untrustedPages: untrustedPages, codes: codes, pageCount: pageCount)
  }

  private func layout(_ wish: LayoutWish) -> FormLayout? {
    if let known = layouts.withLock({ $0[wish] }) { return known }
    guard let made = typesetter.layout(counts: wish.counts, heights: wish.heights) else { return nil }
    layouts.withLock { layouts in
      if layouts.count >= Self.mostLayouts { layouts.removeAll() }
      layouts[wish] = made
    }
    return made
  }
}

extension FlatPaper {
  /// Whether it may have other parts: words are not where they should be, or stand there that should not.
  fileprivate var isOpen: Bool { likeness < 0.995 || doubts.contains { $0.reason == .outsideBoxes } }

  /// With the values that run with the text, in the order of the form.
  fileprivate func adding(_ values: [FieldKey: String], of form: FormTemplate) -> FlatPaper {
    var paper = self
    let known = Set(fields.map(\.name))
    for key in form.flowingFields {
      let name = FormBoxName.components(of: key, in: nil).joined(separator: ".")
      guard let value = values[key], !value.isEmpty, !known.contains(name) else { continue }
      paper.fields.append(FormField(name: name, type: .text, value: .one(value)))
    }
    return paper
  }
}
