import Testing
import Records
import Samples
@testable import Handover
@Test func `scratch fits`() throws {
  let toolkit = try Workshop.toolkit()
  for name in Workshop.forms {
    let profile = try Workshop.profile(of: name)
    let form = try toolkit.form(name, of: profile)
    let p = Printing(form: form, dictionary: profile.rules.dictionary, fonts: try toolkit.fonts(), keys: RecordKeys(list: [], form: name), kind: .archive)
    let people = try SamplePeople(seed: 5, flavour: .longest).records(30, through: toolkit.gate(profile.rules))
    var counts: [String: (Int, Int)] = [:]
    func run(_ r: Record) {
      do { _ = try p.paper(for: r, position: 0, isOneOfMany: false) } catch {
        for f in error.findings { let k = (f.place.field ?? "?") + " " + f.message.english + " " + (f.place.line.map(String.init) ?? ""); counts[k, default: (0,0)].0 += 1 }
      }
    }
    if form.subject == .batch { run(.batch(people[0], people: people)) } else { for r in people { run(r) } }
    print(name); for (k, v) in counts.sorted(by: { $0.key < $1.key }).prefix(60) { print("  ", k, v.0) }
  }
}
