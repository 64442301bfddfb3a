import Diagnostics
import FormBinding
import Foundation
import ReaderProtocol
import Records
import Templates

extension Finding.Code {
  package static let foreignAmbiguous = Self("foreign-ambiguous")
  package static let foreignByNames = Self("foreign-by-names")
}

/// A form that is not ours, with everything that reading its papers needs, made once.
struct ForeignForm: Sendable {
  let binding: ForeignBinding
  /// The rules of its city, for records as they stand on this form.
  let gate: Gate
  let binder: ForeignBinder

  /// - Parameter required: What the records must hold; `nil` for what the profile requires, as far as the form has it.
  init(_ binding: ForeignBinding, rules: RecordRules, required: Set<FieldName>?, gate: (RecordRules) -> Gate) {
    self.binding = binding
    binder = ForeignBinder(binding)
    var limited = rules.limited(to: binding.shape(of: rules.dictionary, required: rules.required))
    limited.required = required ?? limited.required
    self.gate = gate(limited)
  }

  /// What a box holds, by its name.
  func definition(ofBox name: String) -> FieldDefinition? {
    let target = binding.boxes.first { $0.name == name }?.use.target
    return target.flatMap { gate.rules.dictionary[$0.key.name] }
  }
}

/// All forms that have a binding.
struct ForeignForms: Sendable {
  private(set) var forms: [ForeignForm] = []
  /// What is wrong with bindings; those are not among the forms.
  private(set) var faults: [Finding] = []

  mutating func add(_ form: ForeignForm) { forms.append(form) }
  mutating func add(faults: [Finding]) { self.faults += faults }

  /// The form whose boxes these are, with what speaks against it; `nil` when there is none.
  func identify(untrusted fields: [FormField], at place: Place) -> (form: ForeignForm, findings: [Finding])? {
    let best = ForeignBinding.best(of: forms.map(\.binding), untrusted: fields)
    guard let first = best.first else { return nil }
    let form = forms[first.number]
    var findings: [Finding] = []
    if best.count > 1 { findings.append(Self.ambiguous(best.map { forms[$0.number].binding }, at: place)) }
    if !first.likeness.isPlaced { findings.append(Self.byNames(form.binding, at: place)) }
    return (form, findings)
  }

  private static func ambiguous(_ bindings: [ForeignBinding], at place: Place) -> Finding {
    let names = bindings.prefix(8).map(\.name).joined(separator: "、")
    return Finding(
      .error, .foreignAmbiguous, at: place,
      Phrase("几份对照表都符合这个文件：\(names)，暂按第一份读取", "several bindings fit this file: \(names); it is read by the first"),
      hint: Phrase("删去多余的对照表", "remove all bindings but one"))
  }

  /// Names such as Text1 are those of many forms.
  private static func byNames(_ binding: ForeignBinding, at place: Place) -> Finding {
    Finding(
      .warning, .foreignByNames, at: place,
      Phrase(
        "文件没有各框的位置，只按框名认出是《\(binding.title)》",
        "the file does not say where its boxes are; by their names alone it is \(binding.name)"))
  }
}

extension Toolkit {
  /// The bindings of a city, drafts among them.
  ///
  /// - Returns: Those that can be read, and the faults of the others.
  func bindings(of profile: Profile) throws(Refusal) -> Reported<[ForeignBinding]> {
    let schema = try bindingSchema()
    var made = Reported<[ForeignBinding]>([])
    for path in bindingFiles(of: profile.id) {
      do throws(Refusal) {
        made.value.append(
          try ForeignBinding.load(
            try contents(of: path), file: path, profile: profile.id, dictionary: profile.rules.dictionary,
            schema: schema))
      } catch { made.findings += error.findings }
    }
    return made
  }

  func bindingFiles(of profile: String) -> [String] {
    let folder = "\(locations.templates)/\(profile)/bindings"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted().map { "\(folder)/\($0)" }
  }

  /// Every form with a binding that a person has seen through.
  func foreignForms() throws(Refusal) -> ForeignForms {
    var all = ForeignForms()
    for id in profiles() where !bindingFiles(of: id).isEmpty {
      let profile = try self.profile(id)
      let read = try bindings(of: profile)
      all.add(faults: read.findings)
      for binding in read.value where !binding.isDraft {
        all.add(
          ForeignForm(binding, rules: profile.rules, required: required(by: binding, in: profile)) { gate($0) })
      }
    }
    return all
  }
}
