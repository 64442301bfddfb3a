import Diagnostics
import Digests
import Fonts
import Foundation
import RecordReading
import Records
import Templates

/// Everything that a request for papers comes down to, before the first row is read.
struct GenerationPlan {
  let profile: Profile
  let form: FormTemplate
  let fonts: FontCollection
  let printing: Printing
  let list: ListSource
  let naming: FileNaming
  let identity: RunIdentity
  /// Values that hold for all, by field.
  private let settings: [FieldKey: RawValue]
  private let batch: Record?
  /// What the list's own file says of the batch.
  private let listHeader: RawRecord
  private let toolkit: Toolkit

  init(_ request: GenerationRequest, toolkit: Toolkit, report: (Finding) -> Void) throws(Refusal) {
    self.toolkit = toolkit
    profile = try toolkit.profile(request.profile, only: request.form)
    form = try toolkit.form(request.form, of: profile)
    profile.validity(on: toolkit.today).forEach(report)
    let dictionary = profile.rules.dictionary
    settings = try rawSettings(request.settings, dictionary: dictionary)
    let gate = toolkit.gate(profile.rules)
    batch = try request.batch.map { path throws(Refusal) in try BatchFile(path: path, gate: gate, report: report).record
    }
    fonts = try toolkit.fonts()
    naming = try FileNaming(
      request.names ?? FileNaming.standard, form: form, dictionary: dictionary, ending: request.kind.ending)
    let isStream = request.list == "-"
    list = isStream ? try ListSource(standardInput: "stdin") : ListSource(path: request.list, name: request.list)
    listHeader = try readBatchHeader(list, dictionary: dictionary, isAboutBatch: form.subject == .batch)
    let digest = isStream ? sha256(try list.firstLine()) : try digest(ofFileAt: request.list)
    var today = "\(toolkit.today.year)"
    for part in [toolkit.today.month, toolkit.today.day] { today += "-\(part ?? 0)" }
    identity = RunIdentity(
      handover: Toolkit.version, form: form.name, version: form.version, kind: request.kind.rawValue,
      list: hexadecimal(digest), templates: try toolkit.templatesDigest(of: profile, fonts: fonts),
      settings: try Self.settingsDigest(request),
      names: request.names ?? FileNaming.standard, shard: request.shard?.description, run: request.run, today: today)
    printing = Printing(
      form: form, dictionary: dictionary, fonts: fonts,
      keys: RecordKeys(run: identity.keySeed, form: form.name), kind: request.kind)
  }

  /// The batch's values, judged as of a day.
  ///
  /// - Parameter day: On which the run began, if not today.
  func values(on day: String? = nil) -> BatchValues {
    let shown = form.subject == .retiree ? Set(printing.composer.groupFields.map(\.group)) : []
    return BatchValues(
      settings: settings, batch: batch, list: listHeader, groups: shown, gate: gate(on: day), completes: true)
  }

  /// The gate as of the day on which the run began.
  private func gate(on day: String?) -> Gate {
    let parts = day?.split(separator: "-").compactMap { Int($0) } ?? []
    guard parts.count == 3, let date = PartialDate(checkedYear: parts[0], month: parts[1], day: parts[2]) else {
      return toolkit.gate(profile.rules)
    }
    return toolkit.gate(profile.rules, today: date)
  }

  /// Of all values that hold for the whole run.
  private static func settingsDigest(_ request: GenerationRequest) throws(Refusal) -> String {
    var bytes = Array(request.settings.map { "\($0.name)=\($0.value)\n" }.joined().utf8)
    if let batch = request.batch { bytes += try digest(ofFileAt: batch) }
    return hexadecimal(sha256(bytes))
  }
}

/// `name=value` settings as raw values, by field.
///
/// - Throws: `Refusal` with every name that is no field.
func rawSettings(
  _ settings: [(name: String, value: String)], dictionary: FieldDictionary
) throws(Refusal) -> [FieldKey: RawValue] {
  var values: [FieldKey: RawValue] = [:]
  var findings: [Finding] = []
  for (name, value) in settings {
    if dictionary[FieldName(name)] != nil {
      values[FieldKey(FieldName(name))] = RawValue(value, at: Place(field: name))
    } else {
      findings.append(
        Finding(
          .error, .settingUnknown, at: Place(field: name),
          Phrase("字典中没有字段“\(name)”", "the dictionary has no field \"\(name)\""),
          hint: Phrase("用 handover fields 查看字段名", "handover fields lists the names")))
    }
  }
  guard findings.isEmpty else { throw Refusal(findings) }
  return values
}

extension Toolkit {
  /// The version of this program, and of the bytes that it makes.
  public static let version = "0.2.0"

  /// Of everything but list and settings that a paper is made from.
  func templatesDigest(of profile: Profile, fonts: FontCollection) throws(Refusal) -> String {
    let digest = GrowingSHA256()
    // Forms and parts that cities share lie beside the city's folder.
    var paths = [profile.id, "common"].flatMap { folder in
      let files = FileManager.default.enumerator(atPath: "\(locations.templates)/\(folder)")?.compactMap {
        $0 as? String
      }
      return (files ?? []).filter { $0.hasSuffix(".xml") }.sorted().map { "\(locations.templates)/\(folder)/\($0)" }
    }
    paths += locations.dictionary + ["area-codes.txt", "fonts.xml"].map { "\(locations.resources)/\($0)" }
    for path in paths {
      let bytes = try contents(of: path)
      digest.append(Array("\(bytes.count)\n".utf8))
      digest.append(bytes)
    }
    for role in FontRole.allCases {
      for face in fonts.faces(for: role) { digest.append(Array("\(face.postScriptName) \(face.glyphCount)\n".utf8)) }
    }
    return hexadecimal(digest.digest)
  }
}
