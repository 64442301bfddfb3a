import Archives
import Diagnostics
import RecordWriting
import Records
import Samples

extension Toolkit {
  /// Writes a batch file for the people of `writeSampleList`: a fictitious value for every field that the city's forms show once,
  /// and organisations for every receiving place.
  ///
  /// - Parameters:
  ///   - path: Of the file, XML; its folder must exist.
  ///   - profile: The city, such as `liaocheng`.
  ///   - people: How many people are on the list.
  ///   - seed: That of the list.
  /// - Throws: `Refusal` when the profile is unknown or faulty, or the file cannot be written.
  public func writeSampleBatch(
    to path: String, profile id: String, people: Int = 200, seed: UInt64 = 2026
  ) throws(Refusal) {
    let profile = try profile(id)
    let gate = gate(profile.rules)
    let needed = BatchFields(profile)
    let samples = SampleRecords(rules: gate.rules, seed: seed)
    var groups = needed.groups
    let receiving = groups.removeValue(forKey: .receivers) ?? []
    var raw = samples.record(showing: needed.fields, groups: groups, values: .typical)
    raw.groups[.people] = nil
    raw.values[FieldKey("batch.id")] = RawValue("\(id)-2026-1")
    raw.groups[.receivers] = Self.places(of: SamplePeople(seed: seed).people(people)).enumerated().map {
      number, place in
      var entry = samples.record(showing: receiving, values: .typical, index: number)
      for (part, (own, receiver)) in zip(place, FieldName.places) {
        entry.values[FieldKey(own)] = RawValue(part)
        entry.values[FieldKey(receiver)] = nil
      }
      for (name, text) in Self.organisations(of: place) where receiving.contains(name) {
        entry.values[FieldKey(name)] = RawValue(text)
      }
      return entry
    }
    let record: Record
    do throws(RecordRejection) {
      record = try gate.judge(raw, as: .batch).value
    } catch {
      throw Refusal(error.findings)
    }
    try writeWhole(try recordsXML([record], dictionary: profile.rules.dictionary), to: path)
  }

  /// Where people are received, in the order in which they come.
  private static func places(of people: [SamplePerson]) -> [[String]] {
    var seen: Set<[String]> = []
    return people.map { person in FieldName.places.map { person.text($0.receiver) } }.filter {
      seen.insert($0).inserted
    }
  }

  private static func organisations(of place: [String]) -> [(FieldName, String)] {
    [
      ("street.name", "\(place[1])退休人员社会化管理服务站"), ("community.name", "\(place[2])居民委员会"),
      ("archiveBody.name", "\(place[0])退休人员档案管理中心"), ("partyTo.name", "中共\(place[1])\(place[2])支部委员会"),
    ]
  }
}
