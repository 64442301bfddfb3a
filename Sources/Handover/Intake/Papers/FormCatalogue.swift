import Diagnostics
import Records
import Synchronization
import Templates

/// The forms that there are templates for, each made ready for reading when it is first met and kept from then on.
///
/// So a file costs only itself, and a run reads the templates of the forms that come back rather than all.
final class FormCatalogue: Sendable {
  private let cities: [String]
  private let load: @Sendable (_ city: String, _ form: String?) throws(Refusal) -> Profile
  private let gate: @Sendable (RecordRules) -> Gate
  private let loadForeign: @Sendable () throws(Refusal) -> ForeignForms
  private let made = Mutex(Made())

  private struct Made {
    /// By full name; all versions, the present one first.
    var forms: [String: [KnownForm]] = [:]
    var index: BoxIndex?
    var foreign: ForeignForms?
    var wording: FlatWording?
  }

  /// - Parameters:
  ///   - cities: The ids of the profiles.
  ///   - load: Reads a profile: with one form by its id, or with all.
  ///   - foreign: Reads the bindings of forms that are not ours.
  init(
    cities: [String], load: @escaping @Sendable (_ city: String, _ form: String?) throws(Refusal) -> Profile,
    gate: @escaping @Sendable (RecordRules) -> Gate,
    foreign: @escaping @Sendable () throws(Refusal) -> ForeignForms
  ) {
    loadForeign = foreign
    self.cities = cities
    self.load = load
    self.gate = gate
  }

  /// A form in all its versions, the present one first; empty when there is no such form.
  ///
  /// - Throws: `Refusal` when its template is faulty.
  func versions(of untrustedName: String) throws(Refusal) -> [KnownForm] {
    guard let slash = untrustedName.firstIndex(of: "/"), cities.contains(String(untrustedName[..<slash])) else {
      return []
    }
    // Files are read on several threads; whoever comes second waits for what the first one makes.
    return try made.withLock { made throws(Refusal) in
      if let known = made.forms[untrustedName] { return known }
      let id = String(untrustedName[untrustedName.index(after: slash)...])
      let profile = try load(String(untrustedName[..<slash]), id)
      let forms = (profile.forms + profile.olderForms).filter { $0.id == id }.map {
        KnownForm($0, of: profile, gate: gate)
      }
      if !forms.isEmpty { made.forms[untrustedName] = forms }
      return forms
    }
  }

  /// The gate for papers of a form, ours or not; `nil` when there is no such form.
  func gate(of form: String) -> Gate? {
    if let known = (try? versions(of: form))?.first { return known.gate }
    return (try? foreign())?.forms.first { $0.binding.name == form }?.gate
  }

  /// The forms that are not ours and have a binding.
  ///
  /// - Throws: `Refusal` when a city's profile is faulty.
  func foreign() throws(Refusal) -> ForeignForms {
    try made.withLock { made throws(Refusal) in
      if let foreign = made.foreign { return foreign }
      let foreign = try loadForeign()
      made.foreign = foreign
      return foreign
    }
  }

  /// All forms by the names of their boxes.
  ///
  /// - Throws: `Refusal` when a template is faulty.
  func index() throws(Refusal) -> BoxIndex {
    try made.withLock { made throws(Refusal) in
      if let index = made.index { return index }
      var index = BoxIndex()
      for city in cities { index.add(try load(city, nil)) }
      made.index = index
      return index
    }
  }

  /// All forms by their words.
  ///
  /// - Throws: `Refusal` when a template is faulty.
  func wording() throws(Refusal) -> FlatWording {
    try made.withLock { made throws(Refusal) in
      if let wording = made.wording { return wording }
      var wording = FlatWording()
      for city in cities { wording.add(try load(city, nil)) }
      made.wording = wording
      return wording
    }
  }
}

extension Toolkit {
  /// The forms of this installation, for reading what comes back.
  func catalogue() -> FormCatalogue {
    FormCatalogue(
      cities: profiles(), load: { [self] city, form throws(Refusal) in try loadProfile(city, only: form) },
      gate: { [self] in gate($0) }, foreign: { [self] () throws(Refusal) in try foreignForms() })
  }
}
