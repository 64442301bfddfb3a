import Diagnostics
import Records
import Templates

extension Finding.Code {
  package static let profileNotInForce = Self("profile-not-in-force")
}

extension Profile {
  /// A warning when the city's rules are not in force on a day.
  func validity(on day: PartialDate) -> [Finding] {
    guard let effective else { return [] }
    let isEarly = effective.from.isAfter(day)
    guard isEarly || effective.to.map({ day.isAfter($0) }) == true else { return [] }
    let (from, to) = (effective.from.text(), effective.to?.text() ?? "")
    return [
      Finding(
        .warning, .profileNotInForce,
        isEarly
          ? Phrase("\(title)的规定自 \(from) 起施行，今天还没有生效", "the rules of \(id) are in force from \(from) on, not yet today")
          : Phrase("\(title)的规定到 \(to) 为止，今天已经失效", "the rules of \(id) were in force until \(to), no longer today"),
        hint: Phrase("核对 profile.xml 中的 effective", "see effective in profile.xml"))
    ]
  }
}
