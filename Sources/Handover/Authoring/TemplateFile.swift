import Diagnostics
import Foundation
import XMLTrees

/// A template file, and the form that a profile makes of it.
struct TemplateFile {
  var path: String
  var profile: String
  /// The form's id, which the profile may have given it.
  var id: String
}

extension Toolkit {
  /// The template files that a profile names, in order.
  ///
  /// - Throws: `Refusal` when the profile or one of its files cannot be read as XML.
  func templateFiles(of profile: String) throws(Refusal) -> [TemplateFile] {
    let folder = "\(locations.templates)/\(profile)"
    let root = try parseXML(untrustedBytes: try contents(of: "\(folder)/profile.xml"), file: "\(folder)/profile.xml")
    var files: [TemplateFile] = []
    for element in root.elements(named: "form") {
      guard let name = element["file"] else { continue }
      let path = plainPath("\(folder)/\(name)")
      var id = element["id"]
      if id == nil { id = try parseXML(untrustedBytes: try contents(of: path), file: path)["id"] }
      files.append(TemplateFile(path: path, profile: profile, id: id ?? ""))
    }
    return files
  }

  /// The file of a form by its full name.
  func templateFile(of form: String) throws(Refusal) -> TemplateFile {
    let (profile, template) = try self.form(named: form)
    if let file = try templateFiles(of: profile.id).first(where: { $0.id == template.id }) { return file }
    throw Refusal(
      Finding(.error, .formUnknown, Phrase("找不到 \(form) 的模板文件", "the template file of \(form) is not to be found")))
  }

  /// What profiles make of a template file; nothing when none names it.
  func uses(ofTemplateAt path: String) -> [TemplateFile] {
    let wanted = plainPath(path)
    return profiles().flatMap { ((try? templateFiles(of: $0)) ?? []).filter { $0.path == wanted } }
  }
}

/// A path without `.` and `..`, from the root, links resolved: two paths of one file are equal.
func plainPath(_ path: String) -> String {
  URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
}

/// The elements of a template file as they are written, with those of the files that it includes in their places.
struct TemplateSource {
  /// Includes in includes; more of them are a circle.
  private static let mostIncludes = 8

  let root: XMLElement

  init(path: String) throws(Refusal) { root = try Self.tree(path, depth: 0) }

  private static func tree(_ path: String, depth: Int) throws(Refusal) -> XMLElement {
    let root = try parseXML(untrustedBytes: try contents(of: path), file: path)
    return try expanded(root, folder: (path as NSString).deletingLastPathComponent, depth: depth)
  }

  private static func expanded(_ element: XMLElement, folder: String, depth: Int) throws(Refusal) -> XMLElement {
    var copy = element
    copy.children = []
    for child in element.children {
      guard case .element(let inner) = child else {
        copy.children.append(child)
        continue
      }
      guard inner.name == "include", let file = inner["file"], depth < mostIncludes else {
        copy.children.append(.element(try expanded(inner, folder: folder, depth: depth)))
        continue
      }
      copy.children += try tree("\(folder)/\(file)", depth: depth + 1).children
    }
    return copy
  }

  /// Calls `body` for every element in the order of the file, with those around it, the outermost first.
  func visit(_ body: (XMLElement, _ around: [XMLElement]) -> Void) { Self.visit(root, [], body) }

  private static func visit(
    _ element: XMLElement, _ around: [XMLElement], _ body: (XMLElement, [XMLElement]) -> Void
  ) {
    body(element, around)
    for child in element.elements { visit(child, around + [element], body) }
  }

  /// The words on the paper: each run of text that is not blank, without the white space around it and within.
  var words: [(text: String, place: Place)] {
    var words: [(String, Place)] = []
    visit { element, around in
      guard element.name != "copies", !around.contains(where: { $0.name == "copies" }) else { return }
      for case .text(let text) in element.children {
        let plain = text.split(whereSeparator: { " \t\r\n".contains($0) }).joined(separator: " ")
        if !plain.isEmpty { words.append((plain, element.place)) }
      }
    }
    return words
  }
}
