internal import PDFObjects
internal import Pages

/// The fields of a file (ISO 32000-1, 12.7), one document's after another's.
struct InteractiveForm {
  private var roots: [ObjectID] = []
  private var rootNames: Set<String> = []
  private var looks = WrittenLooks()
  private var defaults: FieldDefaults?

  /// The font for what is typed: where it stands in the file, or what to write when the first field comes.
  enum EntryFont {
    case written(ObjectID)
    case awaited(FontProgram)

    fileprivate func place(in file: inout PDFFile) -> ObjectID {
      switch self {
      case .written(let object): object
      case .awaited(let program): program.write(to: &file)
      }
    }
  }

  /// Writes the fields and widgets of a document.
  mutating func append(
    _ prepared: PreparedDocument, pages: [ObjectID], widgets: [[ObjectID]], keys: StructureTree.Keys?,
    resources: [ObjectID], in file: inout PDFFile, entryFont: EntryFont?
  ) {
    let tree = FieldTree(prepared.document)
    guard !tree.children.isEmpty else { return }
    let defaults = self.defaults ?? FieldDefaults(entryFont: entryFont?.place(in: &file))
    self.defaults = defaults
    var writing = FieldWriting(
      defaults: defaults, prepared: prepared, pages: pages, widgets: widgets, keys: keys, resources: resources,
      looks: looks)
    for node in tree.children {
      precondition(rootNames.insert(node.name).inserted, "field names of documents in one file begin differently")
      roots.append(writing.write(node, parent: nil, to: &file))
    }
    looks = writing.looks
  }

  /// - Returns: The form's dictionary; `nil` when there are no fields.
  func finish(_ file: inout PDFFile) -> ObjectID? {
    guard !roots.isEmpty, let defaults else { return nil }
    var body = PDFBytes()
    body.raw("<</Fields")
    body.references(roots)
    defaults.form(&body)
    body.raw(">>")
    return file.write(body)
  }
}

/// The fields of a document by the components of their names.
final class FieldTree {
  struct Place {
    var page: Int
    var index: Int
    var widget: Widget
  }

  let name: String
  private(set) var children: [FieldTree] = []
  private(set) var places: [Place] = []
  private var index: [String: Int] = [:]

  init(_ document: PagedDocument) {
    name = ""
    for (page, content) in document.pages.enumerated() {
      for (number, widget) in content.widgets.enumerated() {
        precondition(!widget.name.isEmpty, "a field has a name")
        let leaf = widget.name.reduce(self) { $0.child($1) }
        leaf.places.append(Place(page: page, index: number, widget: widget))
      }
    }
  }

  private init(name: String) { self.name = name }

  private func child(_ name: String) -> FieldTree {
    // Fields of one parent follow each other mostly.
    if let last = children.last, last.name == name { return last }
    if let known = index[name] { return children[known] }
    index[name] = children.count
    let child = FieldTree(name: name)
    children.append(child)
    return child
  }
}
