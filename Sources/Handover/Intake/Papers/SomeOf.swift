/// The first of some names as a finding lists them, with a sign where there are more.
func someOf(_ names: [String], most: Int) -> String {
  names.prefix(most).joined(separator: "、") + (names.count > most ? " …" : "")
}
