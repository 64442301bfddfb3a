/// A text as it stands in HTML, in an attribute too.
func escapedHTML(_ text: String) -> String {
  var made = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": made.append(contentsOf: "&amp;".unicodeScalars)
    case "<": made.append(contentsOf: "&lt;".unicodeScalars)
    case ">": made.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": made.append(contentsOf: "&quot;".unicodeScalars)
    default: made.append(scalar)
    }
  }
  return String(made)
}
