internal import PDFObjects

/// A tree to look things up in, written as it grows (ISO 32000-1, 7.9.6 and 7.9.7): a node leaves as soon as it is full, and memory holds one
/// open node of each level.
private struct GrowingTree {
  private struct Node {
    var first: PDFBytes
    var last: PDFBytes
    var kids: [ObjectID] = []
  }

  private static let width = 64
  /// The lowest level first.
  private var open: [Node] = []

  var isEmpty: Bool { open.isEmpty }

  /// Adds a leaf that is written already; leaves come in rising order.
  mutating func add(_ leaf: ObjectID, first: PDFBytes, last: PDFBytes, level: Int = 0, to file: inout PDFFile) {
    if level == open.count { open.append(Node(first: first, last: last)) }
    if open[level].kids.count == Self.width {
      let full = open[level]
      open[level] = Node(first: first, last: last)
      add(Self.write(full, to: &file), first: full.first, last: full.last, level: level + 1, to: &file)
    }
    open[level].kids.append(leaf)
    open[level].last = last
  }

  mutating func finish(_ file: inout PDFFile) -> ObjectID {
    var level = 0
    while level + 1 < open.count {
      let node = open[level]
      add(Self.write(node, to: &file), first: node.first, last: node.last, level: level + 1, to: &file)
      level += 1
    }
    var body = PDFBytes()
    body.raw("<</Kids")
    body.references(open.last?.kids ?? [])
    body.raw(">>")
    return file.write(body)
  }

  private static func write(_ node: Node, to file: inout PDFFile) -> ObjectID {
    var body = limits(node.first, node.last)
    body.raw("/Kids")
    body.references(node.kids)
    body.raw(">>")
    return file.write(body)
  }

  /// Begins a node that is not the root.
  static func limits(_ first: PDFBytes, _ last: PDFBytes) -> PDFBytes {
    var body = PDFBytes()
    body.raw("<</Limits[")
    body.raw(first)
    body.raw(" ")
    body.raw(last)
    body.raw("]")
    return body
  }
}

/// A number tree.
struct NumberTree {
  private var tree = GrowingTree()

  /// Adds entries that are written already, as keys and values.
  mutating func add(_ entries: PDFBytes, keys: Range<Int>, to file: inout PDFFile) {
    var (first, last) = (PDFBytes(), PDFBytes())
    first.integer(keys.lowerBound)
    last.integer(keys.upperBound - 1)
    var leaf = GrowingTree.limits(first, last)
    leaf.raw("/Nums[")
    leaf.raw(entries)
    leaf.raw("]>>")
    tree.add(file.write(leaf), first: first, last: last, to: &file)
  }

  mutating func finish(_ file: inout PDFFile) -> ObjectID { tree.finish(&file) }
}

/// A name tree.
struct NameTree {
  struct Entry {
    var name: String
    var object: ObjectID
  }

  private static let width = 64
  private var tree = GrowingTree()
  private var leaf = PDFBytes()
  private var count = 0
  private var first = PDFBytes()
  private var last = PDFBytes()

  /// Adds a name; names come in rising order of their bytes.
  ///
  /// - Parameter name: Plain ASCII without parentheses.
  mutating func add(_ name: PDFBytes, _ object: ObjectID, to file: inout PDFFile) {
    var key = PDFBytes()
    key.raw("(")
    key.raw(name)
    key.raw(")")
    add(key: key, object, to: &file)
  }

  private mutating func add(key: PDFBytes, _ object: ObjectID, to file: inout PDFFile) {
    if count == Self.width { closeLeaf(&file) }
    if count == 0 { first = key }
    leaf.raw(key)
    leaf.reference(object)
    last = key
    count += 1
  }

  private mutating func closeLeaf(_ file: inout PDFFile) {
    var body = GrowingTree.limits(first, last)
    body.raw("/Names[")
    body.raw(leaf)
    body.raw("]>>")
    tree.add(file.write(body), first: first, last: last, to: &file)
    leaf = PDFBytes()
    count = 0
  }

  /// - Returns: The root; `nil` when there are no names.
  mutating func finish(_ file: inout PDFFile) -> ObjectID? {
    if count > 0 { closeLeaf(&file) }
    return tree.isEmpty ? nil : tree.finish(&file)
  }

  /// Writes a tree of names in any order; they are sorted as the bytes of their strings.
  static func write(_ entries: [Entry], to file: inout PDFFile) -> ObjectID? {
    var tree = NameTree()
    let keyed = entries.map { (key: PDFBytes.textStringBytes($0.name), entry: $0) }
    for (_, entry) in keyed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var key = PDFBytes()
      key.text(entry.name)
      tree.add(key: key, entry.object, to: &file)
    }
    return tree.finish(&file)
  }
}
