package import Diagnostics
import Foundation
import Records
import Templates
import XMLTrees

extension BindingDraft {
  /// What the file says of the form as a whole.
  package struct Heading: Sendable {
    package var id: String
    package var title: String
    /// A form of ours, if the records must hold what it requires.
    package var form: String?
    /// What the form's file is called.
    package var fileName: String?

    package init(id: String, title: String, form: String? = nil, fileName: String? = nil) {
      self.fileName = fileName
      self.id = id
      self.title = title
      self.form = form
    }
  }

  /// The binding file, with a comment for each box that a person must settle.
  ///
  /// - Throws: `Refusal` when the heading holds a character that XML cannot.
  package func file(_ heading: Heading) throws(Refusal) -> [UInt8] {
    var writer = XMLWriter()
    writer.comment(
      """

        由空白表格草拟的对照表：每个框对应字典中的哪个字段（handover fields 列出全部字段）。
        逐框核对 field；不要的框写 ignore="yes"；全部核对后删去 draft="yes"，read 才会使用它。用 handover template lint 检查。
        A draft: see every box through, then take draft="yes" away.

      """)
    writer.lineBreak()
    var attributes = [
      ("xmlns", ForeignBinding.namespace), ("id", heading.id), ("version", "1"), ("title", heading.title),
      ("per", subject.rawValue),
    ]
    if let form = heading.form { attributes.append(("form", form)) }
    if let name = heading.fileName, !name.isEmpty, name.unicodeScalars.allSatisfy(\.isLegalInXML) {
      attributes.append(("file", name))
    }
    attributes.append(("draft", "yes"))
    try writer.start("binding", attributes: attributes.map { (key: $0.0, value: $0.1) })
    writer.lineBreak()
    if heading.form == nil, let similarForm {
      writer.comment("与 \(similarForm) 最相似；如必填项也相同，在 binding 上写 form=\"\(similarForm)\"")
      writer.lineBreak()
    }
    try writeActive(to: &writer)
    var page: Int?
    for box in boxes {
      if box.box.page != page {
        page = box.box.page
        writer.comment(page.map { "第 \($0) 页 page \($0)" } ?? "不在任何页上 on no page")
        writer.lineBreak()
      }
      try write(box, to: &writer)
    }
    writer.end()
    writer.lineBreak()
    return writer.drain()
  }

  private func write(_ box: Box, to writer: inout XMLWriter) throws(Refusal) {
    guard box.box.name.unicodeScalars.allSatisfy(\.isLegalInXML) else {
      writer.comment("框名含有 XML 不能写的字符，未列出 a name that XML cannot hold: \(box.box.name)")
      return writer.lineBreak()
    }
    if box.box.use == .open {
      writer.comment(question(box))
      writer.lineBreak()
    }
    try writer.start("box", attributes: attributes(of: box).map { (key: $0.0, value: $0.1) })
    if case .field(let target) = box.box.use {
      for (value, word) in target.words.sorted(by: { $0.key < $1.key })
      where (value + word).unicodeScalars.allSatisfy(\.isLegalInXML) {
        try writer.element("option", ["value": value, "means": word])
      }
    }
    writer.end()
    writer.lineBreak()
  }

  private func attributes(of drafted: Box) -> [(String, String)] {
    let box = drafted.box
    var attributes = [("name", box.name), ("kind", box.kind.rawValue)]
    if let page = box.page, let rectangle = box.rectangle {
      attributes += [("page", String(page)), ("at", rectangle.map(Self.number).joined(separator: " "))]
    }
    switch box.use {
    case .open: break
    case .ignored: attributes.append(("ignore", "yes"))
    case .field(let target):
      attributes.append(("field", target.key.name.rawValue))
      if let part = target.key.part { attributes.append(("part", part.rawValue)) }
      if let entry = target.entry {
        attributes += [("group", entry.group.rawValue), ("entry", String(entry.ordinal))]
      }
      if let piece = target.piece { attributes.append(("piece", String(piece))) }
      if let word = target.word { attributes.append(("means", word)) }
    }
    if let blank = box.blank, blank.unicodeScalars.allSatisfy(\.isLegalInXML) { attributes.append(("blank", blank)) }
    guard !drafted.reasons.isEmpty else { return attributes }
    if drafted.confidence > 0 { attributes.append(("confidence", Self.share(drafted.confidence))) }
    let because = drafted.reasons.joined(separator: "; ").unicodeScalars.map { $0.isLegalInXML ? $0 : " " }
    attributes.append(("because", String(String.UnicodeScalarView(because))))
    return attributes
  }

  private func question(_ box: Box) -> String {
    let names = ["左", "上", "右"]
    let around = zip(names, box.around).filter { !$0.1.isEmpty }.map { "\($0.0)“\($0.1.prefix(30))”" }
    let candidates = box.candidates.map { candidate in
      let place = candidate.group.map { "\(candidate.key)（\($0)）" } ?? candidate.key.description
      return "\(place) \(Self.share(candidate.confidence)) \(candidate.reasons.joined(separator: ", "))"
    }
    return
      (["待定 open"] + (around.isEmpty ? [] : [around.joined(separator: " ")])
      + (candidates.isEmpty ? [] : ["可能 perhaps: \(candidates.joined(separator: " | "))"])).joined(separator: "；")
  }

  private static func share(_ value: Double) -> String { String(format: "%.2f", locale: nil, value) }

  /// A length of at most two decimals.
  private static func number(_ value: Double) -> String {
    let text = String(format: "%.2f", locale: nil, min(max(value, -1e6), 1e6))
    return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
  }
}
