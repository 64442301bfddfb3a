import Diagnostics
import Documents
import Fonts
import Measures
import Pages
import Testing

@testable import Typesetting

/// A paper that is set entry by entry is the one that is made of all entries at once.
struct BatchTests {
  /// What a roster may be like.
  enum Kind: CaseIterable {
    case plain
    /// With a seal's row and a line at the end that must not stand alone.
    case signed
    /// Each entry in two rows, with words and a box to tick.
    case twoRows
    /// A cell beside all entries: cannot be set entry by entry.
    case hanging
    case bare
    /// After more than a page of words.
    case prefaced
    /// An annex after a page of its own, with a red rule, page numbers outside and a group at the end.
    case annexed
  }

  private static let grow = Slot.Fit(policy: .grow, minimumSize: .points(6))

  private static func cell(_ inlines: [Inline], isHeader: Bool = false, rows: Int = 1, columns: Int = 1) -> Cell {
    let style = TextStyle(role: .form, size: .points(9), alignment: .centre, lineHeight: 1.25)
    return Cell(
      columnSpan: columns, rowSpan: rows, isHeader: isHeader, paragraphs: [Paragraph(inlines, style: style)],
      style: style)
  }

  private static func slot(_ index: Int, _ name: String, _ policy: Slot.Fit.Policy = .grow) -> Slot {
    var slot = Fixture.slot(index, name, policy: policy, size: 9)
    slot.style.alignment = .centre
    slot.style.lineHeight = 1.25
    return slot
  }

  private static func entryRows(_ kind: Kind) -> [Row] {
    var check = slot(2, "done")
    check.kind = .check
    let first = Row(
      height: .mm(9),
      cells: [
        cell([.rowNumber]), cell([.slot(slot(0, "name"))]), cell([.slot(slot(1, "place"))]),
        cell([.slot(slot(3, "id", .shrink))]),
      ])
    guard kind == .twoRows else { return [first] }
    let second = Row(
      height: .mm(7),
      cells: [
        cell([.text("备注")]), cell([.option(check, label: "已交", boxFirst: true)]),
        cell([.text("说明："), .slot(slot(4, "note", .shrink))], columns: 2),
      ], keepsWithPrevious: true)
    return [first, second]
  }

  private static func document(_ kind: Kind, minimum: Int) -> Document {
    let title = TextStyle(role: .title, size: .points(16), alignment: .centre)
    let small = TextStyle(role: .form, size: .points(9))
    let names = ((kind == .hanging ? ["组"] : []) + ["序号", "姓名", "原单位", "号码"]).map { cell([.text($0)], isHeader: true) }
    let header = Row(height: .mm(12), cells: names, isHeader: true)
    let entries = RepeatedRows(
      index: 0, group: "batch.people", label: "人员", minimum: minimum, rows: entryRows(kind))
    var rows: [RowContent] = [.row(header), .repeated(entries)]
    if kind == .signed {
      rows.append(
        .row(
          Row(
            height: .mm(16), cells: [cell([.text("移交："), .slot(slot(0, "unit", .shrink))], columns: 4)],
            keepsWithPrevious: true)))
      rows.append(
        .row(Row(height: .mm(10), cells: [cell([.text("日期")], rows: 1, columns: 4)], keepsWithPrevious: true)))
    }
    if kind == .hanging { rows.insert(.row(Row(height: .mm(6), cells: [cell([.text("名册")], rows: 0)])), at: 1) }
    if kind == .bare { rows.removeFirst() }
    let table = Table(
      columns: (kind == .hanging ? [.mm(8)] : []) + [.mm(12), .mm(25), .mm(60), .mm(45)], rows: rows,
      style: TableStyle(rule: .points(0.5), frame: .points(0.8), padding: .mm(1)))
    var blocks: [Block] = [.table(table)]
    if kind == .prefaced {
      let words = String(repeating: "聊城市国有企业退休人员社会化管理服务。", count: 130)
      blocks.insert(.paragraph(Paragraph([.text(words)], style: TextStyle(role: .body, size: .points(14)))), at: 0)
    }
    if kind != .bare {
      blocks = [.heading(level: 1, Paragraph([.text("档案移交名册")], style: title)), .space(.mm(3))] + blocks
    }
    if kind == .signed {
      blocks += [
        .space(.mm(1)), .paragraph(Paragraph([.text("注：此表一式两份。")], style: small, keepsWithPrevious: true)),
      ]
    }
    if kind == .annexed {
      let red = TextStyle(role: .title, size: .points(20), alignment: .centre, colour: .red)
      let front: [Block] = [
        .together(
          BlockGroup([.paragraph(Paragraph([.text("红头")], style: red)), .rule(Rule(width: .points(1), colour: .red))])),
        .paragraph(Paragraph([.text("正文。")], style: small)), .pageBreak,
      ]
      let signing = BlockGroup(
        [
          .space(.mm(4)), .paragraph(Paragraph([.text("移交单位")], style: small)),
          .tear(Paragraph([.text("回执")], style: title)),
        ],
        keepsWithPrevious: true)
      blocks = front + blocks + [.together(signing)]
    }
    let setup = PageSetup(
      size: .a4.turned, margins: Insets(top: .mm(20), right: .mm(12), bottom: .mm(16), left: .mm(12)),
      code: kind == .bare ? nil : .topRight)
    var foot = small
    if kind == .annexed { foot.alignment = .outside }
    let footer = Paragraph([.text("第 "), .pageNumber, .text(" 页，共 "), .pageCount, .text(" 页")], style: foot)
    return Document(title: "名册", page: setup, blocks: blocks, footer: kind == .plain ? nil : footer)
  }

  // MARK: Entries

  private static func values(_ number: Int, plain: Bool) -> [String] {
    let long = ["聊城市东昌府区", "", "聊城市东昌府区柳园街道办事处湖滨社区居民委员会第三网格", "Handover 集团（聊城）有限公司 №3"]
    let longer = String(repeating: "聊城机床厂、", count: 14)
    let name = ["张伟", "买买提·吐尔逊·阿不都热合曼", "葛\u{E0100}城", "王芳", "𠅤𬎆"][number % 5]
    if plain { return ["张伟", "机床厂", "", "37250119500101123X", ""] }
    return [
      name, number % 11 == 10 ? longer : long[number % 4], number % 3 == 0 ? "x" : "", "3725011950\(number)", "无",
    ]
  }

  private static func fill(_ filling: inout Filling, _ entries: [[String]]) {
    filling.addRepeat(entries: entries.count, slotsOfEntry: 5)
    for entry in entries { for value in entry { filling.add(value) } }
  }

  private static func filling(_ kind: Kind, _ entries: [[String]]) -> Filling {
    var filling = Filling()
    if kind == .signed { filling.add("聊城机床厂") }
    fill(&filling, entries)
    return filling
  }

  private static let identity = FormIdentity(form: "a/roster", version: "1", key: "K7Q2M9XA")

  private struct Made {
    var pages: [PageDescription]
    var structure: [String]
    var layers: Int
  }

  private static func whole(_ kind: Kind, _ document: Document, _ entries: [[String]], _ purpose: Typesetter.Purpose)
    throws
    -> Made
  {
    let setter = Typesetter(document: document, fonts: try Fixture.fonts.get())
    let made = try setter.typeset(filling(kind, entries), purpose: purpose, identity: identity).value
    return Made(
      pages: made.pages.map { PageDescription($0, closing: []) },
      structure: StructureDescription(made.pages).lines(made.structure), layers: made.pages.count)
  }

  private static func streamed(
    _ kind: Kind, _ document: Document, _ entries: [[String]], _ purpose: Typesetter.Purpose, chunk: Int
  ) throws -> Made {
    var setter = try BatchSetter(
      Typesetter(document: document, fonts: try Fixture.fonts.get()), filling: filling(kind, []), purpose: purpose,
      identity: identity)
    var (pages, events): ([Page], [StructureEvent]) = ([], [])
    for start in stride(from: 0, to: entries.count, by: chunk) {
      var part = Filling()
      fill(&part, Array(entries[start..<min(start + chunk, entries.count)]))
      let appended = setter.append(setter.entrySetter.set(part))
      #expect(appended.refused.isEmpty)
      #expect(appended.piece.structure.names(only: pages.count..<pages.count + appended.piece.pages.count))
      pages += appended.piece.pages
      events += appended.piece.structure
    }
    let (last, closings) = try setter.finish()
    #expect(last.structure.names(only: pages.count..<pages.count + last.pages.count))
    pages += last.pages
    events += last.structure
    #expect(closings.count == pages.count)
    for page in pages.indices { #expect(pages[page].awaitsClosing == !closings[page].isEmpty) }
    let root = try #require(events.root)
    return Made(
      pages: pages.enumerated().map { PageDescription($1, closing: closings[$0]) },
      structure: StructureDescription(pages).lines(root),
      layers: Set(pages.compactMap { $0.fixed.map { ObjectIdentifier($0) } }).count)
  }

  @Test(arguments: Kind.allCases, [0, 1, 15, 16, 33, 60])
  func `entry by entry the paper is the same as made at once`(kind: Kind, count: Int) throws {
    for (isPlain, minimum) in [(false, 5), (true, 0)] where count > 0 || minimum > 0 {
      let document = Self.document(kind, minimum: minimum)
      let entries = (0..<count).map { Self.values($0, plain: isPlain) }
      for purpose in [Typesetter.Purpose.flat, .fillable] {
        let whole = try Self.whole(kind, document, entries, purpose)
        for chunk in purpose == .flat ? [1, 23] : [1000] {
          let streamed = try Self.streamed(kind, document, entries, purpose, chunk: chunk)
          #expect(streamed.pages.count == whole.pages.count)
          for (streamed, whole) in zip(streamed.pages, whole.pages) {
            #expect(streamed.words == whole.words)
            #expect(streamed.rules.count == whole.rules.count)
            #expect(zip(streamed.rules, whole.rules).allSatisfy { $0.isLike($1) })
            #expect(streamed.paint == whole.paint)
            #expect(streamed.widgets == whole.widgets)
          }
          #expect(streamed.structure == whole.structure)
        }
      }
    }
  }

  @Test func `full pages of rows that did not grow share one layer`() throws {
    let entries = (0..<200).map { Self.values($0, plain: true) }
    let made = try Self.streamed(.plain, Self.document(.plain, minimum: 0), entries, .flat, chunk: 30)
    // The first page with the title, those between, and the last.
    #expect(made.pages.count > 8 && made.layers == 3)
  }

  @Test func `an entry that does not fit is given back, and the others stand in its place`() throws {
    let document = Self.document(.signed, minimum: 0)
    var entries = (0..<40).map { Self.values($0, plain: true) }
    let good = entries
    entries.insert(["张伟", "厂", "", String(repeating: "8", count: 400), ""], at: 7)
    entries.insert(["张\u{10FFFD}", "厂", "", "1", ""], at: 20)
    entries.insert(["张", String(repeating: "很长", count: 2000), "", "1", ""], at: 42)
    var setter = try BatchSetter(
      Typesetter(document: document, fonts: try Fixture.fonts.get()), filling: Self.filling(.signed, []),
      purpose: .flat, identity: Self.identity)
    var part = Filling()
    Self.fill(&part, entries)
    let appended = setter.append(setter.entrySetter.set(part))
    #expect(appended.refused.map(\.index) == [7, 20, 42])
    #expect(
      appended.refused.map { $0.findings.map(\.code.rawValue) } == [
        ["value-does-not-fit"], ["glyph-missing"], ["block-too-tall"],
      ])
    #expect(appended.refused[0].findings[0].place.field == "id")
    let (last, closings) = try setter.finish()
    let pages = appended.piece.pages + last.pages
    let whole = try Self.whole(.signed, document, good, .flat)
    #expect(pages.enumerated().map { PageDescription($1, closing: closings[$0]).words } == whole.pages.map(\.words))
  }

  @Test func `a value that stands once and does not fit is refused before any entry`() throws {
    var filling = Filling()
    filling.add(String(repeating: "长", count: 900))
    filling.addRepeat(entries: 0, slotsOfEntry: 0)
    let typesetter = Typesetter(document: Self.document(.signed, minimum: 0), fonts: try Fixture.fonts.get())
    #expect(throws: Refusal.self) { try BatchSetter(typesetter, filling: filling, purpose: .flat) }
  }

  @Test func `a paper without entries, such as a letter, comes whole at its end`() throws {
    let document = OfficialPaper.document([
      OfficialPaper.paragraph("正文"), .pageBreak, OfficialPaper.paragraph("附件"),
    ])
    var setter = try BatchSetter(
      Typesetter(document: document, fonts: try Fixture.fonts.get()), filling: Filling(), purpose: .flat,
      identity: Self.identity)
    #expect(setter.append(setter.entrySetter.set(Filling())).piece.pages.isEmpty)
    let (last, closings) = try setter.finish()
    #expect(last.pages.count == 2 && closings.count == 2)
    #expect(
      last.pages.map { $0.lines().map(\.text) } == [["K7Q2M9XA 1/2", "正文", "— 1 —"], ["K7Q2M9XA 2/2", "附件", "— 2 —"]])
  }

  @Test func `no more than the entries of a page wait`() throws {
    var setter = try BatchSetter(
      Typesetter(document: Self.document(.plain, minimum: 0), fonts: try Fixture.fonts.get()),
      filling: Self.filling(.plain, []), purpose: .flat)
    var rows = 0
    for number in 0..<300 {
      var part = Filling()
      Self.fill(&part, [Self.values(number, plain: true)])
      let piece = setter.append(setter.entrySetter.set(part)).piece
      rows += piece.pages.reduce(0) { $0 + $1.texts.runs.count { $0.origin.x < .mm(24) } }
      #expect(number - rows < 40)
    }
  }
}
