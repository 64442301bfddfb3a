import Documents
package import ReaderProtocol
package import Templates

/// Whose signatures and seals a form asks for and a returned file does not hold, as the paper calls their places.
///
/// A signature counts for a place when it stands in the field that our forms have there, whoever's certificate it is; one that is broken does
/// not count. What is missing here may still stand on paper.
package func missingSigners(of form: FormTemplate, signatures: [FormSignature]) -> [String] {
  let signed = signatures.filter { $0.verdict != .unsigned && $0.verdict != .broken }
  return form.signers.filter { place in !signed.contains { place.isField($0.field) } }.map(\.label)
}
