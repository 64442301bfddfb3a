import Foundation
import FormDrafting
import ReaderProtocol
import Records
import XMLTrees

/// A small foreign form: words and boxes at places, in points from the top-left corner of a page 842 points high.
struct FormSketch {
  private(set) var fields: [FormField] = []
  private var characters: [DraftPage.Character] = []
  static let height = 842.0

  /// Words in characters of ten points; `y` is their middle.
  mutating func words(_ text: String, _ x: Double, _ y: Double) {
    for (number, scalar) in text.unicodeScalars.enumerated() where scalar != " " {
      let left = x + Double(number) * 10
      characters.append(
        DraftPage.Character(scalar, PageContent.Box(minX: left, minY: y - 5, maxX: left + 10, maxY: y + 5)))
    }
  }

  /// A box 16 points high around `y`.
  mutating func box(
    _ name: String, _ x: Double, _ y: Double, width: Double = 80, type: FormField.Kind = .text, tooltip: String? = nil,
    options: [String] = [], labels: [String] = [], value: String? = nil
  ) {
    let shown = (0..<max(1, type == .radio ? options.count : 1)).map { number in
      let left = x + Double(number) * 40
      return FormWidget(page: 1, box: [left, Self.height - y - 8, left + width, Self.height - y + 8])
    }
    fields.append(
      FormField(
        name: name, type: type, value: value.map { .one($0) },
        options: options.enumerated().map { number, export in
          FormField.Option(export: export, label: labels.indices.contains(number) ? labels[number] : export)
        }, page: 1, box: shown[0].box, tooltip: tooltip, widgets: shown))
  }

  var pages: [DraftPage] { [DraftPage(number: 1, width: 595, height: Self.height, characters: characters)] }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The shipped dictionary.
  static let dictionary: Result<FieldDictionary, any Error> = Result {
    let folder = "\(root)/Resources/dictionary"
    let more = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".xml") }.sorted()
    return try FieldDictionary.load(
      untrustedFiles: (["\(root)/Resources/dictionary.xml"] + more.map { "\(folder)/\($0)" }).map { path in
        ([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), path)
      })
  }

  static func schema() throws -> RelaxNGSchema {
    try RelaxNGSchema(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/Resources/binding.rng"))))
  }

  /// What each box is guessed to hold, as `field`, `field.part`, `group 2 field`, with `#3` for a piece and `=word` for a tick.
  func guesses(forms: [FormContent] = []) throws -> [String: String] {
    let draft = BindingDrafting(dictionary: try Self.dictionary.get(), forms: forms)
      .draft(untrusted: fields, pages: pages)
    return Dictionary(
      draft.boxes.map { box in
        guard let target = box.box.use.target else {
          return (box.box.name, box.box.use == .ignored ? "ignored" : "open")
        }
        let entry = target.entry.map { "\($0.group) \($0.ordinal) " } ?? ""
        let words = target.words.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return (
          box.box.name,
          entry + target.key.description + (target.piece.map { "#\($0)" } ?? "") + (target.word.map { "=\($0)" } ?? "")
            + words
        )
      }
    ) { first, _ in first }
  }
}
