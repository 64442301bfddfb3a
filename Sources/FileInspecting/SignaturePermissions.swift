import ReaderProtocol

extension FormSignature.Permissions {
  /// What a signature allows, as it stood in the revision that was signed.
  ///
  /// - Parameters:
  ///   - field: The signature field, for its `/Lock`.
  ///   - signature: The field's value.
  init(field: PDFDictionary, signature: PDFObject, in file: QPDFFile) {
    self.init()
    let entries = file.dictionary(signature)
    for reference in file.array(entries?["Reference"] ?? .null) ?? [] {
      guard let reference = file.dictionary(reference) else { continue }
      let parameters = file.dictionary(reference["TransformParams"]) ?? PDFDictionary()
      switch file.name(reference["TransformMethod"]) {
      case "DocMDP": restrict(to: file.integer(parameters["P"]) ?? 2)
      case "FieldMDP": add(FormSignature.Lock(parameters, in: file))
      default: break
      }
    }
    if let lock = file.dictionary(field["Lock"]) {
      add(FormSignature.Lock(lock, in: file))
      if let level = file.integer(lock["P"]) { restrict(to: level) }
    }
    let catalog = file.dictionary(file.dictionary(file.trailer)?["Root"] ?? .null)
    let certifying = file.dictionary(catalog?["Perms"] ?? .null)?["DocMDP"]
    isCertification = certifying?.referenced != nil && certifying?.referenced == signature.referenced
    if isCertification && level == nil { level = 2 }
  }

  /// The narrowest holds; a number that does not exist allows nothing.
  private mutating func restrict(to level: Int) {
    let level = (1...3).contains(level) ? level : 1
    self.level = min(self.level ?? 3, level)
  }

  /// Of two locks, `/Lock` and its copy in the signature, usually equal. Of different ones all that either names.
  private mutating func add(_ lock: FormSignature.Lock) {
    switch (self.lock, lock) {
    case (nil, _): self.lock = lock
    case (.only(let a)?, .only(let b)): self.lock = .only(a + b.filter { !a.contains($0) })
    case (let known?, _) where known == lock: break
    default: self.lock = .all
    }
  }

  func locks(_ field: String) -> Bool {
    switch lock {
    case nil: false
    case .all: true
    case .only(let names): names.contains { covers($0, field) }
    case .allBut(let names): !names.contains { covers($0, field) }
    }
  }

  /// A field stands for all below it.
  private func covers(_ name: String, _ field: String) -> Bool { field == name || field.hasPrefix(name + ".") }

  /// Whether a change is allowed.
  func allow(_ change: SignatureChange.Code, field: String? = nil, isVisible: Bool = false) -> Bool {
    let isLocked = field.map(locks) ?? false
    switch change {
    case .validationDataAdded, .metadataChanged: return true
    case .timestampAdded: return !isVisible
    case .signatureAdded, .fieldFilled: return level != 1 && !isLocked
    // A visible field that is new in a certified file can cover what was certified (“sneaky signature”).
    case .signatureFieldAdded: return level != 1 && !isLocked && !(level == 2 && isVisible)
    case .fieldChanged: return (level == 2 || level == 3) && !isLocked
    case .annotationAdded, .annotationRemoved, .annotationChanged: return level == 3
    default: return false
    }
  }
}

extension FormSignature.Lock {
  /// `SigFieldLock` and the parameters of `FieldMDP` are alike (ISO 32000-2, tables 237 and 259).
  fileprivate init(_ entries: PDFDictionary, in file: QPDFFile) {
    let names = (file.array(entries["Fields"]) ?? []).prefix(10_000).compactMap { file.text($0) }
    switch file.name(entries["Action"]) {
    case "Include": self = .only(names)
    case "Exclude": self = .allBut(names)
    default: self = .all
    }
  }
}
