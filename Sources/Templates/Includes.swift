import Diagnostics
import XMLTrees

/// Puts shared parts in place of the elements that include them.
struct Includes {
  private let surroundings: FormTemplate.Surroundings
  private let faults: Faults
  /// The folder of the file that is being read, as a path from the profile's folder.
  private let folder: String
  /// How many files include this one; parts that include each other would never end.
  private let depth: Int

  private static let deepest = 8

  init(of file: String, _ surroundings: FormTemplate.Surroundings, _ faults: Faults) {
    self.init(folder: Self.folder(of: file), depth: 0, surroundings, faults)
  }

  private init(folder: String, depth: Int, _ surroundings: FormTemplate.Surroundings, _ faults: Faults) {
    self.surroundings = surroundings
    self.faults = faults
    self.folder = folder
    self.depth = depth
  }

  /// The element with the content of parts in place of every `<include>` below it.
  func expanded(_ element: XMLElement) -> XMLElement {
    guard element.mentions("include") else { return element }
    var result = element
    result.children = element.children.flatMap { child -> [XMLElement.Child] in
      guard case .element(let inner) = child else { return [child] }
      return inner.name == "include" ? content(of: inner) : [.element(expanded(inner))]
    }
    return result
  }

  private func content(of include: XMLElement) -> [XMLElement.Child] {
    let name = include.required("file", faults)
    guard !name.isEmpty else { return [] }
    guard depth < Self.deepest else {
      faults.add(
        .templateInclude, at: include.place,
        Phrase("引用的层次太深，文件可能互相引用", "parts include each other too deeply, perhaps in a circle"))
      return []
    }
    let path = folder.isEmpty ? name : "\(folder)/\(name)"
    do {
      let (bytes, shown) = try surroundings.file(path)
      let root = try parseXML(untrustedBytes: bytes, file: shown)
      faults.add(surroundings.schema.validate(untrustedBytes: bytes, file: shown))
      guard root.name == "part" else {
        faults.add(
          .templateInclude, at: include.place,
          Phrase("“\(name)” 的根元素应是 part", "the root of \"\(name)\" should be part"))
        return []
      }
      return Includes(folder: Self.folder(of: path), depth: depth + 1, surroundings, faults).expanded(root).children
    } catch {
      faults.add(
        .templateInclude, at: include.place, Phrase("引用的文件 “\(name)” 不能用", "the part \"\(name)\" cannot be used"))
      faults.add(error.findings)
      return []
    }
  }

  private static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}

extension XMLElement {
  /// Whether an element of this name is somewhere below.
  fileprivate func mentions(_ name: String) -> Bool {
    elements.contains { $0.name == name || $0.mentions(name) }
  }
}
