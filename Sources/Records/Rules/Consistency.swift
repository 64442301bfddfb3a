package import Diagnostics

/// What only whole records show, of people and of a batch: steps done without those that they need, people in two receiving
/// places, Party members whom nobody takes in.
///
/// Not for records read from papers: those hold no more than the paper shows.
package struct Consistency: Sendable {
  private let sequences: SequenceRules

  package init(rules: RecordRules) { sequences = SequenceRules(rules) }

  /// - Parameters:
  ///   - person: A whole record, with what the list says.
  ///   - batch: The header of the person's batch, which may hold what a step needs.
  package func findings(of person: Record, in batch: Record? = nil, at place: Place = Place()) -> [Finding] {
    guard !sequences.guards.isEmpty else { return [] }
    return sequences.guards.flatMap { each in
      person[each.field.name].map { done in
        each.needs.flatMap { need in
          broken(each, done, need.field, person[need.field.name] ?? batch?[need.field.name], place)
        }
      } ?? []
    }
  }

  /// - Parameters:
  ///   - batch: With everyone in it as the group `batch.people`.
  ///   - place: Where the batch came from; people are told by their number in it.
  package func findings(ofBatch batch: Record, at place: Place = Place()) -> [Finding] {
    let people = batch.entries(of: .people)
    var findings = batchGuardFindings(batch, people, place)
    if !sequences.guards.isEmpty {
      for (number, person) in people.enumerated() {
        findings += self.findings(of: person, in: batch, at: place.person(number))
      }
    }
    return findings + receiverFindings(people, place) + memberFindings(batch, people, place)
  }

  // MARK: Guards

  /// Steps of the batch itself: they need those of the batch, or those of everyone in it.
  private func batchGuardFindings(_ batch: Record, _ people: [Record], _ place: Place) -> [Finding] {
    sequences.guards.flatMap { each -> [Finding] in
      guard let done = batch[each.field.name] else { return [] }
      return each.needs.flatMap { need -> [Finding] in
        if need.isInSameRecord || people.isEmpty {
          return broken(each, done, need.field, batch[need.field.name], place)
        }
        return people.enumerated().flatMap { number, person in
          broken(each, done, need.field, person[need.field.name] ?? batch[need.field.name], place.person(number))
        }
      }
    }
  }

  private func broken(
    _ rule: SequenceRules.Guard, _ done: FieldValue, _ need: FieldRule, _ found: FieldValue?, _ place: Place
  ) -> [Finding] {
    let fault: Phrase
    switch (done, found) {
    case (.unknown, _): return []
    case (_, nil), (_, .unknown): fault = RecordGuard.isMissing
    case (.date(let done), .date(let before)) where before.isAfter(done): fault = RecordGuard.isLate
    default: return []
    }
    return [
      Finding(
        .error, .guardBroken, at: place.field(rule.field.name.rawValue),
        rule.rule.message(field: rule.field.definition.label, fault, need: need.definition.label),
        hint: RecordGuard.hint)
    ]
  }

  // MARK: Receiving places

  /// The same person for two receiving places.
  private func receiverFindings(_ people: [Record], _ place: Place) -> [Finding] {
    var first: [String: (number: Int, receiver: [String])] = [:]
    var findings: [Finding] = []
    for (number, person) in people.enumerated() {
      guard case .residentID(let id)? = person["retiree.id"] else { continue }
      let receiver = Self.receiver(of: person)
      guard receiver.contains(where: { !$0.isEmpty }) else { continue }
      if let earlier = first[id.modern] {
        guard earlier.receiver != receiver else { continue }
        findings.append(
          Finding(
            .error, .receiverTwice, at: place.person(number).field("retiree.id"),
            Phrase(
              "身份证号码（%1）已列在第 \(earlier.number + 1) 人，接收地不同",
              "the ID number (%1) is that of person \(earlier.number + 1), for another receiving place",
              filling: [.masked(id.number)]),
            hint: Phrase("每人只能移交到一个接收地，请删去一处", "everyone goes to one receiving place: delete the other")))
      } else {
        first[id.modern] = (number, receiver)
      }
    }
    return findings
  }

  private static let place: [FieldName] = ["receiver.county", "receiver.street", "receiver.community", "receiver.unit"]

  private static func receiver(of person: Record) -> [String] { place.map { person.text(FieldKey($0)) } }

  // MARK: Party members

  /// Members who go to a place for which the batch names no Party organisation, when it names any.
  private func memberFindings(_ batch: Record, _ people: [Record], _ place: Place) -> [Finding] {
    guard batch["partyTo.name"] == nil else { return [] }
    let takingIn = batch.entries(of: "batch.receivers").filter { $0["partyTo.name"] != nil }
    let names = !takingIn.isEmpty
    return people.enumerated().compactMap { number, person in
      guard Self.isMember(person), person["partyTo.name"] == nil, person["member.newBranch"] == nil else { return nil }
      let hasPlace = Self.receiver(of: person).contains { !$0.isEmpty }
      guard !hasPlace || (names && !takingIn.contains { Self.receives($0, person) }) else { return nil }
      return Finding(
        .error, .memberWithoutReceiver, at: place.person(number).field("retiree.politicalStatus"),
        Phrase("党员没有接收其组织关系的党组织", "no Party organisation takes this member in"),
        hint: Phrase(
          "请填写接收地，并在批次文件中为该接收地写明转入党组织", "give the receiving place, and name its Party organisation in the batch file"))
    }
  }

  private static let member = RecordCondition(field: "retiree.politicalStatus", test: .oneOf(["01", "02"]))

  private static func isMember(_ person: Record) -> Bool { member.holds(for: person) }

  /// Whether an entry of the receiving places is that of a person: all that it says of the place agrees.
  private static func receives(_ entry: Record, _ person: Record) -> Bool {
    let pairs: [(FieldName, FieldName)] = [
      ("place.county", "receiver.county"), ("place.street", "receiver.street"),
      ("place.community", "receiver.community"),
    ]
    return pairs.allSatisfy { own, persons in
      let said = entry.text(FieldKey(own))
      return said.isEmpty || ExactText(said) == ExactText(person.text(FieldKey(persons)))
    }
  }
}

extension Place {
  /// This place, narrowed to a person of the batch.
  fileprivate func person(_ number: Int) -> Place {
    var place = self
    place.sheet = place.sheet ?? FieldName.people.rawValue
    place.row = number + 1
    return place
  }
}
