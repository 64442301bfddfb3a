import Diagnostics
import FormBinding
import ReaderProtocol
import Records
import Templates
import XMLTrees

/// A form of ours that a returned file was recognised as.
struct IdentifiedForm {
  var profile: Profile
  var form: FormTemplate
  var key: String?
  var version: String
}

/// Tells which form a file is: by what its metadata says, or else by the names of its boxes.
struct FormIdentification {
  let profiles: [Profile]

  /// The namespace of our properties in a file's XMP.
  private static let namespace = "urn:handover:identity:1#"
  /// Programs that drop the metadata keep the boxes; this much of a form's boxes is enough to know it by.
  private static let enough = 0.6

  /// - Returns: The form; or a finding that says why there is none.
  func identify(untrusted file: FormFile, at place: Place) -> Result<IdentifiedForm, Refusal> {
    if let stated = stated(in: file.metadata.xmp) { return known(stated, at: place) }
    return byBoxes(file.fields, at: place)
  }

  /// - Returns: The form of this name; or a finding that says why there is none.
  func identify(_ name: FormName, at place: Place) -> Result<IdentifiedForm, Refusal> {
    known(["form": name.fullName, "version": name.version], at: place)
  }

  private func stated(in xmp: String?) -> [String: String]? {
    guard let xmp,
      let root = try? parseXML(untrustedBytes: Array(xmp.utf8), limits: XMLLimits(bytes: 1 << 20, depth: 32))
    else { return nil }
    var properties: [String: String] = [:]
    root.visit { element in
      if element.namespace == Self.namespace { properties[element.name] = element.text }
      // Programs that rewrite the packet may turn simple properties into attributes (ISO 16684-1, 7.9.2.2).
      guard element.name == "Description", element["form"] != nil else { return }
      for name in ["form", "version", "key"] { properties[name] = properties[name] ?? element[name] }
    }
    return properties["form"] == nil ? nil : properties
  }

  private func known(_ stated: [String: String], at place: Place) -> Result<IdentifiedForm, Refusal> {
    let name = String((stated["form"] ?? "").prefix(100))
    let version = String((stated["version"] ?? "").prefix(20))
    let versions = versions(of: name)
    guard let newest = versions.first?.form else {
      return .failure(
        Refusal(
          Finding(
            .error, .formNotOurs, at: place,
            Phrase("这里没有表格“\(name)”的模板", "there is no template for the form \"\(name)\""),
            hint: Phrase("把该城市的模板放进 templates 文件夹", "put the city's templates into the folder templates"))))
    }
    guard let (profile, form) = versions.first(where: { $0.form.version == version }) else {
      return .failure(
        Refusal(
          Finding(
            .error, .formVersionUnknown, at: place,
            Phrase(
              "这是《\(newest.title)》第 \(version) 版，模板是第 \(newest.version) 版",
              "this is version \(version) of \(name), the template is version \(newest.version)"),
            hint: Phrase(
              "请用印制时的模板读取：在 profile.xml 中以 <older> 引用旧版",
              "read it with the template that it was printed from: name it by <older> in profile.xml"))))
    }
    return .success(IdentifiedForm(profile: profile, form: form, key: stated["key"], version: version))
  }

  /// A form of this name in all its versions, the present one first.
  private func versions(of name: String) -> [(profile: Profile, form: FormTemplate)] {
    profiles.flatMap { profile in
      (profile.forms + profile.olderForms).filter { $0.name == name }.map { (profile, $0) }
    }
  }

  private func byBoxes(_ fields: [FormField], at place: Place) -> Result<IdentifiedForm, Refusal> {
    let best = profiles.flatMap { profile in
      (profile.forms + profile.olderForms).map { form in
        (profile, form, FormBinder(form: form, dictionary: profile.rules.dictionary).likeness(untrusted: fields))
      }
    }.max { $0.2 < $1.2 }
    if let (profile, form, likeness) = best, likeness >= Self.enough {
      return .success(IdentifiedForm(profile: profile, form: form, key: nil, version: form.version))
    }
    return .failure(
      Refusal(
        Finding(
          .error, .formNotOurs, at: place, Phrase("不是本系统印制的表格", "this is no form of ours"),
          hint: Phrase("用 handover inspect 查看文件里有什么", "handover inspect shows what is in it"))))
  }
}
