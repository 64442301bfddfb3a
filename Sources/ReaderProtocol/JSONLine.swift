/// Builds one line of JSON whose keys keep the order they are given in.
struct JSONLine {
  private(set) var line = ""
  private var isFirst = true

  mutating func object(_ body: (inout JSONLine) -> Void) {
    line += "{"
    isFirst = true
    body(&self)
    line += "}"
    isFirst = false
  }

  mutating func member(_ key: String, _ value: String?) { member(key) { $0.optional(value) { $0.text($1) } } }
  mutating func member(_ key: String, _ value: Int?) { member(key) { $0.optional(value) { $0.number($1) } } }
  mutating func member(_ key: String, _ value: Bool?) {
    member(key) { $0.optional(value) { $0.line += $1 ? "true" : "false" } }
  }

  mutating func member<Element>(_ key: String, of elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
    member(key) { $0.list(elements, write) }
  }

  /// A member that is `null` where there is no value.
  mutating func member<Value>(_ key: String, _ value: Value?, _ write: (inout JSONLine, Value) -> Void) {
    member(key) { $0.optional(value, write) }
  }

  mutating func list<Element>(_ elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
    line += "["
    for (index, element) in elements.enumerated() {
      if index > 0 { line += ", " }
      write(&self, element)
    }
    line += "]"
  }

  mutating func text(_ text: String) {
    line += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x2029).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: line.unicodeScalars.append(scalar)
      }
    }
    line += "\""
  }

  mutating func number(_ number: Int) { line += String(number) }

  /// Whole numbers without a fraction, as PDF files write them.
  mutating func number(_ number: Double) {
    if let whole = Int(exactly: number) { line += String(whole) } else { line += "\(number)" }
  }

  private mutating func member(_ key: String, _ write: (inout JSONLine) -> Void) {
    if !isFirst { line += ", " }
    isFirst = false
    text(key)
    line += ": "
    write(&self)
  }

  private mutating func optional<Value>(_ value: Value?, _ write: (inout JSONLine, Value) -> Void) {
    if let value { write(&self, value) } else { line += "null" }
  }
}
