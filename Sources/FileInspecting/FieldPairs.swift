/// The field trees of two revisions, node beside node.
struct FieldPairs {
  struct Pair {
    var before: PDFObject
    var after: PDFObject
    /// Of the field, also for its widgets, which have no name of their own.
    var name: String
    /// The index of the pair that holds the field's value: itself, or that of the field whose widget this is.
    var field: Int
    var type: PDFName?
    /// The value that nodes above it hand down, before.
    var inheritedValue: PDFObject
  }

  struct Single {
    var object: PDFObject
    var name: String
    var type: PDFName?
  }

  private(set) var pairs: [Pair] = []
  private(set) var added: [Single] = []
  private(set) var removed: [Single] = []
  private let before: QPDFFile
  private let after: QPDFFile
  private var visited: Set<ObjectNumber> = []

  private struct Level {
    var old: [PDFObject]
    var new: [PDFObject]
    var name: String
    var type: PDFName?
    var value: PDFObject
    var field: Int?
    var depth: Int
  }

  init(before: QPDFFile, after: QPDFFile) {
    self.before = before
    self.after = after
  }

  mutating func match(_ roots: [PDFObject], _ newRoots: [PDFObject]) {
    var waiting = [Level(old: roots, new: newRoots, name: "", type: nil, value: .null, field: nil, depth: 0)]
    while let level = waiting.popLast(), pairs.count < FieldTree.maximumLeaves {
      let new = Siblings(level.new, in: after)
      var taken: Set<Int> = []
      for (index, old) in level.old.enumerated() {
        if let number = old.referenced, !visited.insert(number).inserted { continue }
        let dictionary = before.dictionary(old) ?? PDFDictionary()
        let name = self.name(of: dictionary, under: level.name, in: before)
        guard let partner = new.partner(of: old, dictionary, at: index, in: before), taken.insert(partner).inserted
        else {
          removed.append(Single(object: old, name: name, type: before.name(dictionary["FT"]) ?? level.type))
          continue
        }
        waiting += [pair(old, dictionary, level.new[partner], name: name, in: level)]
      }
      for (index, object) in level.new.enumerated() where !taken.contains(index) { addNew(object, in: level) }
    }
  }

  /// Notes a pair. - Returns: the level below it.
  private mutating func pair(
    _ old: PDFObject, _ dictionary: PDFDictionary, _ new: PDFObject, name: String, in level: Level
  ) -> Level {
    let type = before.name(dictionary["FT"]) ?? level.type
    let isWidgetOnly = dictionary["T"].isNull && level.field != nil
    let field = isWidgetOnly ? level.field ?? pairs.count : pairs.count
    pairs.append(
      Pair(before: old, after: new, name: name, field: field, type: type, inheritedValue: level.value))
    let value = before.resolve(dictionary["V"]).isNull ? level.value : dictionary["V"]
    let newKids = after.array(after.dictionary(new)?["Kids"] ?? .null) ?? []
    let isTooDeep = level.depth > 256
    return Level(
      old: isTooDeep ? [] : before.array(dictionary["Kids"]) ?? [], new: isTooDeep ? [] : newKids, name: name,
      type: type, value: value, field: field, depth: level.depth + 1)
  }

  private mutating func addNew(_ object: PDFObject, in level: Level) {
    guard added.count < 10_000, let dictionary = after.dictionary(object) else { return }
    added.append(
      Single(
        object: object, name: name(of: dictionary, under: level.name, in: after),
        type: after.name(dictionary["FT"]) ?? level.type))
  }

  private func name(of node: PDFDictionary, under parent: String, in file: QPDFFile) -> String {
    guard let partial = file.text(node["T"]), !partial.isEmpty else { return parent }
    return parent.isEmpty ? partial : parent + "." + partial
  }
}

/// The kids of one node of the later revision, found by what they were before.
private struct Siblings {
  private var byNumber: [ObjectNumber: Int] = [:]
  private var byName: [[UInt8]: Int] = [:]
  private let count: Int

  init(_ objects: [PDFObject], in file: QPDFFile) {
    count = objects.count
    for (index, object) in objects.enumerated() {
      if let number = object.referenced, byNumber[number] == nil { byNumber[number] = index }
      if let name = file.resolve(file.dictionary(object)?["T"] ?? .null).string, byName[name] == nil {
        byName[name] = index
      }
    }
  }

  func partner(of old: PDFObject, _ dictionary: PDFDictionary, at index: Int, in file: QPDFFile) -> Int? {
    if let number = old.referenced, let same = byNumber[number] { return same }
    if let name = file.resolve(dictionary["T"]).string { return byName[name] }
    return old.referenced == nil && index < count ? index : nil
  }
}
