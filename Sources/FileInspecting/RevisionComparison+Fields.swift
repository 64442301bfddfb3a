import ReaderProtocol

extension RevisionComparison {
  /// What may change together with a field's value: its appearance, and what that is drawn with.
  private static let ofFilling: Set<PDFName> = ["V", "RV", "I", "AP", "AS", "DA", "DS", "Q", "MK", "BS", "M"]
  /// Compared apart, or without meaning for what is seen: `/P` is stale in many files, the pages' lists decide.
  private static let apart: Set<PDFName> = ["Kids", "P", "M", "F", "Ff"]

  mutating func compareFields(_ fields: FieldPairs) {
    var valueChanges: [Int: Bool] = [:]
    for (index, pair) in fields.pairs.enumerated() {
      let (old, new) = dictionaries(pair)
      comparedFields.formUnion([pair.before.referenced].compactMap(\.self))
      let isChanged = !objects.isSame(old["V"], new["V"]) || !objects.isSame(old["RV"], new["RV"])
      guard isChanged else { continue }
      valueChanges[index] = true
      reportValue(pair, old, new)
    }
    for (index, pair) in fields.pairs.enumerated() {
      let isFilled = valueChanges[pair.field] ?? valueChanges[index] ?? false
      compareRest(pair, isFilled: isFilled || isBelowChange(pair, fields, valueChanges))
    }
    for field in fields.removed { add(.fieldRemoved, field: field.name) }
    for field in fields.added { reportAdded(field) }
  }

  /// Whether a node above this one, which hands its value down, was changed.
  private func isBelowChange(_ pair: FieldPairs.Pair, _ fields: FieldPairs, _ changes: [Int: Bool]) -> Bool {
    guard !pair.inheritedValue.isNull else { return false }
    return changes.keys.contains { pair.name.hasPrefix(fields.pairs[$0].name + ".") }
  }

  private func dictionaries(_ pair: FieldPairs.Pair) -> (PDFDictionary, PDFDictionary) {
    (
      objects.before.dictionary(pair.before) ?? PDFDictionary(), objects.after.dictionary(pair.after) ?? PDFDictionary()
    )
  }

  private mutating func reportValue(_ pair: FieldPairs.Pair, _ old: PDFDictionary, _ new: PDFDictionary) {
    let value = objects.before.resolve(old["V"]).isNull ? pair.inheritedValue : old["V"]
    if pair.type == "Sig" {
      reportSigning(pair, wasEmpty: objects.before.resolve(value).isNull, new: new["V"])
    } else if objects.before.isEmptyValue(value) {
      hasFilling = true
      add(.fieldFilled, field: pair.name)
    } else {
      hasFilling = true
      add(.fieldChanged, field: pair.name)
    }
  }

  private mutating func reportSigning(_ pair: FieldPairs.Pair, wasEmpty: Bool, new: PDFObject) {
    guard wasEmpty else {
      add(objects.after.resolve(new).isNull ? .signatureRemoved : .fieldChanged, field: pair.name, mayBeAllowed: false)
      return
    }
    let isTimestamp = objects.after.isTimestamp(new)
    add(
      isTimestamp ? .timestampAdded : .signatureAdded, field: pair.name,
      mayBeAllowed: !brokenFields.contains(pair.name))
  }

  private mutating func compareRest(_ pair: FieldPairs.Pair, isFilled: Bool) {
    let (old, new) = dictionaries(pair)
    let before = objects.before.integer(old["Ff"]) ?? 0
    // Locking a field against changes (bit 1) takes nothing from what was signed.
    if (objects.after.integer(new["Ff"]) ?? 0) | 1 != before | 1 { add(.fieldAltered, field: pair.name, detail: "Ff") }
    let shown = objects.before.integer(old["F"]) ?? 0
    // Printing (bit 3) is what a filled-in field is for.
    if (objects.after.integer(new["F"]) ?? 0) | 4 != shown | 4 { add(.fieldAltered, field: pair.name, detail: "F") }
    let skipped = isFilled ? Self.apart.union(Self.ofFilling) : Self.apart.union(["V", "RV"])
    var isReplaced = false
    for key in objects.differences(old, new, except: skipped) {
      if key == "AP" || key == "AS" {
        isReplaced = true
      } else {
        add(.fieldAltered, field: pair.name, detail: key.text)
      }
    }
    if isReplaced { add(.appearanceReplaced, field: pair.name) }
  }

  /// A field that is new. One that holds an unbroken signature was made by signing; any other is a change.
  private mutating func reportAdded(_ field: FieldPairs.Single) {
    let dictionary = objects.after.dictionary(field.object) ?? PDFDictionary()
    let kids = objects.after.array(dictionary["Kids"]) ?? []
    for widget in [field.object] + kids.prefix(1_000) {
      if let number = widget.referenced { knownWidgets.insert(number) }
    }
    let isVisible =
      objects.after.isVisible(dictionary)
      || kids.contains { kid in
        objects.after.isVisible(objects.after.dictionary(kid) ?? PDFDictionary())
      }
    let value = objects.after.resolve(dictionary["V"])
    guard field.type == "Sig", !value.isNull, !brokenFields.contains(field.name) else {
      add(.fieldAdded, field: field.name)
      return
    }
    add(
      objects.after.isTimestamp(value) ? .timestampAdded : .signatureFieldAdded, field: field.name, isVisible: isVisible
    )
  }
}

extension QPDFFile {
  /// Whether nothing was entered: no value, an empty text, a button that is off, a list of nothing.
  fileprivate func isEmptyValue(_ value: PDFObject) -> Bool {
    switch resolve(value) {
    case .null: true
    case .string(let bytes): DecodedText(string: bytes).text.allSatisfy(\.isWhitespace)
    case .name(let name): name == .off || name.bytes.isEmpty
    case .array(let items): items.allSatisfy { resolve($0).string?.isEmpty ?? resolve($0).isNull }
    case .stream(let number, _): content(of: number, limit: 1 << 20)?.isEmpty ?? false
    default: false
    }
  }

  func isTimestamp(_ signature: PDFObject) -> Bool {
    let entries = dictionary(signature)
    return name(entries?["SubFilter"] ?? .null) == "ETSI.RFC3161" || name(entries?["Type"] ?? .null) == "DocTimeStamp"
  }

  /// Whether a widget can be seen: it has an area and an appearance, and is not hidden (ISO 32000-1, 12.5.3, bits 2 and 6).
  fileprivate func isVisible(_ widget: PDFDictionary) -> Bool {
    let box = (array(widget["Rect"]) ?? []).compactMap { resolve($0).number }
    guard box.count == 4, box[0] != box[2], box[1] != box[3] else { return false }
    return (integer(widget["F"]) ?? 0) & 0b10_0010 == 0
  }
}
