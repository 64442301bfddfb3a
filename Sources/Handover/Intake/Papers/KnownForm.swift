import Composing
import Diagnostics
import Documents
import FormBinding
import Records
import Templates

/// A form with everything that reading its papers needs, made once.
struct KnownForm: Sendable {
  let form: FormTemplate
  /// The rules of its city, for records as they stand on this form.
  let gate: Gate
  let composer: Composer
  let binder: FormBinder
  let shape: FormShape
  /// The field of each of its boxes, by their names with `*` for ordinals.
  let keys: [String: FieldKey]

  init(_ form: FormTemplate, of profile: Profile, gate: (RecordRules) -> Gate) {
    self.form = form
    composer = Composer(form: form, dictionary: profile.rules.dictionary)
    shape = composer.shape(of: form, rules: profile.rules)
    self.gate = gate(profile.rules.limited(to: shape))
    binder = FormBinder(form: form, dictionary: profile.rules.dictionary)
    keys = composer.boxKeys
  }

  /// How much of what a file has boxes for is known to this form, from 0 to 1.
  func share(of patterns: Set<String>) -> Double {
    patterns.isEmpty ? 1 : Double(patterns.count { keys[$0] != nil }) / Double(patterns.count)
  }
}

/// The names of a file's boxes as forms have them: without the paper's number, with `*` for ordinals.
func boxPatterns(of names: some Sequence<String>) -> Set<String> {
  Set(
    names.map { name in
      var components = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      if hasPaperNumber(name) { components.removeFirst() }
      return FormBoxName.pattern(of: components)
    })
}

/// Whether a box is of one of several papers in a file: `p3.retiree.name`.
func hasPaperNumber(_ box: String) -> Bool {
  let head = box.prefix { $0 != "." }
  return head.count < box.count && head.first == "p" && Int(head.dropFirst()) != nil
}

extension RecordRules {
  /// These rules for what comes back on a form's paper: what the form does not show, nobody can have filled in.
  func limited(to shape: FormShape) -> RecordRules {
    var rules = self
    rules.required = shape.required
    rules.shown = shape.groups.reduce(into: Set(shape.fields)) { $0.formUnion($1.fields) }
    return rules
  }
}
