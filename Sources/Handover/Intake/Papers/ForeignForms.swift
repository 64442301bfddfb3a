import Diagnostics
import FormBinding
import FormDataReading
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

  /// A file's fields under the names of this form's boxes: the data of XFA leave out steps that have no data.
  func named(_ file: FormFile) -> [FormField] {
    guard file.kind == .xdp else { return file.fields }
    let names = XFANames(binding.boxes.map(\.name))
    return file.fields.map { field in
      guard let name = names.field(for: field.name) else { return field }
      var field = field
      field.name = name
      return field
    }
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
  /// Bindings that nobody has seen through yet; nothing is read by them.
  private var drafts: [ForeignBinding] = []
  /// What is wrong with bindings; those are not among the forms.
  private(set) var faults: [Finding] = []

  mutating func add(_ form: ForeignForm) { forms.append(form) }
  mutating func add(draft: ForeignBinding) { drafts.append(draft) }
  mutating func add(faults: [Finding]) { self.faults += faults }

  /// A file, and the form that it was found to be of.
  struct Match {
    var form: ForeignForm
    /// The file's, under the names of the form's boxes.
    var fields: [FormField]
    /// What speaks against it.
    var findings: [Finding] = []
  }

  /// The form that a file is of; `nil` when there is none.
  ///
  /// - Parameter target: The form that a file of form data names, where it was found: it tells by its boxes which one it is.
  func identify(untrusted file: FormFile, target: FormFile?, at place: Place) -> Match? {
    if file.kind != .pdf {
      if let target, let known = identify(placed: target.fields, at: place) {
        return Match(form: known.form, fields: known.form.named(file), findings: known.findings)
      }
      return identify(data: file, at: place)
    }
    return identify(placed: file.fields, at: place)
  }

  /// The draft that a file would fit, for whoever wonders why it is not read.
  func draft(fitting file: FormFile, at place: Place) -> Finding? {
    let done = drafts.map { draft in
      var draft = draft
      draft.isDraft = false
      return draft
    }
    guard let best = ForeignBinding.best(of: done, untrusted: file.fields).first else { return nil }
    let draft = drafts[best.number]
    return Finding(
      .warning, .bindingDraft, at: place,
      Phrase(
        "符合《\(draft.title)》的对照表 \(draft.name)，但它还是草稿，没有使用",
        "it fits the binding \(draft.name), which is still a draft and was not used"),
      hint: Phrase(
        "核对 \(draft.place.file ?? "") 后删去 draft=\"yes\"，再读一次",
        "see \(draft.place.file ?? "") through, take draft=\"yes\" away, and read again"))
  }

  /// By names and places.
  private func identify(placed fields: [FormField], at place: Place) -> Match? {
    let best = ForeignBinding.best(of: forms.map(\.binding), untrusted: fields)
    guard let first = best.first else { return nil }
    var match = Match(form: forms[first.number], fields: fields)
    if best.count > 1 { match.findings.append(Self.ambiguous(best.map { forms[$0.number].binding }, at: place)) }
    if !first.likeness.isPlaced { match.findings.append(Self.byNames(match.form.binding, isSure: true, at: place)) }
    return match
  }

  /// By names alone.
  private func identify(data file: FormFile, at place: Place) -> Match? {
    let targets = fileNames(ofTarget: file.target)
    let fitting = forms.map { form in
      let fields = form.named(file)
      let likeness = form.binding.likeness(untrustedNames: Set(fields.map(\.name)))
      let isNamed = form.binding.file.map { targets.contains($0) } ?? false
      return (form: form, fields: fields, likeness: likeness, isNamed: isNamed)
    }.filter { $0.likeness.share >= ForeignBinding.enough }
    // The form that the data name goes before others with the same boxes.
    let named = fitting.filter(\.isNamed)
    let left = (named.isEmpty ? fitting : named).sorted {
      ($1.likeness.share, $1.likeness.coverage) < ($0.likeness.share, $0.likeness.coverage)
    }
    guard let first = left.first else { return nil }
    let isSure = first.isNamed || (first.likeness.isTelling && first.likeness.coverage >= 0.5)
    var match = Match(form: first.form, fields: first.fields)
    let equal = left.filter {
      first.likeness.share - $0.likeness.share < 0.02 && first.likeness.coverage - $0.likeness.coverage < 0.1
    }
    if equal.count > 1 { match.findings.append(Self.ambiguous(equal.map(\.form.binding), at: place)) }
    match.findings.append(Self.byNames(first.form.binding, isSure: isSure, at: place))
    return match
  }

  private static func ambiguous(_ bindings: [ForeignBinding], at place: Place) -> Finding {
    let names = bindings.prefix(8).map(\.name).joined(separator: "、")
    return Finding(
      .error, .foreignAmbiguous, at: place,
      Phrase("几份对照表都符合这个文件：\(names)，暂按第一份读取", "several bindings fit this file: \(names); it is read by the first"),
      hint: Phrase("删去多余的对照表", "remove all bindings but one"))
  }

  /// Names such as Text1 are those of many forms.
  private static func byNames(_ binding: ForeignBinding, isSure: Bool, at place: Place) -> Finding {
    Finding(
      isSure ? .warning : .error, .foreignByNames, at: place,
      isSure
        ? Phrase(
          "文件没有各框的位置，只按框名认出是《\(binding.title)》",
          "the file does not say where its boxes are; by their names alone it is \(binding.name)")
        : Phrase(
          "文件没有各框的位置，框名也不足以确定是哪份表；暂按《\(binding.title)》读取",
          "the file does not say where its boxes are, and their names could be another form's; it is read as \(binding.name)"
        ),
      hint: isSure
        ? nil
        : Phrase(
          "把空白表格 \(binding.file ?? "PDF") 放在同一文件夹，或请对方交回填好的 PDF",
          "put the empty form \(binding.file ?? "") beside it, or ask for the filled-in PDF"))
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
      for binding in read.value {
        guard !binding.isDraft else {
          all.add(draft: binding)
          continue
        }
        all.add(
          ForeignForm(binding, rules: profile.rules, required: required(by: binding, in: profile)) { gate($0) })
      }
    }
    return all
  }
}
