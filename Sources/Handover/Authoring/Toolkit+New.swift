import Archives
import Diagnostics
import Foundation
import XMLTrees

extension Toolkit {
  /// Copies a form's template under another id, for a new form to be made of it.
  ///
  /// The copy is version 1, and a comment at its head says where it comes from and how it becomes a form. Nothing is registered:
  /// a profile is its author's.
  ///
  /// - Parameters:
  ///   - id: The new form's id.
  ///   - form: The form that is copied, such as `liaocheng/info-table`.
  ///   - profile: The city that it is for; `nil` takes that of the copied form.
  ///   - path: Where it goes; `nil` puts it among the city's templates.
  /// - Returns: The path of the copy, and the line for the city's `profile.xml`.
  /// - Throws: `Refusal` for an unusable id, an unknown form or city, or a file that is there already.
  public func newTemplate(
    _ id: String, from form: String, profile: String? = nil, to path: String? = nil
  ) throws(Refusal) -> (path: String, registration: String) {
    try requireUsable(id: id)
    let source = try templateFile(of: form)
    let city = profile ?? source.profile
    if profile != nil { _ = try self.profile(city) }
    let target = path ?? "\(locations.templates)/\(city)/\(id).xml"
    let copy = try TemplateCopy(of: source, id: id, version: "1").bytes(for: target)
    try writeWhole(copy, to: target, existing: .kept)
    let folder = plainPath("\(locations.templates)/\(city)")
    return (target, "<form file=\"\(relativePath(to: plainPath(target), from: folder))\"/>")
  }

  /// - Throws: `Refusal` when a form or binding cannot be called so.
  func requireUsable(id: String) throws(Refusal) {
    guard id.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.\-]*/) != nil else {
      throw Refusal(
        Finding(
          .error, .templateIDUnusable, Phrase("“\(id)”不能作表格的代号", "\"\(id)\" cannot be a form's id"),
          hint: Phrase("用字母、数字、连字符，以字母开头，如 contact-card", "letters, digits and hyphens, such as contact-card")))
    }
  }
}

/// A template's text with another id.
private struct TemplateCopy {
  private let source: TemplateFile
  private let id: String
  private let version: String
  private let text: String
  private let root: XMLElement

  init(of source: TemplateFile, id: String, version: String) throws(Refusal) {
    let bytes = try contents(of: source.path)
    (self.source, self.id, self.version) = (source, id, version)
    text = String(decoding: bytes, as: UTF8.self)
    root = try parseXML(untrustedBytes: bytes, file: source.path)
  }

  func bytes(for target: String) throws(Refusal) -> [UInt8] {
    let start = rootStart
    let end = text[start...].firstIndex(of: ">") ?? text.endIndex
    var tag = String(text[start..<end])
    tag = replaced("id", id, in: tag)
    tag = replaced("version", version, in: tag)
    let comment = """
      <!--
        由 \(source.profile)/\(source.id) 第 \(root["version"] ?? "1") 版复制。
        改好后在该城市的 profile.xml 中登记，再用 handover template lint 检查、handover template preview 预览。
      -->

      """
    let head = text[..<start]
    let rest = movedIncludes(String(text[end...]), to: (target as NSString).deletingLastPathComponent)
    return Array("\(head)\(comment)\(tag)\(rest)".utf8)
  }

  /// Where the root's `<` stands: behind declaration and comments.
  private var rootStart: String.Index {
    var rest = text.startIndex
    while let open = text[rest...].firstIndex(of: "<") {
      if text[open...].hasPrefix("<!--") {
        rest = text[open...].range(of: "-->")?.upperBound ?? text.endIndex
      } else if text[open...].hasPrefix("<?") {
        rest = text[open...].range(of: "?>")?.upperBound ?? text.endIndex
      } else {
        return open
      }
    }
    return text.startIndex
  }

  /// A start tag with another value of an attribute.
  private func replaced(_ attribute: String, _ value: String, in tag: String) -> String {
    guard let range = tag.range(of: "\\s\(attribute)\\s*=\\s*(\"[^\"]*\"|'[^']*')", options: .regularExpression) else {
      return tag + " \(attribute)=\"\(value)\""
    }
    return tag.replacingCharacters(in: range, with: " \(attribute)=\"\(value)\"")
  }

  /// Included files are named from where the template lies.
  private func movedIncludes(_ text: String, to folder: String) -> String {
    let old = (source.path as NSString).deletingLastPathComponent
    let new = plainPath(folder.isEmpty ? "." : folder)
    guard old != new else { return text }
    return text.replacing(/(<include\s+file\s*=\s*")([^"]*)"/) { match in
      "\(match.1)\(relativePath(to: plainPath("\(old)/\(match.2)"), from: new))\""
    }
  }
}

/// How one gets from a folder to a file, both plain paths.
private func relativePath(to path: String, from folder: String) -> String {
  let (target, start) = (path.split(separator: "/"), folder.split(separator: "/"))
  let common = zip(target, start).prefix { $0 == $1 }.count
  return (Array(repeating: "..", count: start.count - common) + target[common...].map { String($0) })
    .joined(separator: "/")
}
