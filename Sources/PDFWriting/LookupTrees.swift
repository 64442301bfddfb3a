internal import PDFObjects

/// A number tree (ISO 32000-1, 7.9.7) of leaves that are written already.
struct NumberTree {
  struct Leaf {
    var first: Int
    var last: Int
    var object: ObjectID
  }

  var leaves: [Leaf] = []

  func write(to file: inout PDFFile) -> ObjectID {
    let top = LookupTree.gather(leaves, to: &file) { group, kids in
      var body = PDFBytes()
      body.raw("<</Limits[")
      body.integer(group.first?.first ?? 0)
      body.raw(" ")
      body.integer(group.last?.last ?? 0)
      body.raw("]/Kids")
      body.references(kids)
      body.raw(">>")
      return body
    } join: { group, object in
      Leaf(first: group.first?.first ?? 0, last: group.last?.last ?? 0, object: object)
    }
    return LookupTree.writeRoot(top.map(\.object), to: &file)
  }
}

/// A name tree (7.9.6).
struct NameTree {
  struct Entry {
    var name: String
    var object: ObjectID
  }

  fileprivate struct Leaf {
    var first: String
    var last: String
    var object: ObjectID
  }

  let entries: [Entry]

  /// - Parameter entries: In any order; names are sorted as the bytes of their strings.
  init(_ entries: [Entry]) {
    let keyed = entries.map { (key: PDFBytes.textStringBytes($0.name), entry: $0) }
    self.entries = keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.entry)
  }

  func write(to file: inout PDFFile) -> ObjectID {
    let leaves = stride(from: 0, to: entries.count, by: LookupTree.width).map { start -> Leaf in
      let group = entries[start..<min(start + LookupTree.width, entries.count)]
      let (first, last) = (group.first?.name ?? "", group.last?.name ?? "")
      var body = Self.limits(first, last)
      body.raw("/Names[")
      for entry in group {
        body.text(entry.name)
        body.reference(entry.object)
      }
      body.raw("]>>")
      return Leaf(first: first, last: last, object: file.write(body))
    }
    let top = LookupTree.gather(leaves, to: &file) { group, kids in
      var body = Self.limits(group.first?.first ?? "", group.last?.last ?? "")
      body.raw("/Kids")
      body.references(kids)
      body.raw(">>")
      return body
    } join: { group, object in
      Leaf(first: group.first?.first ?? "", last: group.last?.last ?? "", object: object)
    }
    return LookupTree.writeRoot(top.map(\.object), to: &file)
  }

  private static func limits(_ first: String, _ last: String) -> PDFBytes {
    var body = PDFBytes()
    body.raw("<</Limits[")
    body.text(first)
    body.text(last)
    body.raw("]")
    return body
  }
}

/// What number and name trees have in common: nodes of so many kids, in as many levels as it takes.
private enum LookupTree {
  static let width = 64

  static func gather<Leaf>(
    _ leaves: [Leaf], to file: inout PDFFile, node: ([Leaf], [ObjectID]) -> PDFBytes,
    join: ([Leaf], ObjectID) -> Leaf
  ) -> [Leaf] where Leaf: HasObject {
    var level = leaves
    while level.count > width {
      level = stride(from: 0, to: level.count, by: width).map { start in
        let group = Array(level[start..<min(start + width, level.count)])
        return join(group, file.write(node(group, group.map(\.object))))
      }
    }
    return level
  }

  static func writeRoot(_ kids: [ObjectID], to file: inout PDFFile) -> ObjectID {
    var body = PDFBytes()
    body.raw("<</Kids")
    body.references(kids)
    body.raw(">>")
    return file.write(body)
  }
}

private protocol HasObject {
  var object: ObjectID { get }
}

extension NumberTree.Leaf: HasObject {}
extension NameTree.Leaf: HasObject {}
