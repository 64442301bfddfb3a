import Documents
package import ReaderProtocol
package import Templates

/// Whose signatures and seals a form asks for and a returned file does not hold, as the paper calls their places.
///
/// A signature counts for a place when it stands in the field that our forms have there, whoever's certificate it is; one that is broken does
/// not count. What is missing here may still stand on paper.
package func missingSigners(of form: FormTemplate, signatures: [FormSignature]) -> [String] {
  let signed = signatures.filter { $0.verdict != .unsigned && $0.verdict != .broken }
  return form.signers.filter { place in
    let name = place.name.joined(separator: ".")
    // In a file of several papers, the paper's own prefix stands before it; a party's further places end with a number.
    return !signed.contains { signature in
      let field =
        signature.field.last?.isNumber == true
        ? String(signature.field.reversed().drop { $0.isNumber }.reversed()) : signature.field
      return field == name || field.hasSuffix("." + name)
    }
  }.map(\.label)
}
