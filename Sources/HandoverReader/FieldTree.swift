import ReaderProtocol

/// A leaf of the field tree, with what it inherits: a widget, or a field that has none.
struct FieldLeaf {
  /// The fully qualified name.
  var name: String
  var number: ObjectNumber?
  var dictionary: PDFDictionary
  var inherited: Inherited

  /// The entries that a field hands down to its kids (ISO 32000-1, table 220, 228, 229, 231).
  struct Inherited {
    var type: PDFName?
    var flags = 0
    /// `nil` where no node on the way has a `/V`.
    var value: PDFObject?
    var options: PDFObject = .null
  }
}

/// All leaves of a form's field tree, in its order, and what was odd about the tree.
struct FieldTree {
  private(set) var leaves: [FieldLeaf] = []
  private(set) var notes: [FormNote] = []
  /// More leaves than this are no form.
  static let maximum = 200_000
  private static let maximumDepth = 256

  private struct Node {
    var object: PDFObject
    var name: String
    var inherited: FieldLeaf.Inherited
    var depth: Int
  }

  /// Walks the tree without recursion, every indirect node once.
  init(roots: [PDFObject], in file: QPDFFile) {
    var visited: Set<ObjectNumber> = []
    var waiting = unvisited(roots, &visited).reversed().map { Node(object: $0, name: "", inherited: .init(), depth: 0) }
    while let node = waiting.popLast(), leaves.count <= Self.maximum {
      guard let dictionary = file.dictionary(node.object) else { continue }
      let name = Self.name(of: dictionary, under: node.name, in: file)
      let inherited = Self.inherit(node.inherited, by: dictionary, in: file)
      let kids = unvisited(file.array(dictionary["Kids"]) ?? [], &visited).filter { file.dictionary($0) != nil }
      if kids.isEmpty {
        leaves.append(
          FieldLeaf(name: name, number: node.object.referenced, dictionary: dictionary, inherited: inherited))
      } else if node.depth == Self.maximumDepth {
        note(.fieldTooDeep)
      } else {
        waiting += kids.reversed().map {
          Node(object: $0, name: name, inherited: inherited, depth: node.depth + 1)
        }
      }
    }
  }

  /// The nodes that were not met before; a node all of whose kids were is a leaf.
  private mutating func unvisited(_ nodes: [PDFObject], _ visited: inout Set<ObjectNumber>) -> [PDFObject] {
    nodes.filter { node in
      guard let number = node.referenced else { return true }
      if visited.insert(number).inserted { return true }
      note(.fieldLoop)
      return false
    }
  }

  private mutating func note(_ code: FormNote.Code) {
    let note = FormNote(code)
    if !notes.contains(note) { notes.append(note) }
  }

  /// A node without a name of its own is known by that of its parent (12.7.3.2).
  private static func name(of node: PDFDictionary, under parent: String, in file: QPDFFile) -> String {
    guard let partial = file.text(node["T"]), !partial.isEmpty else { return parent }
    return parent.isEmpty ? partial : parent + "." + partial
  }

  private static func inherit(
    _ parent: FieldLeaf.Inherited, by node: PDFDictionary, in file: QPDFFile
  ) -> FieldLeaf.Inherited {
    var own = parent
    if let type = file.name(node["FT"]) { own.type = type }
    if let flags = file.integer(node["Ff"]) { own.flags = flags }
    let value = file.resolve(node["V"])
    if !value.isNull { own.value = value }
    if !file.resolve(node["Opt"]).isNull { own.options = node["Opt"] }
    return own
  }
}
