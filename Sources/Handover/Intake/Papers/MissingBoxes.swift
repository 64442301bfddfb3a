import Composing
import Diagnostics
import FormBinding
import Records
import Templates

extension Finding.Code {
  package static let boxesMissing = Self("boxes-missing")
  package static let papersMissing = Self("papers-missing")
}

/// What was printed and is no longer in the file that came back. A box that a program leaves empty is still there; one that is
/// gone went with its page, or someone took it out, and what stood in it would be missing in the record without a word.
struct MissingBoxes {
  let known: KnownForm

  /// - Parameters:
  ///   - bound: A paper of a PDF; other channels leave out what is empty.
  ///   - issued: The paper's record as issued, where that is known.
  /// - Returns: `nil` when all are there, as far as can be known: what a paper shows beyond its fixed boxes, only its record tells.
  func finding(of bound: BoundForm, issued: Record?) -> Finding? {
    let there = Set(bound.boxes.map(\.name))
    let missing = expected(issued).filter { !there.contains($0) }
    guard !missing.isEmpty else { return nil }
    let dictionary = known.gate.rules.dictionary
    let labels = missing.compactMap { known.keys[$0].flatMap { dictionary[$0.name]?.label.chinese } }
    var names: [String] = []
    for label in labels where !names.contains(label) { names.append(label) }
    let list = someOf(names, most: 8)
    return Finding(
      .error, .boxesMissing, at: bound.place,
      Phrase(
        "《\(known.form.title)》缺少 \(missing.count) 个填写项（\(list)）：可能缺页，或被删去",
        "\(missing.count) boxes of \(known.form.name) are not in the file (\(list)): a page is missing, or they were removed"
      ),
      hint: Phrase("请交回完整的文件；各页分开交回的，放进同一个文件夹一起读取", "ask for the whole file; pages that came apart are read together"))
  }

  /// Papers of which the record is attached and that have no box in the file: someone took them out.
  static func finding(of papers: [BoundForm], issued: IssuedReading, at place: Place) -> Finding? {
    let there = Set(papers.map(\.number))
    let missing = issued.entries.indices.filter { issued.entries[$0] != nil && !there.contains($0) }
    guard !missing.isEmpty else { return nil }
    let list = someOf(missing.map { String($0 + 1) }, most: 8)
    return Finding(
      .warning, .papersMissing, at: place,
      Phrase(
        "原文件共 \(issued.entries.count) 份，其中 \(missing.count) 份不在交回的文件中（第 \(list) 份）",
        "\(missing.count) of the \(issued.entries.count) papers of the file as issued are not in it (number \(list))"),
      hint: Phrase("如系有意拆分则无妨；否则请补交", "fine when it was split on purpose; else ask for them"))
  }

  private func expected(_ issued: Record?) -> [String] {
    let form = known.form
    var names = Set(form.isFixed ? ownBoxes(of: known.keys.keys) : [])
    if let issued {
      if !form.isFixed {
        let composer = Composer(form: form, dictionary: known.gate.rules.dictionary, for: issued, flows: false)
        names.formUnion(ownBoxes(of: composer.boxKeys.keys))
      }
      names.formUnion(known.composer.boxes(of: issued).filter { !Changes.text($0.value).isEmpty }.keys)
    }
    return names.sorted()
  }

  private func ownBoxes(of names: some Sequence<String>) -> [String] { names.filter { !$0.contains("*") } }
}
