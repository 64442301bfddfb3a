import Composing
import Documents
import FlatReading
import ReaderProtocol
import Records
import Templates

/// Finds out what a print of a form that is not fixed consists of: which parts stand there, and the values that run with its text.
struct FlatVariants {
  let form: FormTemplate
  let dictionary: FieldDictionary
  let text: FlatText

  /// A part of whose words less stands there does not.
  private static let enough = 0.5

  /// The likeliest: with values in the text, and with boxes for them.
  var likeliest: [PaperEvidence] {
    let holds = holds
    var flowing = PaperEvidence(holds: holds, flows: true)
    flowing.values = values(holds)
    return [flowing, PaperEvidence(holds: holds, flows: false)]
  }

  /// Those that differ from one in a single part whose words leave it open.
  func neighbours(of evidence: PaperEvidence) -> [PaperEvidence] {
    conditions.filter { $0.test != .missing }.sorted { "\($0)" < "\($1)" }.prefix(Self.mostNeighbours).map {
      condition in
      var other = evidence
      let holds = !(other.holds[condition] ?? true)
      other.holds[condition] = holds
      other.holds[RecordCondition(field: condition.field, test: .missing)] = !holds
      if other.flows { other.values = values(other.holds) }
      return other
    }
  }

  private static let mostNeighbours = 8

  private var conditions: Set<RecordCondition> {
    var conditions: Set<RecordCondition> = []
    form.forEachCondition { condition, _ in conditions.insert(condition) }
    return conditions
  }

  private var holds: [RecordCondition: Bool] {
    var words: [RecordCondition: [String]] = [:]
    form.forEachCondition { words[$0, default: []] += $1 }
    let shares = words.mapValues { text.share(of: $0) }
    var holds = shares.mapValues { $0.map { $0 >= Self.enough } ?? true }
    // Of two parts that never stand together, the one stands there of which there is more.
    for condition in shares.keys where condition.test == .missing {
      let present = RecordCondition(field: condition.field, test: .present)
      guard let without = shares[condition] else { continue }
      guard let with = shares[present] else {
        holds[present] = !(holds[condition] ?? true)
        continue
      }
      let isThere = (with ?? (1 - (without ?? 0))) >= (without ?? 0.5)
      holds[present] = isThere
      holds[condition] = !isThere
    }
    return holds
  }

  // MARK: Values in the text

  /// Marks a value while the paragraphs are composed; no template has such characters.
  private static func marker(_ number: Int) -> Unicode.Scalar? { Unicode.Scalar(0xF_0000 + UInt32(number)) }

  private func values(_ holds: [RecordCondition: Bool]) -> [FieldKey: String] {
    let fields = form.flowingFields
    var marked = PaperEvidence(holds: holds, flows: true)
    for (number, key) in fields.enumerated() {
      if let marker = Self.marker(number) { marked.values[key] = String(Character(marker)) }
    }
    let document = Composer(form: form, dictionary: dictionary, evidence: marked).document
    let found = text.values(in: document.paragraphs.map { pieces(of: $0, count: fields.count) })
    var values: [FieldKey: String] = [:]
    for (number, value) in found where fields.indices.contains(number) { values[fields[number]] = value }
    return values
  }

  private func pieces(of paragraph: Paragraph, count: Int) -> [FlatPiece] {
    var pieces: [FlatPiece] = []
    for inline in paragraph.inlines {
      switch inline {
      case .text(let text), .span(let text, _): add(text, count: count, to: &pieces)
      case .lineBreak: break
      case .blank(_, let rule, _): if rule { pieces.append(.other) }
      default: pieces.append(.other)
      }
    }
    return pieces
  }

  private func add(_ text: String, count: Int, to pieces: inout [FlatPiece]) {
    for scalar in text.unicodeScalars {
      if scalar.value >= 0xF_0000, scalar.value < 0xF_0000 + UInt32(count) {
        pieces.append(.gap(Int(scalar.value - 0xF_0000)))
      } else if case .words(let before)? = pieces.last {
        pieces[pieces.count - 1] = .words(before + String(Character(scalar)))
      } else {
        pieces.append(.words(String(Character(scalar))))
      }
    }
  }
}

extension Document {
  /// All its paragraphs, those in cells too, in order.
  fileprivate var paragraphs: [Paragraph] { blocks.flatMap(\.paragraphs) }
}

extension Block {
  fileprivate var paragraphs: [Paragraph] {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph): [paragraph]
    case .table(let table):
      table.rows.flatMap { content -> [Paragraph] in
        guard case .row(let row) = content else { return [] }
        return row.cells.flatMap(\.paragraphs)
      }
    case .together(let group): group.blocks.flatMap(\.paragraphs)
    case .space, .pageBreak, .rule: []
    }
  }
}
