package import Documents

extension FormTemplate {
  /// Who signs or seals every paper of the form, each once, in order, with what the paper calls the place.
  ///
  /// Places that stand on some papers only, or once for each entry of a group, are not among them.
  package var signers: [SignerPlace] {
    var found: [SignerPlace] = []
    for block in blocks {
      block.forEachSigner { place in
        if !found.contains(where: { $0.name == place.name }) { found.append(place) }
      }
    }
    return found
  }
}

extension TemplateSigner {
  /// The name of the signature field in a fillable form, and what the words before it call it.
  package func place(after words: String) -> SignerPlace {
    let punctuation: Set<Character> = ["：", ":", "（", "）", "(", ")", "　", " ", "，", "、"]
    var label = words.split(whereSeparator: { $0.isNewline || $0 == "　" || $0 == "；" }).last.map(String.init) ?? ""
    while let last = label.last, punctuation.contains(last), last != "）", last != ")" { label.removeLast() }
    while let first = label.first, punctuation.contains(first) && !label.hasSuffix("）") { label.removeFirst() }
    if label.isEmpty || label.count > 40 { label = kind == .seal ? "盖章" : "签名" }
    return SignerPlace(name: [kind.rawValue, party], label: label)
  }
}

extension TemplateBlock {
  fileprivate func forEachSigner(_ body: (SignerPlace) -> Void) {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph):
      paragraph.inlines.forEachSigner(after: "", body)
    case .table(let table):
      for case .row(let row) in table.rows {
        var before = ""
        for cell in row.cells {
          for paragraph in cell.paragraphs { paragraph.inlines.forEachSigner(after: before, body) }
          before = cell.paragraphs.map { $0.inlines.words }.joined()
        }
      }
    case .together(let blocks), .clauses(_, let blocks): for block in blocks { block.forEachSigner(body) }
    case .clause(let clause): for block in clause.content { block.forEachSigner(body) }
    case .annex(let annex): for block in annex.content { block.forEachSigner(body) }
    case .when, .space, .pageBreak, .rule, .annexList: break
    }
  }
}

extension [TemplateInline] {
  /// The plain words among them.
  fileprivate var words: String {
    map { inline in
      switch inline {
      case .text(let text): text
      case .styled(let content, _): content.words
      default: ""
      }
    }.joined()
  }

  /// - Parameter before: What stands before them, such as the words of the cell to the left.
  fileprivate func forEachSigner(after before: String, _ body: (SignerPlace) -> Void) {
    for (index, inline) in enumerated() {
      switch inline {
      case .signer(let signer):
        let words = Array(self[..<index]).words
        body(signer.place(after: words.isEmpty ? before : words))
      case .styled(let content, _): content.forEachSigner(after: before, body)
      default: break
      }
    }
  }
}
