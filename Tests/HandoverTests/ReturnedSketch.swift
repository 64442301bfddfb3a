import Foundation
import Testing

@testable import Handover

/// A small returned PDF written as text: a form's boxes as some program might send them back, however wrong.
struct ReturnedSketch {
  /// What the file says of itself; `nil` says nothing.
  var form: String? = "liaocheng/info-table"
  var version = "1"
  var key: String? = "K7Q2M9XA"
  /// Texts by the name of their box.
  var texts: [String: String] = [:]
  /// More objects, and more entries of the catalog and of the form in it.
  var catalog = ""
  var acroForm = ""
  var objects: [String] = []
  /// More fields, each an object of its own.
  var fields: [String] = []
  var information = ""
  /// Whether the form's other boxes are there too, empty.
  var isWhole = true

  /// A person whom the gate lets through.
  static let person = [
    "retiree.name": "张三", "retiree.id": "110101194501010019", "retiree.birth": "1945年1月",
    "retiree.phone": "13800138000",
  ]

  var bytes: [UInt8] {
    var all = texts.sorted { $0.key < $1.key }.enumerated().map { index, text in
      "<</FT/Tx/Type/Annot/Subtype/Widget/Rect[10 \(10 * index) 90 \(10 * index + 9)]/P 3 0 R"
        + "/T\(Self.text(text.key))/V\(Self.text(text.value))>>"
    }
    all += fields + others
    let references = all.indices.map { "\($0 + 6) 0 R" }.joined(separator: " ")
    var body = [
      "<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R\(catalog)"
        + "/AcroForm<</Fields[\(references)]/NeedAppearances true\(acroForm)>>>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[\(references)]>>",
      "<</Type/Metadata/Subtype/XML/Length \(packet.utf8.count)>>\nstream\n\(packet)\nendstream",
      "<<\(information)>>",
    ]
    body += all + objects
    return Self.file(body)
  }

  private var others: [String] {
    guard isWhole, let form, let known = try? Workshop.catalogue().versions(of: form).first else { return [] }
    let names = known.keys.keys.filter { name in
      !name.contains("*") && texts[name] == nil && !fields.contains { $0.contains("/T(\(name))") }
    }
    return names.sorted().map { "<</FT/Tx/Type/Annot/Subtype/Widget/Rect[300 10 390 19]/P 3 0 R/T\(Self.text($0))>>" }
  }

  private var packet: String {
    guard let form else { return "<x/>" }
    let key = key.map { "<h:key>\($0)</h:key>" } ?? ""
    return "<r><h:form xmlns:h=\"urn:handover:identity:1#\">\(form)</h:form>"
      + "<h:version xmlns:h=\"urn:handover:identity:1#\">\(version)</h:version>"
      + key.replacing("<h:key>", with: "<h:key xmlns:h=\"urn:handover:identity:1#\">") + "</r>"
  }

  /// A text string with the mark of UTF-16 (ISO 32000-1, 7.9.2.2).
  static func text(_ text: String) -> String {
    let units = [0xFEFF] + Array(text.utf16)
    return "<" + units.map { String(format: "%04X", $0) }.joined() + ">"
  }

  private static func file(_ objects: [String]) -> [UInt8] {
    var bytes = Array("%PDF-1.7\n".utf8)
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      table += String(format: "%010d 00000 n \n", bytes.count)
      bytes += Array("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
    }
    let start = bytes.count
    return bytes + Array((table + "trailer<</Size \(objects.count + 1)/Root 1 0 R/Info 5 0 R>>\n").utf8)
      + Array("startxref\n\(start)\n%%EOF\n".utf8)
  }
}
