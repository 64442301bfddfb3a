package import Diagnostics
package import Documents
package import Fonts
import Measures
package import Pages
private import Synchronization

/// Sets one document for any number of records.
///
/// What no record changes is typeset once for each number of rows that occurs, and shared: the fixed layers of the pages it
/// returns are the same objects for all records, so a writer writes them once in a file. Safe to use from several threads.
package final class Typesetter: Sendable {
  /// What the pages are for.
  package enum Purpose: Sendable {
    /// Values are text on the page.
    case flat
    /// Values are in form fields.
    case fillable
  }

  let document: Document
  package let fonts: FontCollection
  let codes: CodePainting?
  /// Whether rows grow with what they hold, so that no two papers need be alike.
  package let grows: Bool
  let repeats: Int
  /// By how many entries each repeat has.
  private let plans = Mutex<[[Int]: Reported<Plan>]>([:])

  package init(document: Document, fonts: FontCollection) {
    self.document = document
    self.fonts = fonts
    codes = CodePainting(setup: document.page, fonts: fonts)
    repeats = document.repeats.count
    grows = document.slotsInTables.contains { $0.fit.policy == .grow }
  }

  /// Sets the values of one record.
  ///
  /// - Parameters:
  ///   - filling: From the same `Composer` as the document.
  ///   - identity: What the pages' codes say; without it they have none.
  ///   - namePrefix: Goes before the names of all boxes, where several records share one fillable file.
  /// - Returns: The pages, with warnings.
  /// - Throws: `Refusal` naming every value that does not fit its box or has a character that no font has. Nothing is cut.
  package func typeset(
    _ filling: Filling, purpose: Purpose, identity: FormIdentity? = nil, namePrefix: [String] = []
  ) throws(Refusal) -> Reported<PagedDocument> {
    let planned = plan(for: filling)
    if planned.findings.containError { throw Refusal(planned.findings) }
    var filler = PlanFilling(fonts: fonts, purpose: purpose, namePrefix: namePrefix)
    var pages: [Page] = []
    for (number, plannedPage) in planned.value.pages.enumerated() {
      var page = Page(size: document.page.size, fixed: plannedPage.fixed)
      filler.fill(plannedPage.slots, with: filling, on: &page)
      if purpose == .fillable { page.widgets += plannedPage.signers.map { $0.widget(namePrefix: namePrefix) } }
      if let identity, let codes {
        let code = PageCode(identity: identity, page: number + 1, pageCount: planned.value.pages.count)
        if let segment = codes.segment(for: code) { page.segments.append(segment) }
      }
      pages.append(page)
    }
    let findings = filler.findings
    guard !findings.containError else { throw Refusal(findings) }
    let paged = PagedDocument(
      title: document.title, language: document.language, pages: pages,
      structure: purpose == .fillable ? planned.value.fillableStructure : planned.value.flatStructure,
      identity: identity)
    return Reported(paged, planned.findings + findings)
  }

  /// The pages as they are without values, for so many entries of each repeat.
  ///
  /// - Returns: `nil` where values make rows grow, or the document has not as many repeats.
  package func blank(counts: [Int]) -> PagedDocument? {
    guard !grows, counts.count == repeats else { return nil }
    let plan = plan(for: counts).value
    return PagedDocument(
      title: document.title, language: document.language,
      pages: plan.pages.map { Page(size: document.page.size, fixed: $0.fixed) }, structure: plan.flatStructure)
  }

  func plan(for filling: Filling) -> Reported<Plan> {
    grows ? makePlan(filling.counts, filling: filling) : plan(for: filling.counts)
  }

  func plan(for counts: [Int]) -> Reported<Plan> {
    if let known = plans.withLock({ $0[counts] }) { return known }
    let made = makePlan(counts, filling: nil)
    // Another thread may have been quicker: all must share one plan, so that fixed layers are written once.
    return plans.withLock { plans in
      if let known = plans[counts] { return known }
      plans[counts] = made
      return made
    }
  }

  private func makePlan(_ counts: [Int], filling: Filling?) -> Reported<Plan> {
    let setting = TextSetting(fonts: fonts)
    let growth = filling.map { PlanBuilder.Growth($0, setting: setting) }
    var builder = PlanBuilder(document: document, counts: counts, growth: growth) { text, style in
      setting.set(text, style)
    }
    var plan = builder.plan()
    plan.setTicks(fonts: fonts)
    return Reported(plan, builder.findings + setting.findings)
  }
}

extension Document {
  /// The boxes that stand in tables.
  fileprivate var slotsInTables: [Slot] {
    flow.flatMap { flow -> [Slot] in
      guard case .table(let table) = flow.block else { return [] }
      return table.rows.flatMap { rows -> [Slot] in
        switch rows {
        case .row(let row): row.slots
        case .repeated(let repeated): repeated.slots
        }
      }
    }
  }

  fileprivate var repeats: [RepeatedRows] {
    flow.flatMap { flow -> [RepeatedRows] in
      guard case .table(let table) = flow.block else { return [] }
      return table.rows.compactMap { if case .repeated(let repeated) = $0 { repeated } else { nil } }
    }
  }
}

extension PlanBuilder.Growth {
  /// What the values of a filling need.
  init(_ filling: Filling, setting: TextSetting) {
    height = { slot, entry, width in
      let text = filling.text(of: slot.index, in: entry.map { (repeat: $0.rows.index, ordinal: $0.ordinal) })
      let fitting = TextFitting(style: slot.style, fit: slot.fit)
      var breaking = LineBreaking()
      return fitting.height(of: setting.setLeniently(text, slot.style), width: width, breaking: &breaking)
    }
  }
}

extension RepeatedRows {
  /// The boxes of an entry.
  var slots: [Slot] { rows.flatMap(\.slots) }
}

extension Row {
  /// Its boxes, and those of options.
  var slots: [Slot] {
    cells.flatMap(\.paragraphs).flatMap(\.inlines).compactMap { inline in
      switch inline {
      case .slot(let slot), .option(let slot, _, _): slot
      case .text, .span, .lineBreak, .blank, .pageNumber, .pageCount, .rowNumber: nil
      }
    }
  }
}
