import Foundation
import Templates
import Records

/// A form as the list of forms shows it.
public struct FormSummary: Sendable, Hashable {
  /// Profile and form, such as `liaocheng/info-table`.
  public var name: String
  /// The form's title.
  public var title: String
  /// Its version.
  public var version: String
  /// The city's name.
  public var city: String
  /// `retiree` or `batch`: what one paper is about.
  public var subject: String
  /// Who keeps a copy.
  public var keepers: [String]
  /// Its row in the catalogue of papers, such as A1; empty when it has none.
  public var group: String
  /// The policy text and article that call for it.
  public var source: String
  /// Whether the layout is ours, as the policy text gives none.
  public var hasOwnLayout: Bool
}

extension Toolkit {
  /// The names of all profiles, in order.
  public func profiles() -> [String] {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: locations.templates)) ?? []
    return folders.filter { FileManager.default.fileExists(atPath: "\(locations.templates)/\($0)/profile.xml") }
      .sorted()
  }

  /// All forms of all profiles.
  ///
  /// - Throws: `Refusal` with the faults of every profile that cannot be read.
  public func forms() throws(Refusal) -> [FormSummary] {
    var forms: [FormSummary] = []
    var findings: [Finding] = []
    for id in profiles() {
      do {
        let profile = try profile(id)
        forms += profile.forms.map {
          FormSummary(
            name: $0.name, title: $0.title, version: $0.version, city: profile.title, subject: $0.subject.rawValue,
            keepers: $0.keepers, group: $0.group, source: $0.source, hasOwnLayout: $0.hasOwnLayout)
        }
      } catch {
        // A template that several cities share has its fault once.
        findings += error.findings.filter { !findings.contains($0) }
      }
    }
    guard findings.isEmpty else { throw Refusal(findings) }
    return forms
  }
}

extension Toolkit {
  /// The field dictionary, with a city's own fields if a profile is named.
  ///
  /// - Throws: `Refusal` when the profile is unknown or faulty.
  public func fields(profile id: String? = nil) throws(Refusal) -> FieldDictionary {
    guard let id else { return dictionary }
    return try profile(id).rules.dictionary
  }
}

extension Toolkit {
  /// Reads a template file by itself.
  ///
  /// - Returns: The form, and the dictionary that it was read by: that of the profile in its folder, or else the shared one.
  /// - Throws: `Refusal` with every fault of the file.
  func loadTemplate(_ path: String) throws(Refusal) -> (FormTemplate, FieldDictionary) {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent()
    let profilePath = folder.appendingPathComponent("profile.xml").path
    var surroundings = FormTemplate.Surroundings(
      profile: folder.lastPathComponent, terms: [:], dictionary: dictionary, schema: try schemas().form
    ) { name throws(Refusal) in
      let file = folder.appendingPathComponent(name).standardizedFileURL.path
      return (try contents(of: file), file)
    }
    if FileManager.default.fileExists(atPath: profilePath) {
      try Profile.extend(&surroundings, by: try contents(of: profilePath), file: profilePath)
    }
    return (try FormTemplate.load(url.lastPathComponent, in: surroundings), surroundings.dictionary)
  }
}
