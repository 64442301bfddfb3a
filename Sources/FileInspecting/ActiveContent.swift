import ReaderProtocol

/// What in a file could run, send or fetch: listed, never run.
struct ActiveContent {
  private(set) var items: [ActiveItem] = []
  private(set) var notes: [FormNote] = []
  private let file: QPDFFile
  private var known: Set<ActiveItem> = []
  /// Forms hang one action in many places.
  private var contents: [ObjectNumber: ActionContent] = [:]
  private var budget = 100_000
  private var isComplete = true
  private static let mostItems = 20_000

  init(of file: QPDFFile, catalog: PDFDictionary, pages: PageMap, tree: FieldTree, attachments: [FormAttachment]) {
    self.file = file
    add(catalog["OpenAction"], at: "OpenAction", isTriggered: true)
    addEvents(of: catalog, at: "document")
    let names = file.dictionary(catalog["Names"])
    for (name, action) in file.nameTree(names?["JavaScript"] ?? .null, limit: 10_000) {
      add(action, at: "document script", on: DecodedText(string: name).text, isTriggered: true)
    }
    if let form = file.dictionary(catalog["AcroForm"]), !file.resolve(form["XFA"]).isNull {
      note(ActiveItem.xfa, at: "form")
    }
    let fields = addFields(tree)
    for (index, page) in pages.pages.enumerated() {
      addEvents(of: page.dictionary, at: "page \(index + 1)")
      for annotation in page.annotations where annotation.referenced.map({ !fields.contains($0) }) ?? true {
        addAnnotation(annotation, at: "page \(index + 1)")
      }
    }
    addOutline(catalog["Outlines"])
    for attachment in attachments where isProgram(attachment.name) { note("EmbeddedProgram", at: "attachment") }
    finish()
  }

  /// Of form data without pages: scripts that run on import, and actions of fields.
  init(ofFDF data: PDFDictionary, nodes: [PDFDictionary], in file: QPDFFile) {
    self.file = file
    if !file.resolve(data["JavaScript"]).isNull { note("JavaScript", at: "FDF") }
    for node in nodes { addNode(node, at: "field") }
    finish()
  }

  /// Where it was too much, nobody may take the rest for harmless.
  private mutating func finish() {
    if !isComplete { note("Unlisted", at: "document") }
  }

  // MARK: Where things hang

  /// - Returns: The numbers of all fields and widgets that were gone through.
  private mutating func addFields(_ tree: FieldTree) -> Set<ObjectNumber> {
    var done: Set<ObjectNumber> = []
    for leaf in tree.leaves {
      if let number = leaf.number { done.insert(number) }
      addNode(leaf.dictionary, at: "field \(leaf.name)")
    }
    // Scripts of a field with several widgets stand in the field itself.
    for leaf in tree.leaves {
      var parent = leaf.dictionary["Parent"]
      for _ in 0..<64 {
        guard case .reference(let number) = parent, done.insert(number).inserted, let node = file.dictionary(parent)
        else { break }
        addNode(node, at: "field \(file.fieldName(of: node))")
        parent = node["Parent"]
      }
    }
    return done
  }

  private mutating func addAnnotation(_ annotation: PDFObject, at place: String) {
    guard let entries = file.dictionary(annotation) else { return }
    switch file.name(entries["Subtype"]) {
    case "RichMedia", "Screen", "Movie", "3D", "Sound": note("RichMedia", at: place)
    case "Widget": return addNode(entries, at: "field \(file.fieldName(of: entries))")
    default: break
    }
    addNode(entries, at: place)
  }

  private mutating func addNode(_ entries: PDFDictionary, at place: String) {
    add(entries["A"], at: place, isTriggered: false)
    addEvents(of: entries, at: place)
  }

  /// Events fire without a click on anything that says so (ISO 32000-1, 12.6.3).
  private mutating func addEvents(of entries: PDFDictionary, at place: String) {
    for (event, action) in file.dictionary(entries["AA"])?.entries ?? [] {
      add(action, at: place, on: event.text, isTriggered: true)
    }
  }

  private mutating func addOutline(_ outline: PDFObject) {
    var waiting = [file.dictionary(outline)?["First"] ?? .null]
    var visited: Set<ObjectNumber> = []
    while let item = waiting.popLast() {
      guard spend() else { return }
      guard case .reference(let number) = item, visited.insert(number).inserted, let entries = file.dictionary(item)
      else { continue }
      add(entries["A"], at: "outline", isTriggered: false)
      waiting += [entries["Next"], entries["First"]]
    }
  }

  // MARK: Actions

  /// An action and those that follow it.
  private mutating func add(_ action: PDFObject, at place: String, on event: String = "", isTriggered: Bool) {
    var waiting = [action]
    var visited: Set<ObjectNumber> = []
    while let action = waiting.popLast() {
      guard !action.isNull else { continue }
      guard spend() else { return }
      if let number = action.referenced, !visited.insert(number).inserted { continue }
      guard case .dictionary(let entries) = file.resolve(action) else { continue }
      if let kind = kind(of: entries, isTriggered: isTriggered) {
        note(kind, at: place, on: event, content(of: action, entries))
      }
      waiting += file.items(entries["Next"])
    }
  }

  private func kind(of action: PDFDictionary, isTriggered: Bool) -> String? {
    switch file.name(action["S"]) {
    case "JavaScript": "JavaScript"
    case "Rendition" where !file.resolve(action["JS"]).isNull: "JavaScript"
    case "Launch": "Launch"
    case "SubmitForm": "SubmitForm"
    case "ImportData": "ImportData"
    case "GoToR": "GoToR"
    case "GoToE": "GoToE"
    case "URI" where isTriggered: "URI"
    case "Rendition", "Movie", "Sound", "RichMediaExecute", "GoTo3DView": "RichMedia"
    default: nil
    }
  }

  private mutating func content(of action: PDFObject, _ entries: PDFDictionary) -> ActionContent {
    guard let number = action.referenced else { return ActionContent(entries, in: file) }
    if let content = contents[number] { return content }
    let content = ActionContent(entries, in: file)
    contents[number] = content
    return content
  }

  private mutating func spend() -> Bool {
    budget -= 1
    if budget < 0 { isComplete = false }
    return budget >= 0
  }

  // MARK: What was found

  /// The first places of each kind become findings; a form with a script in each of a thousand fields gets no thousand.
  private mutating func note(_ kind: String, at place: String, on event: String = "", _ content: ActionContent? = nil) {
    let item = ActiveItem(
      kind: kind, place: String(place.prefix(1_000)), event: String(event.prefix(200)), digest: content?.digest,
      excerpt: content?.excerpt ?? "")
    guard known.insert(item).inserted else { return }
    if items.count < Self.mostItems || kind == "Unlisted" { items.append(item) } else { isComplete = false }
    let note = FormNote(.activeContent, detail: "\(kind) (\(place.prefix(120)))")
    if notes.count < 50, !notes.contains(note) { notes.append(note) }
  }
}

/// Names of what Windows and its friends run on a double click.
private func isProgram(_ name: String) -> Bool {
  let programs: Set = [
    "exe", "com", "scr", "bat", "cmd", "pif", "msi", "dll", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "jar",
    "lnk",
    "cpl", "reg", "sh", "app", "apk", "docm", "xlsm", "pptm",
  ]
  guard let dot = name.lastIndex(of: ".") else { return false }
  return programs.contains(name[name.index(after: dot)...].lowercased())
}
