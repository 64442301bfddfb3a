package import Diagnostics

extension Finding.Code {
  package static let templateStructure = Self("template-structure")
  package static let templateLength = Self("template-length")
  package static let templateWord = Self("template-word")
  package static let templateNumber = Self("template-number")
  package static let templateUnknownField = Self("template-unknown-field")
  package static let templateUnknownPart = Self("template-unknown-part")
  package static let templateUnknownGroup = Self("template-unknown-group")
  package static let templateNotAChoice = Self("template-not-a-choice")
  package static let templateGrid = Self("template-grid")
  package static let templateTooWide = Self("template-too-wide")
  package static let templateCopies = Self("template-copies")
  package static let templateRepeatedField = Self("template-repeated-field")
  package static let profileStructure = Self("profile-structure")
  package static let profileUnknownForm = Self("profile-unknown-form")
  package static let profileUnknownField = Self("profile-unknown-field")
}
