internal import Measures
internal import PDFObjects

/// The tree of pages (ISO 32000-1, 7.7.3), built while pages come: a node is written as soon as it is full.
struct PageTree {
  /// What pages inherit from the root when they do not say otherwise: that of the first page.
  struct Inherited: Equatable {
    var size: Size
    var resources: ObjectID

    fileprivate func writeSize(_ body: inout PDFBytes) {
      body.raw("/MediaBox[0 0 ")
      body.number(size.width.points)
      body.raw(" ")
      body.number(size.height.points)
      body.raw("]")
    }

    fileprivate func writeResources(_ body: inout PDFBytes) {
      body.raw("/Resources ")
      body.reference(resources)
    }
  }

  private struct Node {
    let object: ObjectID
    var kids: [ObjectID] = []
    var pages = 0
  }

  private static let width = 64
  /// An archive's pages must name their resources themselves (ISO 19005-2, 6.2.2).
  private let inheritsResources: Bool
  private var inherited: Inherited?
  /// The open node of each level, the lowest first.
  private var open: [Node?] = []

  init(inheritsResources: Bool) { self.inheritsResources = inheritsResources }

  /// Begins a page's dictionary: its parent, and what it does not inherit.
  mutating func add(_ page: ObjectID, _ own: Inherited, to file: inout PDFFile) -> PDFBytes {
    var body = PDFBytes()
    body.raw("<</Type/Page/Parent ")
    body.reference(add(page, pages: 1, level: 0, to: &file))
    if inherited == nil { inherited = own }
    if own.size != inherited?.size { own.writeSize(&body) }
    if own.resources != inherited?.resources || !inheritsResources { own.writeResources(&body) }
    return body
  }

  private mutating func add(_ kid: ObjectID, pages: Int, level: Int, to file: inout PDFFile) -> ObjectID {
    if level == open.count { open.append(nil) }
    var node = open[level] ?? Node(object: file.reserve())
    if node.kids.count == Self.width {
      close(node, level: level, in: &file)
      node = Node(object: file.reserve())
    }
    node.kids.append(kid)
    node.pages += pages
    open[level] = node
    return node.object
  }

  private mutating func close(_ node: Node, level: Int, in file: inout PDFFile) {
    let parent = add(node.object, pages: node.pages, level: level + 1, to: &file)
    write(node, parent: parent, to: &file)
  }

  /// - Returns: The root of the tree.
  mutating func finish(_ file: inout PDFFile) -> ObjectID {
    var level = 0
    while level < open.count - 1 {
      if let node = open[level] { close(node, level: level, in: &file) }
      level += 1
    }
    let root = open.last.flatMap { $0 } ?? Node(object: file.reserve())
    write(root, parent: nil, to: &file)
    return root.object
  }

  private func write(_ node: Node, parent: ObjectID?, to file: inout PDFFile) {
    var body = PDFBytes()
    body.raw("<</Type/Pages")
    if let parent {
      body.raw("/Parent ")
      body.reference(parent)
    } else {
      inherited?.writeSize(&body)
      if inheritsResources { inherited?.writeResources(&body) }
    }
    body.raw("/Count ")
    body.integer(node.pages)
    body.raw("/Kids")
    body.references(node.kids)
    body.raw(">>")
    file.write(node.object, body)
  }
}
