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

  /// - Parameter issued: The record of the paper as issued, where it is known: it tells where everything stood.
  /// - Returns: `nil` when the pages are not this form's, or there is no time left to find out.
  func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int, issued: Record? = nil,
    in allowance: TimeAllowance
  ) -> FlatPaper? {
    var best: FlatPaper?
    func take(_ paper: FlatPaper?) -> Bool {
      guard let paper, paper.cost < best?.cost ?? .max else { return false }
      best = paper
      return true
    }
    for (layout, values) in issued.map({ layouts(for: $0) }) ?? [] {
      _ = take(
        FlatReader.read(untrustedPages: untrustedPages, codes: codes, pageCount: pageCount, layout: layout)?
          .adding(values, of: known.form))
      if best?.cost == 0 { return best }
    }
    func take(_ all: [PaperEvidence]) -> PaperEvidence? {
      var better: PaperEvidence?
      for evidence in all where best?.cost != 0 {
        let paper = plan(evidence).read(
          untrustedPages: untrustedPages, codes: codes, pageCount: pageCount, in: allowance)
        if take(paper?.adding(evidence.values, of: known.form)) { better = evidence }
      }
      return better
    }
    guard !known.form.isFixed else {
      _ = take([PaperEvidence(flows: false)])
      return best
    }
    let text = FlatText(untrustedPages: untrustedPages, codes: codes)
    let variants = FlatVariants(form: known.form, dictionary: known.gate.rules.dictionary, text: text)
    var found = take(variants.likeliest)
    for _ in 0..<2 where best?.isOpen ?? false { found = found.flatMap { take(variants.neighbours(of: $0)) } }
    return best
  }

  /// Where everything stands on a record's print, and the values that are words there: with values in the text, and with boxes for
  /// them.
  private func layouts(for record: Record) -> [(FormLayout, [FieldKey: String])] {
    let boxes = known.composer.boxes(of: record)
    var values: [FieldKey: String] = [:]
    for key in known.form.flowingFields {
      let name = FormBoxName.components(of: key, in: nil).joined(separator: ".")
      if case .text(let text)? = boxes[name], !text.isEmpty { values[key] = text }
    }
    let dictionary = known.gate.rules.dictionary
    return (known.form.isFixed ? [false] : [true, false]).map { flows in
      let composer =
        known.form.isFixed
        ? known.composer : Composer(form: known.form, dictionary: dictionary, for: record, flows: flows)
      let layout = Typesetter(document: composer.document, fonts: fonts).layout(for: composer.fill(record))
      return (layout, flows ? values : [:])
    }
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

  init(_ composer: Composer, fonts: FontCollection) {
    typesetter = Typesetter(document: composer.document, fonts: fonts)
    least = composer.leastCounts
  }

  func read(
    untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int, in allowance: TimeAllowance
  ) -> FlatPaper? {
    FlatReader(least: least) { [typesetter] in typesetter.pages(counts: $0) }
      .read(untrustedPages: untrustedPages, codes: codes, pageCount: pageCount, in: allowance)
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
