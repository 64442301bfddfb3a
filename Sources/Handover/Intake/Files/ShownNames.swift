import Charsets

/// The names of a container's files as people see them, each once.
struct ShownNames {
  private let container: String
  private var given: Set<[UInt8]> = []
  private var numbers: [[UInt8]: Int] = [:]

  init(in container: String) { self.container = container }

  /// - Parameter name: As the container has it.
  mutating func next(_ name: String) -> String {
    let shown = "\(container)!\(shownName(name))"
    let key = Array(shown.utf8)
    guard !given.insert(key).inserted else { return shown }
    // A name such as `a (2)` may itself be there.
    var number = numbers[key] ?? 1
    var other: String
    repeat {
      number += 1
      other = "\(shown) (\(number))"
    } while !given.insert(Array(other.utf8)).inserted
    numbers[key] = number
    return other
  }
}

/// A name without what would disturb a report: control characters, marks that turn the order of writing, absurd length.
func shownName(_ untrusted: String) -> String {
  let scalars = untrusted.unicodeScalars.prefix(201).map { scalar -> Unicode.Scalar in
    if scalar == "\\" { return "/" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return "\u{FFFD}"
    default: return scalar
    }
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars.prefix(200))
  if scalars.count > 200 { view.append("…") }
  return String(view)
}

func shownName(_ untrusted: [UInt8]) -> String { shownName(likelyText(untrusted)) }

/// Whether a file is nothing that anyone sent on purpose: what systems and office programs leave beside files.
func isNoise(_ name: String) -> Bool {
  let steps = name.split { $0 == "/" || $0 == "\\" }
  guard let last = steps.last else { return true }
  if steps.contains("__MACOSX") || steps.contains(where: { $0.first == "." && $0 != "." && $0 != ".." }) { return true }
  return last.hasPrefix("~$") || ["thumbs.db", "desktop.ini", "ehthumbs.db"].contains(last.lowercased())
}
