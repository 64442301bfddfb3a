import ReaderProtocol

extension FieldTree {
  /// Adds the widgets that pages show and the tree does not hold, each with what its `/Parent` chain says.
  ///
  /// Programs that join or split files leave such widgets behind; viewers show them and let them be filled in.
  ///
  /// - Parameter widgets: The dictionaries of widgets, in page order, and their pages.
  mutating func add(outside widgets: [(widget: PDFObject, page: Int)], in file: QPDFFile) {
    var known: [ObjectNumber: Ancestor] = [:]
    for (widget, page) in widgets {
      guard let dictionary = file.dictionary(widget), !isTooLarge else { break }
      let parent = ancestor(of: widget, &known, in: file)
      add(
        FieldLeaf(
          name: name(of: dictionary, under: parent.name, in: file), number: widget.referenced, dictionary: dictionary,
          inherited: inherit(parent.inherited, by: dictionary, in: file), page: page))
    }
    if !widgets.isEmpty { note(.fieldsOutsideForm, detail: String(widgets.count)) }
  }

  /// Climbs until a known node, the top, a loop or the limit; then comes down again, remembering every node passed.
  mutating func ancestor(
    of node: PDFObject, _ known: inout [ObjectNumber: Ancestor], in file: QPDFFile
  ) -> Ancestor {
    var path: [(number: ObjectNumber, dictionary: PDFDictionary)] = []
    var onPath: Set<ObjectNumber> = node.referenced.map { [$0] } ?? []
    var top = Ancestor(name: "", inherited: .init())
    var next = file.dictionary(node)?["Parent"] ?? .null
    while let number = next.referenced, spend() {
      if let ancestor = known[number] {
        top = ancestor
        break
      }
      guard let dictionary = file.dictionary(next) else { break }
      guard onPath.insert(number).inserted else {
        note(.fieldLoop)
        break
      }
      guard path.count < Self.maximumDepth else {
        note(.fieldTooDeep)
        break
      }
      path.append((number, dictionary))
      next = dictionary["Parent"]
    }
    for (number, dictionary) in path.reversed() {
      top = Ancestor(
        name: name(of: dictionary, under: top.name, in: file),
        inherited: inherit(top.inherited, by: dictionary, in: file))
      known[number] = top
    }
    return top
  }
}
