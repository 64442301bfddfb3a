import ReaderProtocol
import Templates

/// A box of the form, with all that the file says of it.
struct DraftBox {
  /// One of the places where it stands.
  struct Spot {
    var page: Int
    var area: Area
    /// Of a button: the export value that it stands for.
    var state: String?
  }

  var name: String
  var kind: ForeignBinding.Kind
  var tooltip: String?
  var mappingName: String?
  var value: String
  var options: [FormField.Option]
  var maxLength: Int?
  /// In the order of the file; empty when no page shows it.
  var spots: [Spot]
  /// The first of them as the file has it.
  var page: Int?
  var rectangle: [Double]?

  /// - Parameter pages: By their number; to turn the file's coordinates into those of the page as it is shown.
  init?(_ field: FormField, pages: [Int: DraftPage]) {
    guard let kind = ForeignBinding.Kind(rawValue: field.type.rawValue) else { return nil }
    name = field.name
    self.kind = kind
    tooltip = field.tooltip
    mappingName = field.mappingName
    value = field.value?.all.joined(separator: "、") ?? ""
    options = field.options
    maxLength = field.maxLength
    page = field.page
    rectangle = field.box.flatMap { $0.count == 4 ? Self.sorted($0) : nil }
    let exports = field.options.map(\.export)
    let oneEach = exports.count == field.widgets.count
    spots = field.widgets.enumerated().compactMap { number, widget in
      guard let page = widget.page, let box = widget.box, box.count == 4, let shown = pages[page] else { return nil }
      return shown.frame.shown(box).map { Spot(page: page, area: $0, state: oneEach ? exports[number] : nil) }
    }
    if spots.isEmpty, let page, let rectangle, let area = pages[page]?.frame.shown(rectangle) {
      spots = [Spot(page: page, area: area)]
    }
  }

  private static func sorted(_ box: [Double]) -> [Double] {
    [min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])]
  }
}
