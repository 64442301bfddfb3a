package import Diagnostics

/// What is in one PDF, as the reader process saw it. Every text in it is unchecked.
package struct FormFile: Sendable, Equatable {
  /// How far the reading came.
  package enum Status: String, Sendable, CaseIterable {
    /// Read to the end.
    case ok
    /// Read no further, for the reason given.
    case refused
    /// The reader could not finish.
    case failed
  }

  /// What sort of file a form's data came in.
  package enum Kind: String, Sendable, CaseIterable {
    case pdf, fdf, xfdf, xdp, email
  }

  /// How far the reading came.
  package var status: Status
  /// Why there is nothing to read; `nil` when `ok`.
  package var reason: Reason?
  /// The terminal fields of the whole field tree, in its order; same name and type are one.
  package var fields: [FormField]
  /// One for each signature field, in the order of the fields.
  package var signatures: [FormSignature]
  /// Files carried inside, each once.
  package var attachments: [FormAttachment]
  /// What could run, send or fetch, each once.
  package var active: [ActiveItem]
  /// How often the file was saved: 1 for a file written in one piece, linearized or not. 0 when unknown.
  package var revisions: Int
  /// What it says of itself.
  package var metadata: FormMetadata
  /// What the reader noticed, by code; `findings` says it in words.
  package var notes: [FormNote]
  /// What sort of file it is.
  package var kind = Kind.pdf
  /// The PDF that FDF, XFDF or XDP says its data are of: unchecked, to be compared with names and never opened.
  package var target: String?
  /// The XFA form beside the fields; also there when the file was refused for having nothing else.
  package var xfa: FormXFA?

  package init(
    status: Status, reason: Reason? = nil, fields: [FormField] = [], signatures: [FormSignature] = [],
    attachments: [FormAttachment] = [], active: [ActiveItem] = [], revisions: Int = 0,
    metadata: FormMetadata = FormMetadata(), notes: [FormNote] = [], xfa: FormXFA? = nil, kind: Kind = .pdf,
    target: String? = nil
  ) {
    self.status = status
    self.reason = reason
    self.fields = fields
    self.signatures = signatures
    self.attachments = attachments
    self.active = active
    self.revisions = revisions
    self.metadata = metadata
    self.notes = notes
    self.xfa = xfa
    self.kind = kind
    self.target = target
  }

  /// What a person should know of this file: first why it was not read, then the rest in the order met.
  ///
  /// Places name the field; the file's name is the caller's to add. Where a field's values disagree the finding shows them
  /// masked; no finding holds a value as it is.
  package var findings: [Finding] {
    var indices: [String: Int] = [:]
    if notes.contains(where: { $0.field != nil && $0.code.isDoubt }) {
      for (index, field) in fields.enumerated() where indices[field.name] == nil { indices[field.name] = index }
    }
    let said = notes.map { note in
      note.finding(of: note.code.isDoubt ? note.field.flatMap { indices[$0] }.map { fields[$0] } : nil)
    }
    return (reason.map { [$0.finding] } ?? []) + said
  }
}

/// A file carried inside a PDF.
package struct FormAttachment: Sendable, Equatable {
  /// As the PDF names it: unchecked, never to be used as a path.
  package var name: String
  /// Bytes when unpacked; `nil` when it could not be unpacked within the limits.
  package var size: Int?

  package init(name: String, size: Int?) {
    self.name = name
    self.size = size
  }
}

/// What a PDF says of itself.
package struct FormMetadata: Sendable, Equatable {
  /// Pages of the page tree, after repairs.
  package var pageCount: Int
  /// The document information dictionary: keys without the slash, in alphabetical order, and texts.
  package var information: [Entry]
  /// The XMP packet as text; `nil` when there is none or it is longer than 1 MiB.
  package var xmp: String?

  /// One line of the information dictionary.
  package struct Entry: Sendable, Equatable {
    /// Without the slash.
    package var key: String
    /// Decoded; cut at 10,000 characters.
    package var value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  package init(pageCount: Int = 0, information: [Entry] = [], xmp: String? = nil) {
    self.pageCount = pageCount
    self.information = information
    self.xmp = xmp
  }

  /// The text of an information key, such as `Title`.
  package subscript(key: String) -> String? {
    information.first { $0.key == key }?.value
  }
}
