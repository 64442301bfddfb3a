import ReaderProtocol
import SignedMessages

/// One signature, checked by itself; then with what came after it.
struct SignatureCheck {
  private(set) var signature: FormSignature
  private var range: SignedRange?
  private let passwords: [String]

  init(
    field: String, value: PDFObject, in file: QPDFFile, _ bytes: DocumentBytes, _ checking: SignatureChecking
  ) {
    passwords = file.password.map { [$0] } ?? []
    let entries = file.dictionary(value) ?? PDFDictionary()
    let numbers = (file.array(entries["ByteRange"]) ?? []).prefix(16).map { file.integer($0) ?? -1 }
    let stated = file.text(entries["M"]).map { isoTime(pdfDate: $0) ?? $0 }
    signature = FormSignature(
      field: field, verdict: .intact, coversWholeFile: false, signer: file.text(entries["Name"]), time: stated,
      byteRange: numbers)
    do throws(SignatureFault) {
      guard file.dictionary(value) != nil else { throw SignatureFault(.notASignature) }
      let range = try SignedRange(numbers, in: bytes)
      self.range = range
      signature.coversWholeFile = range.end == bytes.count
      signature.permissions = try permissions(of: field, signed: range, numbers, bytes)
      guard range.contents.contains(where: { $0 != 0 }) else { throw SignatureFault(.messageMalformed) }
      let kind = try SignatureKind(entries, in: file, contents: range.contents)
      let message = range.withSignedBytes(of: bytes) {
        kind.message(range.contents, over: $0, time: stated.flatMap { seconds(isoTime: $0) }, checking)
      }
      take(message)
    } catch {
      signature.verdict = error.reason.code == .kindUnknown ? .unverifiable : .broken
      signature.reasons.append(error.reason)
      if signature.verdict == .broken && error.reason.code != .messageMalformed { signature.coversWholeFile = false }
    }
  }

  /// Opens the revision that was signed, and sees that the hole is this signature.
  private func permissions(
    of field: String, signed range: SignedRange, _ numbers: [Int], _ bytes: DocumentBytes
  ) throws(SignatureFault) -> FormSignature.Permissions {
    let probe = range.probe(of: bytes)
    guard let revision = try? QPDFFile(DocumentBytes(probe.revision), passwords: passwords) else {
      throw SignatureFault(.rangeEndsInside)
    }
    guard let leaf = revision.signatureField(named: field), let value = leaf.inherited.value,
      let entries = revision.dictionary(value), revision.resolve(entries["Contents"]).string == probe.contents,
      (revision.array(entries["ByteRange"]) ?? []).map({ revision.integer($0) }) == numbers
    else { throw SignatureFault(.holeNotOwn) }
    return FormSignature.Permissions(field: leaf.dictionary, signature: value, in: revision)
  }

  private mutating func take(_ message: SignedMessage) {
    signature.signer = message.signer ?? signature.signer
    signature.time = message.signingTime.map { isoTime(seconds: $0) } ?? signature.time
    if let stamp = message.timestamp, stamp.isIntact { signature.timestamp = isoTime(seconds: stamp.time) }
    switch message.outcome {
    case .intact: break
    case .digestDiffers: fail(.broken, .digestDiffers)
    case .signatureWrong: fail(.broken, .signatureWrong)
    case .malformed: fail(.broken, .messageMalformed)
    case .unknownAlgorithm(let name): fail(.unverifiable, .algorithmUnknown, detail: name)
    case .noCertificate: fail(.unverifiable, .certificateMissing)
    }
    guard message.outcome == .intact else { return }
    takeIdentity(message)
    if message.hasWeakDigest {
      signature.reasons.append(SignatureReason(.digestWeak, detail: message.digest))
      // SHA-1 collisions must be prepared by the signer; those of its elders can be made by anyone.
      if message.digest != "SHA1" { signature.verdict = .unverifiable }
    }
    if message.timestamp?.isIntact == false { signature.reasons.append(SignatureReason(.timestampWrong)) }
  }

  private mutating func takeIdentity(_ message: SignedMessage) {
    let code: SignatureReason.Code =
      switch message.identity {
      case .notChecked: .identityNotChecked
      case .trusted: .identityTrusted
      case .unknownIssuer: .issuerUnknown
      case .expired: .certificateExpired
      case .chainWrong: .chainWrong
      }
    signature.reasons.append(SignatureReason(code))
    if message.identity != .notChecked { signature.isTrusted = message.identity == .trusted }
    if signature.isTrusted == false { signature.verdict = .unverifiable }
    if message.isWithinValidity == false && code != .certificateExpired {
      signature.reasons.append(SignatureReason(.certificateExpired))
    }
  }

  private mutating func fail(
    _ verdict: FormSignature.Verdict, _ code: SignatureReason.Code, detail: String? = nil
  ) {
    signature.verdict = verdict
    signature.reasons.insert(SignatureReason(code, detail: detail), at: 0)
  }

  /// The signature with what was changed after it.
  func afterComparing(with file: QPDFFile, _ bytes: DocumentBytes, brokenFields: Set<String>) -> FormSignature {
    var signature = signature
    guard let range, range.end < bytes.count else { return signature }
    let update = RevisionUpdate(of: bytes, after: range.end)
    switch update.kind {
    case .nothing:
      signature.reasons.append(SignatureReason(.bytesAfter, detail: String(bytes.count - range.end)))
      return signature
    case .wrong(let code): signature.changes = [SignatureChange(code, isPermitted: false)]
    case .proper:
      guard let revision = try? QPDFFile(DocumentBytes(range.revision(of: bytes)), passwords: passwords) else {
        return signature
      }
      let comparison = RevisionComparison(
        before: revision, after: file, permissions: signature.permissions, brokenFields: brokenFields)
      signature.changes = comparison.changes
      if comparison.objects.isExhausted {
        signature.verdict = .unverifiable
        signature.reasons.append(SignatureReason(.tooComplex))
        return signature
      }
      if file.wasReconstructed { signature.changes.append(SignatureChange(.structureDamaged, isPermitted: false)) }
    }
    if signature.changes.allSatisfy(\.isPermitted) {
      signature.reasons.append(SignatureReason(.laterChangesAllowed))
    } else {
      signature.verdict = .changedAfterSigning
      signature.reasons.insert(SignatureReason(.laterChangesNotAllowed), at: 0)
    }
    return signature
  }
}

extension QPDFFile {
  fileprivate func signatureField(named name: String) -> FieldLeaf? {
    let catalog = dictionary(dictionary(trailer)?["Root"] ?? .null)
    let form = dictionary(catalog?["AcroForm"] ?? .null)
    return FieldTree(roots: items(form?["Fields"] ?? .null), in: self).leaves.first {
      $0.inherited.type == "Sig" && $0.name.utf8.elementsEqual(name.utf8) && $0.inherited.value != nil
    }
  }
}
