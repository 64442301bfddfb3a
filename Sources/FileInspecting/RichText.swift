/// The text of an XHTML fragment, as `/RV` holds it (ISO 32000-1, 12.7.3.4): paragraphs become lines.
///
/// Tolerant, since what programs write there is often not well-formed: whatever is not understood is left out as markup, an
/// entity that nobody knows stays as it stands. White space counts as in HTML; a space that shall stay is written as U+00A0.
func textWithoutMarkup(_ markup: String) -> String {
  var stripper = MarkupStripper(Array(markup.unicodeScalars))
  return stripper.text()
}

private struct MarkupStripper {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var kept = String.UnicodeScalarView()
  /// White space and line ends that are written once something follows.
  private var hasSpace = false
  private var lines = 0
  /// Inside an element whose text is not for people.
  private var hidden: String?

  private static let blocks: Set = ["p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "body"]
  private static let unread: Set = ["head", "style", "script", "title"]
  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]
  private static let longestEntity = 12

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func text() -> String {
    while index < scalars.count {
      switch scalars[index] {
      case "<": passMarkup()
      case "&": takeEntity()
      case " ", "\t", "\n", "\r":
        hasSpace = true
        index += 1
      case let scalar:
        keep(scalar)
        index += 1
      }
    }
    return String(kept)
  }

  private mutating func keep(_ scalar: Unicode.Scalar) {
    guard hidden == nil else { return }
    if !kept.isEmpty {
      if lines > 0 {
        kept.append(contentsOf: repeatElement("\n", count: lines))
      } else if hasSpace {
        kept.append(" ")
      }
    }
    (hasSpace, lines) = (false, 0)
    kept.append(scalar)
  }

  private mutating func passMarkup() {
    if starts(with: "<!--") { return pass(to: "-->") }
    if starts(with: "<![CDATA[") { return takeCharacterData() }
    if starts(with: "<?") { return pass(to: "?>") }
    if starts(with: "<!") { return pass(to: ">") }
    index += 1
    let isEnd = index < scalars.count && scalars[index] == "/"
    if isEnd { index += 1 }
    let name = tagName()
    let isEmpty = passAttributes()
    if let element = hidden {
      if isEnd && element == name { hidden = nil }
    } else if Self.unread.contains(name) {
      if !isEnd && !isEmpty { hidden = name }
    } else if name == "br" {
      lines += 1
    } else if Self.blocks.contains(name) {
      lines = max(lines, 1)
    }
  }

  /// The name of a tag in small letters, without the prefix of its namespace.
  private mutating func tagName() -> String {
    var name = String.UnicodeScalarView()
    while index < scalars.count, scalars[index].isASCII,
      scalars[index].properties.isAlphabetic
        || ("0"..."9").contains(scalars[index]) || [":", "-", "_"].contains(scalars[index])
    {
      if scalars[index] == ":" { name = .init() } else if name.count < 20 { name.append(scalars[index]) }
      index += 1
    }
    return String(name).lowercased()
  }

  /// To the end of the tag; a `>` inside quotes is none.
  ///
  /// - Returns: whether the element ends with this tag.
  private mutating func passAttributes() -> Bool {
    var quote: Unicode.Scalar?
    var isEmpty = false
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == ">" {
        return isEmpty
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      }
      isEmpty = scalar == "/"
    }
    return isEmpty
  }

  private mutating func takeCharacterData() {
    index += "<![CDATA[".count
    while index < scalars.count, !starts(with: "]]>") {
      keep(scalars[index])
      index += 1
    }
    index = min(index + 3, scalars.count)
  }

  private mutating func takeEntity() {
    let start = index + 1
    let end = scalars[start...].prefix(Self.longestEntity).firstIndex(of: ";")
    guard let end, let scalar = Self.entity(String(String.UnicodeScalarView(scalars[start..<end]))) else {
      keep("&")
      index += 1
      return
    }
    index = end + 1
    if scalar == "\n" || scalar == "\r" || scalar == "\t" { hasSpace = true } else { keep(scalar) }
  }

  private static func entity(_ name: String) -> Unicode.Scalar? {
    guard name.first == "#" else { return entities[name] }
    let isHexadecimal = name.dropFirst().first == "x" || name.dropFirst().first == "X"
    let number = isHexadecimal ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
    return number.flatMap { Unicode.Scalar($0) }
  }

  private func starts(with word: String) -> Bool {
    scalars[index...].starts(with: word.unicodeScalars)
  }

  private mutating func pass(to end: String) {
    while index < scalars.count, !starts(with: end) { index += 1 }
    index = min(index + end.unicodeScalars.count, scalars.count)
  }
}
