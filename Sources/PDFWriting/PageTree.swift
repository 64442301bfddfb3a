internal import Measures
internal import PDFObjects

/// The tree of pages (ISO 32000-1, 7.7.3), built while pages come: a node is written as soon as it is full.
struct PageTree {
  private struct Node {
    let object: ObjectID
    var kids: [ObjectID] = []
    var pages = 0
  }

  private static let width = 64
  /// An archive's pages must name their resources themselves (ISO 19005-2, 6.2.2).
  private let inheritsResources: Bool
  /// The resources of the first page, which the others inherit unless they have others.
  private var resources: ObjectID?
  /// The open node of each level, the lowest first.
  private var open: [Node?] = []

  init(inheritsResources: Bool) { self.inheritsResources = inheritsResources }

  /// Begins a page's dictionary: its parent, its size and the resources that it does not inherit.
  ///
  /// The size could be inherited, too. But PDFium takes a page for a letter sheet when it flattens one that does not state its own.
  mutating func add(_ page: ObjectID, size: Size, resources own: ObjectID, to file: inout PDFFile) -> PDFBytes {
    var body = PDFBytes()
    body.raw("<</Type/Page/Parent ")
    body.reference(add(page, pages: 1, level: 0, to: &file))
    body.raw("/MediaBox[0 0 ")
    body.number(size.width.points)
    body.raw(" ")
    body.number(size.height.points)
    body.raw("]")
    if resources == nil { resources = own }
    if own != resources || !inheritsResources { writeResources(own, to: &body) }
    return body
  }

  private func writeResources(_ resources: ObjectID, to body: inout PDFBytes) {
    body.raw("/Resources ")
    body.reference(resources)
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
    } else if inheritsResources, let resources {
      writeResources(resources, to: &body)
    }
    body.raw("/Count ")
    body.integer(node.pages)
    body.raw("/Kids")
    body.references(node.kids)
    body.raw(">>")
    file.write(node.object, body)
  }
}
