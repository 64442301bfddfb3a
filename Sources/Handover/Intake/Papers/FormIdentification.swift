import Diagnostics
import ReaderProtocol
import Records
import Templates
import XMLTrees

extension Finding.Code {
  package static let formNotOurs = Self("not-a-form-of-ours")
  package static let formVersionUnknown = Self("form-version-unknown")
  package static let formByBoxes = Self("form-by-boxes")
  package static let formAmbiguous = Self("form-ambiguous")
  package static let formMisstated = Self("form-misstated")
}

/// A form of ours that a returned file was recognised as.
struct IdentifiedForm {
  var known: KnownForm
  /// The key on the paper, of letters and digits.
  var key: String?
  /// What the file states; `nil` when it states none.
  var version: String?
  /// The pages, where some of the paper's are missing.
  var part: PaperPart?
  /// What speaks against it, or should be known.
  var findings: [Finding] = []
}

/// Tells which form a file is: by what it says of itself, or else by the names of its boxes and what its pages say.
struct FormIdentification: Sendable {
  let catalogue: FormCatalogue

  /// The namespace of our properties in a file's XMP.
  private static let namespace = "urn:handover:identity:1#"
  /// A file of which less is known to the form that it names is another one.
  private static let leastKnown = 0.5

  /// - Parameter witness: The file's pages, where it has any.
  /// - Returns: The form; or a finding that says why there is none.
  func identify(
    untrusted file: FormFile, at place: Place, seeing witness: PageWitness? = nil
  ) -> Result<IdentifiedForm, Refusal> {
    let names = file.fields.filter { $0.type != .signature && $0.type != .push }.map(\.name)
    guard let stated = stated(in: file.metadata.xmp) else {
      return byBoxes(names, title: file.metadata["Title"], at: place, seeing: witness)
    }
    return identify(stated, at: place).map { checked($0, against: boxPatterns(of: names), at: place) }
  }

  /// - Returns: The form of this name; or a finding that says why there is none.
  func identify(_ stated: StatedIdentity, at place: Place) -> Result<IdentifiedForm, Refusal> {
    do {
      return try known(stated, at: place)
    } catch {
      return .failure(error)
    }
  }

  // MARK: By what the file says

  private func stated(in xmp: String?) -> StatedIdentity? {
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
    return properties["form"].map {
      StatedIdentity(untrustedForm: $0, version: properties["version"] ?? "", key: properties["key"])
    }
  }

  private func known(_ stated: StatedIdentity, at place: Place) throws(Refusal) -> Result<IdentifiedForm, Refusal> {
    let versions = try catalogue.versions(of: stated.form)
    guard let newest = versions.first?.form else {
      return .failure(
        Refusal(
          Finding(
            .error, .formNotOurs, at: place,
            Phrase("这里没有表格“\(stated.form)”的模板", "there is no template for the form \"\(stated.form)\""),
            hint: Phrase("把该城市的模板放进 templates 文件夹", "put the city's templates into the folder templates"))))
    }
    // Printed codes have capitals only.
    guard let known = versions.first(where: { $0.form.version.uppercased() == stated.version.uppercased() }) else {
      return .failure(
        Refusal(
          Finding(
            .error, .formVersionUnknown, at: place,
            Phrase(
              "这是《\(newest.title)》第 \(stated.version) 版，模板是第 \(newest.version) 版",
              "this is version \(stated.version) of \(stated.form), the template is version \(newest.version)"),
            hint: Phrase(
              "请用印制时的模板读取：在 profile.xml 中以 <older> 引用旧版",
              "read it with the template that it was printed from: name it by <older> in profile.xml"))))
    }
    return .success(IdentifiedForm(known: known, key: stated.key, version: known.form.version))
  }

  /// A file may state one form and have the boxes of another.
  private func checked(_ stated: IdentifiedForm, against patterns: Set<String>, at place: Place) -> IdentifiedForm {
    guard stated.known.share(of: patterns) < Self.leastKnown else { return stated }
    var identified = stated
    let form = stated.known.form
    let others = ((try? catalogue.index())?.best(patterns) ?? []).filter { $0.name != form.name }.map(\.title)
    let other = others.first.map { Phrase("，像是《\($0)》的", ", they are rather those of \($0)") }
    identified.findings.append(
      Finding(
        .error, .formMisstated, at: place,
        Phrase(
          "文件自称《\(form.title)》，填写项却多不是它的\(other?.chinese ?? "")",
          "the file says that it is \(form.name), but most of its boxes are not that form's\(other?.english ?? "")"),
        hint: Phrase("核对文件来源，请对方用原表重新填写", "find out where it comes from; ask for the original form, filled in")))
    return identified
  }

  // MARK: By its boxes

  /// Programs that drop what a file says of itself keep the boxes, and the code on each page.
  private func byBoxes(
    _ names: [String], title: String?, at place: Place, seeing witness: PageWitness?
  ) -> Result<IdentifiedForm, Refusal> {
    let patterns = boxPatterns(of: names)
    do {
      let index = try catalogue.index()
      guard index.knows(anyOf: patterns) else { return .failure(Refusal(Self.notOurs(at: place))) }
      if let (stated, part) = witness?.stated(isSingle: names.allSatisfy({ !hasPaperNumber($0) })) {
        return identify(stated, at: place).map { identified in
          var checked = checked(identified, against: patterns, at: place)
          checked.part = part
          return checked
        }
      }
      var best = index.best(patterns)
      guard !best.isEmpty else { return .failure(Refusal(Self.notOurs(at: place))) }
      let titled = best.filter { $0.title == title }
      if !titled.isEmpty { best = titled }
      if best.count > 1, let likeliest = witness?.likeliest(of: best) { best = [likeliest] }
      guard let known = try catalogue.versions(of: best[0].name).first(where: { $0.form.version == best[0].version })
      else { return .failure(Refusal(Self.notOurs(at: place))) }
      let finding =
        best.count == 1 ? byBoxes(known, at: place) : Self.ambiguous(best.map { "\($0.name) \($0.version)" }, at: place)
      return .success(IdentifiedForm(known: known, findings: [finding]))
    } catch {
      return .failure(error)
    }
  }

  static func notOurs(at place: Place) -> Finding {
    Finding(
      .error, .formNotOurs, at: place, Phrase("不是本系统印制的表格", "this is no form of ours"),
      hint: Phrase("用 handover inspect 查看文件里有什么", "handover inspect shows what is in it"))
  }

  private func byBoxes(_ known: KnownForm, at place: Place) -> Finding {
    let (title, version) = (known.form.title, known.form.version)
    return Finding(
      .warning, .formByBoxes, at: place,
      Phrase(
        "文件中没有表格的标识和版本；按填写项和文字认出是《\(title)》，按第 \(version) 版读取",
        "the file does not say which form it is; by its boxes and words it is \(known.form.name), read as version \(version)"
      ))
  }

  /// - Parameter names: The forms that it may be, the one first that it is read as.
  static func ambiguous(_ names: [String], at place: Place) -> Finding {
    let names = names.prefix(8).joined(separator: "、")
    return Finding(
      .error, .formAmbiguous, at: place,
      Phrase(
        "文件中没有表格的标识；按填写项和文字可能是 \(names)，暂按第一种读取",
        "the file does not say which form it is; by its boxes and words it may be \(names); read as the first"),
      hint: Phrase("核对是哪一种表格，请对方交回保留标识的原文件", "see which form it is; ask for the original file"))
  }
}

/// What a file says of itself: a form, its version and the key on the paper.
struct StatedIdentity: Sendable {
  let form: String
  let version: String
  let key: String?

  /// - Parameter key: Anything but short words of letters and digits is none of ours.
  init(untrustedForm form: String, version: String, key: String?) {
    self.form = Self.shown(form, 100)
    self.version = Self.shown(version, 20)
    let isKey = key.map { (1...40).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isOfKey) } ?? false
    self.key = isKey ? key : nil
  }

  /// It stands in findings and file names.
  private static func shown(_ text: String, _ most: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(most).filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
