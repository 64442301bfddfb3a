import ReaderProtocol

/// A leaf of the field tree, with what it inherits: a widget, or a field that has none.
struct FieldLeaf {
  /// The fully qualified name.
  var name: String
  var number: ObjectNumber?
  var dictionary: PDFDictionary
  var inherited: Inherited
  /// The page that has it among its annotations, 1-based, where it was found there and not in the tree.
  var page: Int?

  /// The entries that a field hands down to its kids (ISO 32000-1, table 220, 228, 229, 231).
  struct Inherited {
    var type: PDFName?
    var flags = 0
    /// `nil` where no node on the way has a `/V`.
    var value: PDFObject?
    /// Which node the value stands in: leaves that share it need not be compared.
    var valueNode = 0
    /// What belongs to the value, from the same node: `/RV` and `/I`.
    var richText: PDFObject = .null
    var indices: PDFObject = .null
    var defaultValue: PDFObject = .null
    var options: PDFObject = .null
    var maxLength: Int?
    /// `/TU` and `/TM`: not handed down to fields of their own names, but known to a field's widgets.
    var tooltip: PDFObject = .null
    var mappingName: PDFObject = .null
  }
}

/// All leaves of a form's field tree, in its order, and what was odd about the tree.
///
/// Whatever a file says, the work is bounded: nodes are visited once, and names, depth and the number of references looked at have limits.
struct FieldTree {
  private(set) var leaves: [FieldLeaf] = []
  private(set) var notes: [FormNote] = []
  /// The field tree is so large that it is no form.
  private(set) var isTooLarge = false
  static let maximumDepth = 256
  static let maximumLeaves = 200_000
  private static let maximumNotes = 200

  private var names = FieldNames()
  private var visited: Set<ObjectNumber> = []
  private var nodes = 0
  private var missing = 0
  /// References that may still be looked at.
  private var work = 2_000_000

  /// What a node hands down.
  struct Ancestor {
    var name: String
    var inherited: FieldLeaf.Inherited
  }

  private struct Node {
    var object: PDFObject
    var parent: ObjectNumber?
    var name: String
    var inherited: FieldLeaf.Inherited
    var depth: Int
  }

  /// Every indirect node is met once: those that stand under another root are left to it.
  init(roots: [PDFObject], in file: QPDFFile) {
    // Some programs list fields a second time beside the roots they belong under; named by that place they would be other fields.
    let isUnderAnother = { (root: PDFObject) in
      file.dictionary(root).flatMap { file.dictionary($0["Parent"]) } != nil
    }
    walk(roots.filter { !isUnderAnother($0) }, under: Ancestor(name: "", inherited: .init()), in: file)
    var known: [ObjectNumber: Ancestor] = [:]
    for root in roots where isUnderAnother(root) {
      guard let dictionary = file.dictionary(root), !isTooLarge else { break }
      if let number = root.referenced, visited.contains(number) {
        note(.fieldRepeated)
        continue
      }
      let parent = ancestor(of: root, &known, in: file)
      if !parent.name.isEmpty {
        note(.fieldParentDiffers, field: name(of: dictionary, under: parent.name, in: file))
      }
      walk([root], under: parent, in: file)
    }
    if missing > 0 { note(.fieldMissing, detail: String(missing)) }
  }

  /// Goes down without recursion.
  private mutating func walk(_ objects: [PDFObject], under parent: Ancestor, in file: QPDFFile) {
    var waiting = kids(objects, in: file).reversed().map {
      Node(object: $0, parent: nil, name: parent.name, inherited: parent.inherited, depth: 0)
    }
    while let node = waiting.popLast(), !isTooLarge {
      guard let dictionary = file.dictionary(node.object) else { continue }
      let name = name(of: dictionary, under: node.name, in: file)
      let inherited = inherit(node.inherited, by: dictionary, in: file)
      checkParent(of: dictionary, against: node.parent, named: name)
      let kids = kids(file.array(dictionary["Kids"]) ?? [], in: file)
      if kids.isEmpty {
        add(FieldLeaf(name: name, number: node.object.referenced, dictionary: dictionary, inherited: inherited))
      } else if node.depth == Self.maximumDepth {
        note(.fieldTooDeep)
      } else {
        waiting += kids.reversed().map {
          Node(
            object: $0, parent: node.object.referenced, name: name, inherited: inherited, depth: node.depth + 1)
        }
      }
    }
  }

  /// Whether the tree has met an object.
  func holds(_ number: ObjectNumber) -> Bool { visited.contains(number) }

  mutating func add(_ leaf: FieldLeaf) {
    leaves.append(leaf)
    if leaves.count > Self.maximumLeaves || names.isSpent { isTooLarge = true }
  }

  mutating func note(_ code: FormNote.Code, field: String? = nil, detail: String? = nil) {
    let note = FormNote(code, field: field, detail: detail)
    if notes.count < Self.maximumNotes, !notes.contains(note) { notes.append(note) }
  }

  /// - Returns: whether there is still work to be spent.
  mutating func spend(_ count: Int = 1) -> Bool {
    work -= count
    if work < 0 { isTooLarge = true }
    return work >= 0
  }

  /// The dictionaries that were not met before; a node all of whose kids were is a leaf.
  private mutating func kids(_ objects: [PDFObject], in file: QPDFFile) -> [PDFObject] {
    guard spend(objects.count) else { return [] }
    var siblings: Set<ObjectNumber> = []
    return objects.filter { object in
      if let number = object.referenced, !siblings.insert(number).inserted {
        note(.fieldRepeated)
        return false
      }
      if let number = object.referenced, visited.contains(number) {
        note(.fieldLoop)
        return false
      }
      guard file.dictionary(object) != nil else {
        missing += 1
        return false
      }
      if let number = object.referenced { visited.insert(number) }
      return true
    }
  }

  private mutating func checkParent(of node: PDFDictionary, against parent: ObjectNumber?, named name: String) {
    guard let stated = node["Parent"].referenced, let parent, stated != parent else { return }
    note(.fieldParentDiffers, field: name)
  }

  /// A node without a name of its own is known by that of its parent (12.7.3.2).
  mutating func name(of node: PDFDictionary, under parent: String, in file: QPDFFile) -> String {
    guard let partial = names.partial(node["T"], in: file) else { return parent }
    let name = names.joined(parent, partial)
    if names.isCut { note(.fieldNameTooLong) }
    // An empty name is none, and one with a full stop may be taken for two.
    if partial.isEmpty || partial.utf8.contains(UInt8(ascii: ".")) { note(.fieldNameAmbiguous, field: name) }
    return name
  }

  mutating func inherit(
    _ parent: FieldLeaf.Inherited, by node: PDFDictionary, in file: QPDFFile
  ) -> FieldLeaf.Inherited {
    nodes += 1
    var own = parent
    if let type = file.name(node["FT"]) { own.type = type }
    if let flags = file.integer(node["Ff"]) { own.flags = flags }
    if let length = file.integer(node["MaxLen"]), length >= 0 { own.maxLength = length }
    // Of a button's group pypdf writes the value into every widget, off ones too; the group's own is the value, and what a widget
    // shows is told by its state.
    let isWidgetOfGroup = own.type == "Btn" && !node.has("T") && parent.value != nil
    let hasValue = !isWidgetOfGroup && file.isThere(node["V"])
    if hasValue {
      own.value = node["V"]
      own.valueNode = nodes
    }
    if hasValue || file.isThere(node["RV"]) { own.richText = node["RV"] }
    if hasValue || file.isThere(node["I"]) { own.indices = node["I"] }
    if file.isThere(node["DV"]) { own.defaultValue = node["DV"] }
    if file.isThere(node["Opt"]) { own.options = node["Opt"] }
    let isNamed = node.has("T")
    if isNamed || file.isThere(node["TU"]) { own.tooltip = node["TU"] }
    if isNamed || file.isThere(node["TM"]) { own.mappingName = node["TM"] }
    return own
  }
}
