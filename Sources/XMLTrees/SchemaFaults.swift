import CLibXML2

/// Lends a libxml2 tree of bytes that `parseXML` has already let pass.
func withDocument<Result>(_ bytes: [UInt8], _ body: (xmlDocPtr) -> Result?) -> Result? {
  let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_NOERROR.rawValue
  return bytes.withUnsafeBytes { buffer -> Result? in
    guard let context = xmlNewParserCtxt() else { return nil }
    defer { xmlFreeParserCtxt(context) }
    let start = buffer.bindMemory(to: CChar.self).baseAddress
    guard let document = xmlCtxtReadMemory(context, start, CInt(buffer.count), nil, nil, CInt(options)) else {
      return nil
    }
    defer { xmlFreeDoc(document) }
    return body(document)
  }
}

/// Takes libxml2's errors as they come, each with the way from the root to its element.
final class FaultCollector {
  struct Fault {
    var path: [Int]
    var message: String
    /// libxml2's number for it.
    var code: Int
    /// Whether it only says that something below or beside it is wrong.
    var isConsequence: Bool
  }

  private(set) var all: [Fault] = []

  var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  func take(_ error: xmlError) {
    guard all.count < 100 else { return }
    let text = String((error.message.map { String(cString: $0) } ?? "").prefix { $0 != "\n" })
    let node = error.node?.assumingMemoryBound(to: xmlNode.self)
    let consequences = [
      XML_RELAXNG_ERR_ATTRVALID, XML_RELAXNG_ERR_CONTENTVALID, XML_RELAXNG_ERR_INTERSEQ, XML_RELAXNG_ERR_INTEREXTRA,
      XML_RELAXNG_ERR_EXTRACONTENT, XML_RELAXNG_ERR_NOSTATE, XML_RELAXNG_ERR_ELEMWRONG, XML_RELAXNG_ERR_DATATYPE,
    ].map { Int($0.rawValue) }
    all.append(
      Fault(
        path: path(to: node), message: text, code: Int(error.code),
        isConsequence: consequences.contains(Int(error.code))))
  }

  private func path(to node: xmlNodePtr?) -> [Int] {
    var path: [Int] = []
    var step = node
    while let current = step {
      if current.pointee.type == XML_ELEMENT_NODE, let parent = current.pointee.parent,
        parent.pointee.type == XML_ELEMENT_NODE
      {
        var index = 0
        var sibling = current.pointee.prev
        while let before = sibling {
          if before.pointee.type == XML_ELEMENT_NODE { index += 1 }
          sibling = before.pointee.prev
        }
        path.append(index)
      }
      step = current.pointee.type == XML_DOCUMENT_NODE ? nil : current.pointee.parent
    }
    return path.reversed()
  }
}

func collectFault(_ pointer: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?) {
  guard let pointer, let error else { return }
  Unmanaged<FaultCollector>.fromOpaque(pointer).takeUnretainedValue().take(error.pointee)
}

extension XMLElement {
  /// The element that is reached by going down by the positions among child elements.
  func element(at path: [Int]) -> XMLElement? {
    var element = self
    for index in path {
      let children = element.elements
      guard children.indices.contains(index) else { return element }
      element = children[index]
    }
    return element
  }
}
