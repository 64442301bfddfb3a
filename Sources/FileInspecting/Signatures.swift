import ReaderProtocol
import SignedMessages

/// What stands in the signature fields, checked.
///
/// First each signature by itself: whether its range is the file as it was then, and whether its key has signed that. Then, for those that do not
/// cover the whole file, what came after them; there a later signature counts only if it is unbroken itself.
struct Signatures {
  private(set) var signatures: [FormSignature] = []
  private(set) var notes: [FormNote] = []
  /// Each check reads much of the file again, so there is an end to it.
  private static let mostChecked = 64
  private static let mostBytes = 1 << 30

  init(of form: FormReading, in file: QPDFFile, untrustedBytes: DocumentBytes, roots: TrustRoots) {
    let checking = SignatureChecking(roots: roots, others: file.storedCertificates())
    var checks: [Int: SignatureCheck] = [:]
    var bytesLeft = Self.mostBytes
    for (field, leaves) in zip(form.fields, form.widgets) where field.type == .signature {
      guard let value = leaves.lazy.compactMap(\.inherited.value).first, !file.resolve(value).isNull else {
        signatures.append(FormSignature(field: field.name, verdict: .unsigned))
        continue
      }
      bytesLeft -= untrustedBytes.count
      guard checks.count < Self.mostChecked, bytesLeft > 0 else {
        signatures.append(
          FormSignature(
            field: field.name, verdict: .unverifiable, coversWholeFile: false,
            reasons: [SignatureReason(.tooComplex)]))
        continue
      }
      let check = SignatureCheck(field: field.name, value: value, in: file, untrustedBytes, checking)
      checks[signatures.count] = check
      signatures.append(check.signature)
    }
    let broken = Set(signatures.filter { $0.verdict == .broken }.map(\.field))
    for (index, check) in checks where signatures[index].verdict != .broken {
      signatures[index] = check.afterComparing(with: file, untrustedBytes, brokenFields: broken)
    }
    notes = signatures.compactMap { signature in
      switch signature.verdict {
      case .unsigned, .intact: nil
      case .changedAfterSigning: FormNote(.signatureChanged, field: signature.field)
      case .broken: FormNote(.signatureBroken, field: signature.field)
      case .unverifiable: FormNote(.signatureUnverifiable, field: signature.field)
      }
    }
  }
}

extension QPDFFile {
  /// The certificates that the file keeps for those who check it later (ISO 32000-2, 12.8.4.3).
  fileprivate func storedCertificates() -> [[UInt8]] {
    let catalog = dictionary(dictionary(trailer)?["Root"] ?? .null)
    let store = dictionary(catalog?["DSS"] ?? .null)
    return (array(store?["Certs"] ?? .null) ?? []).prefix(100).compactMap { item in
      guard case .stream(let number, _) = resolve(item) else { return nil }
      return content(of: number, limit: 1 << 16)
    }
  }
}
