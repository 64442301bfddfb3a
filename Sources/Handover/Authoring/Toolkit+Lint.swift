import Diagnostics
import Foundation
import Records
import Templates

extension Toolkit {
  /// The faults of a template or binding file, each with line, character and hint; none when it may be used.
  ///
  /// - Parameter path: The template. It is checked with every profile that names it, and with the shared dictionary when none does.
  public func lint(_ path: String) -> [Finding] {
    if isBinding(path) { return lintBinding(path) }
    let uses = uses(ofTemplateAt: path)
    guard !uses.isEmpty else { return lintAlone(path) }
    var findings: [Finding] = []
    for use in uses {
      do throws(Refusal) {
        findings += try lint(use, in: try profile(use.profile))
      } catch {
        // A profile with another form that is at fault gives none: this one is then read by itself.
        let own = error.findings.filter { $0.place.file.map { plainPath($0) } == use.path }
        findings += own.isEmpty ? lintAlone(path) : own
      }
    }
    return findings.withoutRepetition
  }

  /// The faults of all profiles and all their forms.
  public func lintAll() -> [Finding] {
    var findings: [Finding] = []
    for id in profiles() {
      do throws(Refusal) {
        let profile = try profile(id)
        for file in try templateFiles(of: id) { findings += try lint(file, in: profile) }
        for path in bindingFiles(of: id) { findings += lintBinding(path, in: profile) }
      } catch { findings += error.findings }
    }
    return findings.withoutRepetition
  }

  private func lint(_ file: TemplateFile, in profile: Profile) throws(Refusal) -> [Finding] {
    guard let form = profile.form(file.id) else { return [] }
    return try FormLint(
      form: form, rules: profile.rules, source: try TemplateSource(path: file.path), fonts: try fonts(),
      profiles: Set(profiles()), shared: dictionary
    ).findings()
  }

  private func lintAlone(_ path: String) -> [Finding] {
    do {
      let (form, dictionary) = try loadTemplate(path)
      let unused = Finding(
        .suggestion, .templateUnused, at: Place(file: path),
        Phrase("没有城市用到这个模板", "no profile names this template"),
        hint: Phrase("在 profile.xml 中登记 <form file=\"…\"/>", "add <form file=\"…\"/> to a profile.xml"))
      return [unused]
        + (try FormLint(
          form: form, rules: RecordRules(dictionary: dictionary), source: try TemplateSource(path: path),
          fonts: try fonts(), profiles: Set(profiles()), shared: dictionary
        ).findings())
    } catch { return error.findings }
  }
}

extension [Finding] {
  /// Each once: several cities may share a template and its faults.
  fileprivate var withoutRepetition: [Finding] {
    var seen: Set<Finding> = []
    return filter { seen.insert($0).inserted }
  }
}
