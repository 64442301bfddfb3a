import Diagnostics
import Records
import Templates

/// One paper of a packet, in however many copies.
struct PacketDocument: Sendable {
  enum Subject: Sendable {
    /// By the number among the people.
    case person(Int)
    /// By the number among the parts.
    case part(Int)
  }

  /// The number among the forms.
  let form: Int
  let subject: Subject
  let place: PacketPlace
  /// What its codes say.
  let key: String
  /// People who have no row on it, as their values do not fit.
  var leftOut: Set<Int> = []
  var pages = 0
  /// Of its content: the paper made alone, for print, without a key in its codes, so that it stays when people before it in the
  /// list come or go.
  var sha256 = ""
}

/// Which papers there are for whom.
struct PacketPlan: Sendable {
  /// A part of a batch that a form has a paper about.
  struct Part: Sendable {
    var values: [FieldName: RawValue]
    /// By their numbers among the people.
    var people: [Int]
  }

  let people: [AcceptedRow]
  /// Reasons for staying behind that keep nobody from going over.
  let partialReasons: Set<String>
  /// Where each is received.
  let places: [PacketPlace]
  private(set) var parts: [Part] = []
  /// By packet, in order: papers about all of a place first, then person by person.
  private(set) var documents: [PacketDocument] = []
  /// Those that have papers, and those that would have.
  private(set) var packets: [PacketPlace] = []
  private let keys: RecordKeys

  /// - Parameter person: The number of the one person who is wanted.
  init(
    _ people: [AcceptedRow], forms: [PacketForm], partialReasons: Set<String>, keys: RecordKeys, person: Int?
  ) {
    self.people = people
    self.partialReasons = partialReasons
    self.keys = keys
    places = people.map { PacketPlace(of: $0.record) }
    var made: [PacketPlace: [PacketDocument]] = [:]
    if person == nil {
      for (number, form) in forms.enumerated() where form.template.subject == .batch {
        for document in batchDocuments(form, number) { made[document.place, default: []].append(document) }
      }
    }
    let own = forms.enumerated().filter { $1.template.subject == .retiree }
    for index in people.indices where person == nil || person == index {
      for (number, form) in own where form.template.isMeant(for: people[index].record) {
        let document = PacketDocument(
          form: number, subject: .person(index), place: places[index], key: keys.key(people[index].position))
        made[places[index], default: []].append(document)
      }
    }
    var order = PlaceOrder()
    for place in places { order.add(place) }
    packets = order.sorted(made.keys)
    documents = packets.flatMap { made[$0] ?? [] }
  }

  private mutating func batchDocuments(_ form: PacketForm, _ number: Int) -> [PacketDocument] {
    let meant = people.indices.filter { form.template.isMeant(for: people[$0].record) }
    var grouping = BatchParts(by: form.template.grouping)
    for index in meant { grouping.add(AcceptedRow(position: index, record: people[index].record, place: Place())) }
    var found = grouping.parts
    if found.isEmpty, form.template.grouping.isEmpty, form.arrangement == .letter {
      found = [BatchParts.Part(values: [:], words: [])]
    }
    return found.map { part in
      let members = part.people.map(\.position)
      parts.append(Part(values: part.values, people: members))
      let place = members.first.map { places[$0].limited(to: form.template.grouping) } ?? .whole
      return PacketDocument(
        form: number, subject: .part(parts.count - 1), place: place,
        key: keys.key(of: [form.template.id] + part.words))
    }
  }

  /// The papers of a packet.
  func documents(of place: PacketPlace) -> [Int] { documents.indices.filter { documents[$0].place == place } }

  /// Takes what was found out about the papers.
  mutating func set(_ documents: [PacketDocument]) { self.documents = documents }

  func row(of document: PacketDocument) -> AcceptedRow? {
    if case .person(let index) = document.subject { people[index] } else { nil }
  }
}
