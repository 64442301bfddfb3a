package import Diagnostics
package import Records

/// How the boxes of a fillable form that is not ours are read: which field of a record stands in which of them.
///
/// Every box of the form is here, read or not: by them all a returned file is known again.
package struct ForeignBinding: Sendable {
  package var id: String
  package var version: String
  /// The profile that it belongs to.
  package var profile: String
  /// What the form is called.
  package var title: String
  package var subject: FormTemplate.Subject
  /// The id of a form of ours, whose required fields the records of this form must have.
  package var form: String?
  /// Whether nobody has seen it through yet.
  package var isDraft: Bool
  /// The name of the empty form's file, by which form data name the form.
  package var file: String?
  /// What the empty form holds that could run, send or fetch; a returned file may hold no more.
  package var active: [Active]
  package var boxes: [Box]
  /// Its root.
  package var place: Place

  /// `liaocheng/linqing-info`.
  package var name: String { "\(profile)/\(id)" }

  /// Something of the empty form that could run, send or fetch.
  package struct Active: Sendable, Hashable {
    /// Such as `JavaScript`.
    package var kind: String
    /// SHA-256 of what it says, in hexadecimal.
    package var digest: String
    /// Such as `field phone`.
    package var place: String
    /// What would set it off there; empty where there is one way only.
    package var event: String

    package init(kind: String, digest: String, place: String, event: String) {
      (self.kind, self.digest, self.place, self.event) = (kind, digest, place, event)
    }
  }

  /// What sort of box it is; the words are those of a PDF reader.
  package enum Kind: String, Sendable, CaseIterable {
    case text, checkbox, radio, choice
  }

  package struct Box: Sendable, Hashable {
    /// The fully qualified name.
    package var name: String
    package var kind: Kind
    /// 1-based, of its first widget.
    package var page: Int?
    /// Left, bottom, right and top of that widget in points, as the file has them.
    package var rectangle: [Double]?
    package var use: Use
    /// What stands in it on the empty form and is no value.
    package var blank: String?
    /// Its element.
    package var place: Place

    package init(
      name: String, kind: Kind, page: Int? = nil, rectangle: [Double]? = nil, use: Use = .open, blank: String? = nil,
      at place: Place = Place()
    ) {
      self.name = name
      self.kind = kind
      self.page = page
      self.rectangle = rectangle
      self.use = use
      self.blank = blank
      self.place = place
    }
  }

  package enum Use: Sendable, Hashable {
    /// Nobody has said yet.
    case open
    /// It holds nothing of a record.
    case ignored
    case field(Target)

    package var target: Target? { if case .field(let target) = self { target } else { nil } }
  }

  /// Where a box's value goes.
  package struct Target: Sendable, Hashable {
    package var key: FieldKey
    package var entry: Entry?
    /// Of a value spread over several boxes: which piece, from 1.
    package var piece: Int?
    /// Of one of several check boxes: the word or code that a tick stands for.
    package var word: String?
    /// Of a radio group or list: the word or code of each stored value that is none itself.
    package var words: [String: String]

    package init(
      _ key: FieldKey, entry: Entry? = nil, piece: Int? = nil, word: String? = nil, words: [String: String] = [:]
    ) {
      self.key = key
      self.entry = entry
      self.piece = piece
      self.word = word
      self.words = words
    }

    /// What only one box, or the pieces and words of one value, can have.
    package var owner: Owner { Owner(key: key, entry: entry) }
  }

  package struct Owner: Sendable, Hashable {
    package var key: FieldKey
    package var entry: Entry?

    package init(key: FieldKey, entry: Entry?) {
      self.key = key
      self.entry = entry
    }
  }

  /// An entry of a repeated part.
  package struct Entry: Sendable, Hashable {
    package var group: FieldName
    /// From 1.
    package var ordinal: Int

    package init(group: FieldName, ordinal: Int) {
      self.group = group
      self.ordinal = ordinal
    }
  }

  /// What a paper of this form holds.
  ///
  /// - Parameter required: What the profile requires of a person's record.
  package func shape(of dictionary: FieldDictionary, required: Set<FieldName>) -> FormShape {
    let targets = boxes.compactMap(\.use.target)
    let groups = Dictionary(grouping: targets.filter { $0.entry != nil }) { $0.entry?.group ?? "" }
    return FormShape(
      form: FormName(profile: profile, id: id, version: version), title: title, isBatch: subject == .batch,
      fields: Set(targets.filter { $0.entry == nil }.map(\.key.name)),
      groups: groups.map { group, targets in
        FormShape.Group(
          name: group, fields: targets.map(\.key.name), minimum: targets.compactMap(\.entry?.ordinal).max() ?? 0)
      }, required: required, dictionary: dictionary)
  }
}
