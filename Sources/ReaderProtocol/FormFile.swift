/// What is in one PDF, as the reader process saw it. Every text in it is unchecked.
public struct FormFile: Sendable, Codable, Equatable {
  public enum Status: String, Sendable, Codable {
    case ok
    /// Read no further, for the reason given.
    case refused
    /// The reader could not finish.
    case failed
  }

  public var status: Status
  /// A code such as `encrypted`, `damaged`, `not-a-pdf`, `timeout`, `memory`, `too-large`; `nil` when `ok`.
  public var reason: String?
  public var fields: [FormField]

  package init(status: Status, reason: String? = nil, fields: [FormField] = []) {
    self.status = status
    self.reason = reason
    self.fields = fields
  }
}

/// One terminal field of a PDF form.
public struct FormField: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    case text, checkbox, radio, choice, signature, push
  }

  public enum Value: Sendable, Codable, Equatable {
    case one(String)
    case many([String])
  }

  public struct Option: Sendable, Codable, Equatable {
    public var export: String
    public var label: String

    package init(export: String, label: String) {
      self.export = export
      self.label = label
    }
  }

  /// The fully qualified name.
  public var name: String
  public var type: Kind
  /// A text as stored; of a button the export value of what is chosen, `nil` when off; of a choice its export values.
  public var value: Value?
  public var options: [Option]
  /// 1-based, of its first widget; `nil` when no page shows it.
  public var page: Int?
  /// That widget's `/Rect` as it stands: x0, y0, x1, y1.
  public var box: [Double]?

  package init(
    name: String, type: Kind, value: Value? = nil, options: [Option] = [], page: Int? = nil, box: [Double]? = nil
  ) {
    self.name = name
    self.type = type
    self.value = value
    self.options = options
    self.page = page
    self.box = box
  }
}
