import Composing
import Diagnostics
import Foundation
import Records
import Templates
import XMLTrees

extension Toolkit {
  /// Whether a file is a binding, and no template.
  func isBinding(_ path: String) -> Bool {
    guard let bytes = try? contents(of: path) else { return false }
    return (try? parseXML(untrustedBytes: bytes, file: path))?.namespace == ForeignBinding.namespace
  }

  /// The faults of a binding by itself: its profile is the folder above `bindings`.
  func lintBinding(_ path: String) -> [Finding] {
    let folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().deletingLastPathComponent()
    do throws(Refusal) {
      return lintBinding(path, in: try profile(folder.lastPathComponent))
    } catch { return error.findings }
  }

  /// The faults of a binding, what is still open in it, and what its records will always lack: all at once.
  func lintBinding(_ path: String, in profile: Profile) -> [Finding] {
    do throws(Refusal) {
      let (binding, faults) = try ForeignBinding.read(
        try contents(of: path), file: path, profile: profile.id, dictionary: profile.rules.dictionary,
        schema: try bindingSchema())
      return faults + unsettled(in: binding) + missing(in: binding, of: profile)
    } catch { return error.findings }
  }

  private func unsettled(in binding: ForeignBinding) -> [Finding] {
    let open = binding.boxes.filter { $0.use == .open }
    let draft = Finding(
      .suggestion, .bindingDraft, at: binding.place,
      Phrase(
        "还是草稿，read 不会使用；待定的框 \(open.count) 个", "still a draft, which read does not use; \(open.count) boxes are open"),
      hint: Phrase("逐框核对后删去 draft=\"yes\"", "see every box through, then take draft=\"yes\" away"))
    return (binding.isDraft ? [draft] : [])
      + open.map { box in
        Finding(
          binding.isDraft ? .suggestion : .warning, .bindingDraft, at: box.place.field(String(box.name.prefix(100))),
          Phrase(
            "没有说明这个框是什么；填了内容的文件要人工核对", "nothing says what this box is; a file with something in it goes to review"),
          hint: Phrase("给它 field，或写 ignore=\"yes\"", "give it a field, or ignore=\"yes\""))
      }
  }

  private func missing(in binding: ForeignBinding, of profile: Profile) -> [Finding] {
    if let form = binding.form, profile.form(form) == nil {
      return [
        Finding(
          .error, .formUnknown, at: binding.place,
          Phrase("本配置没有表格“\(form)”", "the profile has no form \"\(form)\""))
      ]
    }
    let shape = binding.shape(of: profile.rules.dictionary, required: profile.rules.required)
    let has = Set(shape.fields).union(shape.groups.flatMap(\.fields))
    let needed = required(by: binding, in: profile)
    let lacking = profile.rules.dictionary.fields.filter {
      (needed ?? profile.rules.required).contains($0.name) && !has.contains($0.name)
    }
    return lacking.map { field in
      Finding(
        needed == nil ? .suggestion : .error, .bindingIncomplete, at: binding.place.field(field.name.rawValue),
        needed == nil
          ? Phrase("没有“\(field.label.chinese)”的框", "no box holds \(field.label.english)")
          : Phrase(
            "必填的“\(field.label.chinese)”没有框，每份都会被退回",
            "no box holds \(field.label.english), so every record will be refused"),
        hint: needed == nil
          ? Phrase("表上确实没有就不必管", "never mind if the form has none")
          : Phrase("给它一个框，或去掉 form", "give it a box, or take form away"))
    }
  }

  /// What the form of ours that a binding names requires; `nil` when it names none.
  func required(by binding: ForeignBinding, in profile: Profile) -> Set<FieldName>? {
    binding.form.flatMap { profile.form($0) }.map { form in
      Composer(form: form, dictionary: profile.rules.dictionary).shape(of: form, rules: profile.rules).required
    }
  }
}
