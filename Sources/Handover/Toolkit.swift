@_exported public import Diagnostics
package import Fonts
@_exported public import Records
private import Synchronization
package import Templates
import XMLTrees

/// Handover: prints the papers of a handover and reads them back.
///
/// One form is one file, read in both directions. The way out:
///
/// 1. ``check(_:profile:rejected:language:jobs:report:)`` reads a list (`RecordReading`) row by row, and the gate (`Gate`)
///    makes each raw row a record or says why not (`ListIntake`). Everything below takes only such records.
/// 2. ``generate(_:language:progress:report:)`` puts each record into the form (`Composing`), sets it on pages
///    (`Typesetting`), and writes them (`PDFWriting`) with the record as issued attached (`RecordWriting`).
///
/// The way back:
///
/// 3. ``read(_:answer:)`` has each file opened by a process of its own (`IsolatedReading`), recognises the form
///    (`FormIdentification`), binds its boxes to fields by the same template (`FormBinding`), and passes them through the same
///    gate; every change against what was issued is named, and whatever is doubtful goes to a person (`ReturnedForm`).
/// 4. ``inspect(_:language:line:)`` says what is in any PDF form.
///
/// Findings are values and go to `report` as they arise; what makes a whole call impossible is thrown as a `Refusal`.
/// A toolkit may be used from several threads.
public final class Toolkit: Sendable {
  /// Where its files lie.
  public let locations: Locations
  /// The day that dates are judged by: nothing is born or retired after it.
  public let today: PartialDate
  /// The days on which no period ends.
  public let holidays: Holidays
  /// Whose word counts for who a signer is.
  public let trustRoots: TrustRoots
  let dictionary: FieldDictionary
  let areaCodes: AreaCodes
  private let loadedFonts = Mutex<FontCollection?>(nil)

  /// Opens an installation.
  ///
  /// - Parameters:
  ///   - locations: Where its files lie; `Locations.standard()` finds them.
  ///   - today: Handed in, so that the same input gives the same answer on any day.
  ///   - holidays: What the user lists; without them no period is moved.
  ///   - trustRoots: Without any, signers' identities are not checked.
  /// - Throws: `Refusal` when files are missing or the dictionary has faults.
  public init(
    _ locations: Locations, today: PartialDate, holidays: Holidays = Holidays(), trustRoots: TrustRoots = TrustRoots()
  ) throws(Refusal) {
    self.locations = locations
    self.today = today
    self.holidays = holidays
    self.trustRoots = trustRoots
    var files: [(bytes: [UInt8], file: String?)] = []
    for path in locations.dictionary { files.append((try contents(of: path), path)) }
    dictionary = try FieldDictionary.load(untrustedFiles: files)
    let codes = try contents(of: "\(locations.resources)/area-codes.txt")
    areaCodes = AreaCodes(untrustedText: String(decoding: codes, as: UTF8.self))
  }

  /// The fonts, found when they are first needed.
  package func fonts() throws(Refusal) -> FontCollection {
    if let known = loadedFonts.withLock({ $0 }) { return known }
    let path = "\(locations.resources)/fonts.xml"
    let fonts = try FontCollection.load(
      configuration: try contents(of: path), file: path, directories: locations.fonts)
    return loadedFonts.withLock { known in
      // Faces are known by identity: all must use those that came first.
      if let known { return known }
      known = fonts
      return fonts
    }
  }

  /// Reads a city's profile and its forms.
  ///
  /// - Throws: `Refusal` with every fault in them, or with the names of the profiles that there are.
  ///
  /// - Parameter wanted: The id or full name of the one form that is needed; all are read when the city has no such form.
  package func profile(_ id: String, only wanted: String? = nil) throws(Refusal) -> Profile {
    if let wanted {
      let own = wanted.hasPrefix("\(id)/") ? String(wanted.dropFirst(id.count + 1)) : wanted
      let profile = try loadProfile(id, only: own)
      if own.isEmpty || !profile.forms.isEmpty { return profile }
    }
    return try loadProfile(id)
  }

  /// Reads a profile with all its forms, or with the one of this id in all its versions, if it has one.
  func loadProfile(_ id: String, only wanted: String? = nil) throws(Refusal) -> Profile {
    let folder = "\(locations.templates)/\(id)"
    guard profiles().contains(id) else {
      let known = profiles().joined(separator: " ")
      throw Refusal(
        Finding(
          .error, .profileUnknown, Phrase("没有名为“\(id)”的城市配置", "there is no profile \"\(id)\""),
          hint: Phrase("可用：\(known)", "one of: \(known)")))
    }
    return try Profile.load(id: id, dictionary: dictionary, schemas: try schemas(), only: wanted) {
      name throws(Refusal) in (try contents(of: "\(folder)/\(name)"), "\(folder)/\(name)")
    }
  }

  /// The form of a profile by its id or full name.
  package func form(_ name: String, of profile: Profile) throws(Refusal) -> FormTemplate {
    if let form = profile.form(name) { return form }
    let known = profile.forms.map(\.id).joined(separator: " ")
    throw Refusal(
      Finding(
        .error, .formUnknown, Phrase("\(profile.title)没有表格“\(name)”", "\(profile.id) has no form \"\(name)\""),
        hint: Phrase("可用：\(known)", "one of: \(known)")))
  }

  func schemas() throws(Refusal) -> TemplateSchemas {
    TemplateSchemas(form: try schema("form.rng"), profile: try schema("profile.rng"))
  }

  func bindingSchema() throws(Refusal) -> RelaxNGSchema { try schema("binding.rng") }

  private func schema(_ name: String) throws(Refusal) -> RelaxNGSchema {
    let path = "\(locations.resources)/\(name)"
    return try RelaxNGSchema(bytes: try contents(of: path), file: path)
  }
}
