package import Diagnostics
package import ReaderProtocol
import XMLTrees

/// The fields of an XFA form's data: the datasets packet of a PDF, or any XML that holds such data.
///
/// Each element without elements is a field, and each attribute of an element of the data's own. Names are paths, every step with its
/// number among those of its name: `form1[0].page[0].name[0]`, as static forms name their fields. Rich text gives its plain text.
///
/// - Throws: `Refusal` for what is not well-formed, has a DOCTYPE, or is too much.
package func xfaFields(untrustedXML: [UInt8], file: String? = nil) throws(Refusal) -> [FormField] {
  let sink = XFASink(file: file)
  try parse(untrustedXML, file: file, to: sink)
  return sink.data.gathered.fields
}

enum XFANamespace {
  static let packets = "http://ns.adobe.com/xdp/"
  static let pdf = "http://ns.adobe.com/xdp/pdf/"
  static let data = "http://www.xfa.org/schema/xfa-data/"
  static let xhtml = "http://www.w3.org/1999/xhtml"
}

/// Finds the data in a packet and makes fields of it.
private final class XFASink: FormDataSink {
  var data: XFAData
  /// How deep the elements around the data stand; `nil` outside.
  private var outer: Int?

  init(file: String?) { data = XFAData(file: file) }

  var refusal: Finding? { data.refusal }

  func start(_ tag: borrowing XMLTag) {
    if outer != nil { return data.start(tag) }
    let namespace = tag.namespaceText
    if namespace.hasPrefix(XFANamespace.data) {
      if tag.isNamed("data") { outer = tag.depth }
    } else if tag.depth == 1, !namespace.hasPrefix(XFANamespace.packets) {
      outer = 0
      data.start(tag)
    }
  }

  func end(_ tag: borrowing XMLTag) {
    guard let outer else { return }
    if tag.depth > outer { data.end(tag) } else { self.outer = nil }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) { data.text(text) }
}

/// The elements of XFA data, as they are parsed.
struct XFAData {
  private struct Open {
    var isNamed: Bool
    var isGroup = false
    var hasKids = false
    /// How many kids of each name there were.
    var kids: [String: Int] = [:]
    var text: [UInt8] = []
  }

  let file: String?
  private(set) var gathered = GatheredFields()
  private(set) var refusal: Finding?
  private var open: [Open] = [Open(isNamed: true, isGroup: true)]
  private var name = QualifiedName()
  private var rich: RichText?
  private var richDepth = 0

  init(file: String?) { self.file = file }

  mutating func start(_ tag: borrowing XMLTag) {
    if rich != nil || tag.namespaceText == XFANamespace.xhtml, open.count > 1 {
      if rich == nil { rich = RichText() }
      rich?.start(tag)
      richDepth += 1
      return
    }
    let last = open.count - 1
    let step = String(cString: tag.name)
    let number = open[last].kids[step] ?? 0
    open[last].kids[step] = number + 1
    open[last].hasKids = true
    let isNamed = open[last].isNamed && name.push("\(step)[\(number)]")
    if !isNamed { gathered.note(FormNote(.fieldNameTooLong)) }
    open.append(Open(isNamed: isNamed))
    if isNamed { addAttributes(tag) }
  }

  private mutating func addAttributes(_ tag: borrowing XMLTag) {
    for index in 0..<tag.attributeCount {
      guard let (attribute, hasNamespace, value) = tag.attribute(index) else { continue }
      if hasNamespace {
        // `xfa:dataNode` says what an element without elements is.
        if tag.text(of: "dataNode") == "dataGroup" { open[open.count - 1].isGroup = true }
        continue
      }
      let text = tag.unescaped(value)
      guard name.push(String(cString: attribute) + "[0]") else { continue }
      add(text)
      name.pop()
    }
  }

  mutating func end(_ tag: borrowing XMLTag) {
    if richDepth > 0 {
      rich?.end(tag)
      richDepth -= 1
      if richDepth == 0, let plain = rich?.text {
        open[open.count - 1].text += plain.utf8
        rich = nil
      }
      return
    }
    guard open.count > 1, let element = open.popLast(), element.isNamed else { return }
    defer { name.pop() }
    let text = String(decoding: element.text, as: UTF8.self)
    let isBlank = element.text.allSatisfy { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
    if element.hasKids || element.isGroup, isBlank { return }
    add(text)
  }

  private mutating func add(_ text: String) {
    gathered.add(FormField(name: name.text, type: .text, value: .one(text)))
    if gathered.isTooMuch { refusal = tooMuch(file) }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if richDepth > 0 {
      rich?.add(text)
    } else if open.count > 1 {
      open[open.count - 1].text += text
    }
  }
}
