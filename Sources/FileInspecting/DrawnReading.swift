import ReaderProtocol

/// What the widgets of a form show, held against what its fields store.
struct DrawnReading {
  private(set) var opinion = SecondOpinion()
  /// Appearances with text that are read; more are rare, and each costs a page.
  private static let mostTexts = 1_000

  private let form: FormReading
  private let file: QPDFFile
  private var looks: Looks
  private let drawsAnew: Bool

  /// A widget and the look that it shows now.
  private struct Sight {
    var field: Int
    var widget: Int
    /// `nil` where the state shown has no look: nothing is painted.
    var look: Look?
    /// Of the looks with text the one, where it is one of them.
    var text: Int?
  }

  init(of form: FormReading, in file: QPDFFile, _ document: DocumentBytes) {
    self.form = form
    self.file = file
    looks = Looks(in: file)
    let catalog = file.dictionary(file.dictionary(file.trailer)?["Root"] ?? .null)
    let acroForm = file.dictionary(catalog?["AcroForm"] ?? .null)
    if case .boolean(true) = file.resolve(acroForm?["NeedAppearances"] ?? .null) {
      drawsAnew = true
    } else {
      drawsAnew = false
    }
    var sights = allSights()
    let texts = number(&sights)
    let pages = AppearancePages(of: texts, in: file, document)
    let poppler = pages.flatMap { PopplerFile($0.document, password: file.password) }
    let words = TextsOfLooks(texts, pages: pages, poppler: poppler)
    judge(sights, words)
    if looks.isIncomplete || (poppler == nil && !texts.isEmpty) { opinion.notes.append(FormNote(.drawnUnchecked)) }
    if texts.contains(where: \.ink.lacksMaps) { opinion.notes.append(FormNote(.characterMapsMissing)) }
  }

  // MARK: Looks

  private mutating func allSights() -> [Sight] {
    var sights: [Sight] = []
    for (index, field) in form.fields.enumerated() where field.type != .push && field.type != .signature {
      for (number, place) in form.places[index].enumerated() {
        guard let object = shown(by: place.leaf) else { continue }
        let look = looks.look(object)
        // A stream that cannot be looked at is no proof of anything.
        if look == nil, case .stream = file.resolve(object) { continue }
        sights.append(Sight(field: index, widget: number, look: look))
      }
    }
    return sights
  }

  /// The normal appearance of the state that the widget is in; null where that state has none.
  private func shown(by leaf: FieldLeaf) -> PDFObject? {
    guard let normal = file.dictionary(leaf.dictionary["AP"])?["N"] else { return nil }
    switch file.resolve(normal) {
    case .stream: return normal
    case .dictionary(let states): return file.name(leaf.dictionary["AS"]).map { states[$0] }
    default: return nil
    }
  }

  /// The looks that have text, equal ones once.
  private mutating func number(_ sights: inout [Sight]) -> [Look] {
    var texts: [Look] = []
    var known: [Look.Key: Int] = [:]
    for index in sights.indices {
      guard let look = sights[index].look, look.ink.glyphs > 0 else { continue }
      let key = look.key
      if let text = known[key] {
        sights[index].text = text
      } else if texts.count < Self.mostTexts {
        known[key] = texts.count
        sights[index].text = texts.count
        texts.append(look)
      } else if !opinion.notes.contains(FormNote(.drawnUnchecked)) {
        opinion.notes.append(FormNote(.drawnUnchecked))
      }
    }
    return texts
  }

  // MARK: Judging

  private mutating func judge(_ sights: [Sight], _ words: TextsOfLooks) {
    var codes: [Int: Set<FormNote.Code>] = [:]
    for sight in sights {
      let field = form.fields[sight.field]
      guard let drawn = drawn(sight, words) else { continue }
      let isVisible = form.places[sight.field][sight.widget].isVisible
      let isButton = field.type == .checkbox || field.type == .radio
      var seen = drawn
      let code = isButton ? judgeButton(sight, drawn) : judgeText(field, sight, &seen, words)
      opinion.sights.append(.init(field: sight.field, widget: sight.widget, drawn: seen))
      if isVisible, let code { codes[sight.field, default: []].insert(code) }
    }
    for (index, field) in form.fields.enumerated() where isHidden(index) && field.hasContent {
      codes[index, default: []].insert(.valueNotDrawn)
    }
    for (index, found) in codes.sorted(by: { $0.key < $1.key }) {
      for code in found.sorted(by: { $0.rawValue < $1.rawValue }) {
        opinion.notes.append(FormNote(code, field: form.fields[index].name))
      }
    }
  }

  private func drawn(_ sight: Sight, _ words: TextsOfLooks) -> FormWidget.Drawn? {
    guard let look = sight.look else { return .init(text: "", isBlank: true) }
    guard look.ink.glyphs > 0 else {
      return .init(text: "", isReadable: !look.ink.mayBePicture, isBlank: !look.ink.paints)
    }
    guard let text = sight.text.flatMap({ words.inside($0) }) else { return nil }
    return .init(text: text, isReadable: !look.ink.mayBePicture && !look.ink.hasHiddenText)
  }

  private func judgeText(
    _ field: FormField, _ sight: Sight, _ drawn: inout FormWidget.Drawn, _ words: TextsOfLooks
  ) -> FormNote.Code? {
    let labels = field.shownTexts
    // Of a list all options are drawn, and colours tell which are chosen.
    if field.type == .choice && !field.flags.contains(.combo) { return nil }
    guard drawn.isReadable else { return nil }
    let isWhole = (sight.look?.ink.muteGlyphs ?? 0) == 0
    if drawn.text.allSatisfy(\.isWhitespace) {
      // Glyphs without meaning may stand there.
      guard isWhole else {
        drawn.isReadable = false
        return nil
      }
      // What lies outside the frame is not seen.
      drawn.isBlank = drawn.isBlank || (sight.look?.ink.glyphs ?? 0) > 0
      return field.hasContent && !drawsAnew ? .valueNotDrawn : nil
    }
    let likenesses = labels.map { likeness(of: drawn.text, to: $0, isWhole: isWhole) }
    if likenesses.contains(.same) { return nil }
    if let whole = sight.text.flatMap({ words.all($0) }),
      labels.contains(where: { likeness(of: whole, to: $0, isWhole: isWhole) == .same })
    {
      return nil
    }
    if likenesses.contains(.unknown) || field.isPassword(drawn.text) {
      drawn.isReadable = field.flags.contains(.password)
      return nil
    }
    return .drawnDiffers
  }

  /// A button that is on shows something; one that is off does not look as if it were on.
  private mutating func judgeButton(_ sight: Sight, _ drawn: FormWidget.Drawn) -> FormNote.Code? {
    let dictionary = form.places[sight.field][sight.widget].leaf.dictionary
    guard let state = file.name(dictionary["AS"]) else { return nil }
    if state != .off { return drawn.isBlank ? .valueNotDrawn : nil }
    guard !drawn.isBlank, let shown = sight.look else { return nil }
    if drawn.text.unicodeScalars.contains(where: { marks.contains($0) }) { return .drawnDiffers }
    let states = file.dictionary(file.dictionary(dictionary["AP"])?["N"] ?? .null)?.entries ?? []
    for (name, object) in states.prefix(100) where name != .off {
      guard let on = looks.look(object) else { continue }
      if on.key == shown.key || !on.ink.paints { return .drawnDiffers }
    }
    return nil
  }

  /// Whether the field has widgets, and no page shows any of them.
  private func isHidden(_ field: Int) -> Bool {
    let places = form.places[field]
    return !places.isEmpty && places.allSatisfy { !$0.isVisible }
  }
}

/// Ticks and crosses, as the fonts of check boxes have them.
private let marks = Set(
  "\u{2611}\u{2612}\u{2705}\u{2713}\u{2714}\u{2715}\u{2716}\u{2717}\u{2718}\u{221A}".unicodeScalars)

/// The texts of looks, read when they are asked for.
private struct TextsOfLooks {
  private var narrow: [String] = []
  private let pages: AppearancePages?
  private let poppler: PopplerFile?

  init(_ looks: [Look], pages: AppearancePages?, poppler: PopplerFile?) {
    self.pages = pages
    self.poppler = poppler
    guard let pages, let poppler, poppler.pageCount == 2 * looks.count else { return }
    narrow = looks.indices.map { poppler.text(ofPage: pages.page(of: $0, isWide: false)) }
  }

  /// What stands inside the frame.
  func inside(_ look: Int) -> String? { narrow.indices.contains(look) ? narrow[look] : nil }

  /// All of it, also what the frame cuts off.
  func all(_ look: Int) -> String? {
    guard narrow.indices.contains(look), let pages, let poppler else { return nil }
    return poppler.text(ofPage: pages.page(of: look, isWide: true))
  }
}

extension FormField {
  /// Whether it holds anything that should be seen.
  fileprivate var hasContent: Bool {
    guard let value else { return false }
    return value.all.contains { $0.contains { !$0.isWhitespace } }
  }

  /// The texts of which one is to be seen: of a choice the label, of a text what fits into it.
  fileprivate var shownTexts: [String] {
    let stored = value?.all ?? [""]
    if type == .choice {
      // A combo box has one value.
      return stored.prefix(10).flatMap { text in options.filter { $0.export == text }.prefix(1).map(\.label) + [text] }
    }
    guard let maxLength, maxLength > 0, let text = stored.first else { return stored }
    return [text, String(text.prefix(maxLength))]
  }

  /// Whether a drawn text is the stars of a password.
  fileprivate func isPassword(_ drawn: String) -> Bool {
    let stars: Set<Character> = ["*", "\u{2022}", "\u{25CF}", "\u{00B7}", "\u{FF0A}"]
    return flags.contains(.password) && drawn.allSatisfy { stars.contains($0) || $0.isWhitespace }
  }
}
