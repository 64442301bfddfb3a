import ReaderProtocol

/// What in a file could run, send or fetch: listed, never run.
struct ActiveContent {
  private var found: Set<String> = []
  private(set) var notes: [FormNote] = []
  private var visited: Set<ObjectNumber> = []
  private var budget = 100_000

  /// The kinds, each once, in alphabetical order.
  var kinds: [String] { found.sorted() }

  init(of file: QPDFFile, catalog: PDFDictionary, pages: PageMap, tree: FieldTree, attachments: [FormAttachment]) {
    addTriggered(catalog["OpenAction"], at: "OpenAction", in: file)
    addEvents(of: catalog, at: "document", in: file)
    let names = file.dictionary(catalog["Names"])
    for (_, action) in file.nameTree(names?["JavaScript"] ?? .null, limit: 10_000) {
      add(action, at: "document script", isTriggered: true, in: file)
    }
    for (index, page) in pages.pages.enumerated() {
      let place = "page \(index + 1)"
      addEvents(of: page.dictionary, at: place, in: file)
      for annotation in page.annotations { addAnnotation(annotation, at: place, in: file) }
    }
    addFields(catalog, tree, in: file)
    addOutline(catalog["Outlines"], in: file)
    for attachment in attachments where isProgram(attachment.name) { note("EmbeddedProgram", at: "attachment") }
  }

  /// Of form data without pages: scripts that run on import, and actions of fields.
  init(ofFDF data: PDFDictionary, nodes: [PDFDictionary], in file: QPDFFile) {
    if !file.resolve(data["JavaScript"]).isNull { note("JavaScript", at: "FDF") }
    for node in nodes { addNode(node, at: "field", in: file) }
  }

  private mutating func addFields(_ catalog: PDFDictionary, _ tree: FieldTree, in file: QPDFFile) {
    if let form = file.dictionary(catalog["AcroForm"]), !file.resolve(form["XFA"]).isNull { note("XFA", at: "form") }
    for leaf in tree.leaves { addNode(leaf.dictionary, at: "field \(leaf.name)", in: file) }
    // Scripts of a field with several widgets stand in the field itself.
    for leaf in tree.leaves {
      var parent = leaf.dictionary["Parent"]
      for _ in 0..<64 {
        guard case .reference(let number) = parent, visited.insert(number).inserted,
          let node = file.dictionary(parent)
        else { break }
        addNode(node, at: "field \(leaf.name)", in: file)
        parent = node["Parent"]
      }
    }
  }

  private mutating func addAnnotation(_ annotation: PDFObject, at place: String, in file: QPDFFile) {
    guard let entries = file.dictionary(annotation) else { return }
    switch file.name(entries["Subtype"]) {
    case "RichMedia", "Screen", "Movie", "3D", "Sound": note("RichMedia", at: place)
    default: break
    }
    addNode(entries, at: place, in: file)
  }

  private mutating func addNode(_ entries: PDFDictionary, at place: String, in file: QPDFFile) {
    add(entries["A"], at: place, isTriggered: false, in: file)
    addEvents(of: entries, at: place, in: file)
  }

  /// Events fire without a click on anything that says so (ISO 32000-1, 12.6.3).
  private mutating func addEvents(of entries: PDFDictionary, at place: String, in file: QPDFFile) {
    for (_, action) in file.dictionary(entries["AA"])?.entries ?? [] {
      addTriggered(action, at: place, in: file)
    }
  }

  private mutating func addTriggered(_ action: PDFObject, at place: String, in file: QPDFFile) {
    add(action, at: place, isTriggered: true, in: file)
  }

  /// An action and those that follow it.
  private mutating func add(_ action: PDFObject, at place: String, isTriggered: Bool, in file: QPDFFile) {
    var waiting = [action]
    while let action = waiting.popLast(), budget > 0 {
      budget -= 1
      if case .reference(let number) = action, !visited.insert(number).inserted { continue }
      guard case .dictionary(let entries) = file.resolve(action) else { continue }
      switch file.name(entries["S"]) {
      case "JavaScript": note("JavaScript", at: place)
      case "Rendition" where !file.resolve(entries["JS"]).isNull: note("JavaScript", at: place)
      case "Launch": note("Launch", at: place)
      case "SubmitForm": note("SubmitForm", at: place)
      case "ImportData": note("ImportData", at: place)
      case "GoToR": note("GoToR", at: place)
      case "GoToE": note("GoToE", at: place)
      case "URI" where isTriggered: note("URI", at: place)
      case "Rendition", "Movie", "Sound", "RichMediaExecute", "GoTo3DView": note("RichMedia", at: place)
      default: break
      }
      waiting += file.items(entries["Next"])
    }
  }

  private mutating func addOutline(_ outline: PDFObject, in file: QPDFFile) {
    var waiting = [file.dictionary(outline)?["First"] ?? .null]
    while let item = waiting.popLast(), budget > 0 {
      budget -= 1
      guard case .reference(let number) = item, visited.insert(number).inserted, let entries = file.dictionary(item)
      else { continue }
      add(entries["A"], at: "outline", isTriggered: false, in: file)
      waiting += [entries["Next"], entries["First"]]
    }
  }

  /// The first places of each kind become findings; a form with a script in each of a thousand fields gets no thousand.
  private mutating func note(_ kind: String, at place: String) {
    found.insert(kind)
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
