import Archives
import Diagnostics
import IsolatedReading
import PDFWriting
import Pages
import ReaderProtocol
import Records
import Samples
import Templates

/// What values a preview shows.
public enum PreviewValues: String, Sendable, CaseIterable {
  /// None: the form as it is copied for filling in by hand.
  case empty
  /// As little as anyone has: most boxes stay empty.
  case shortest
  /// As most people have them.
  case typical
  /// As long as the dictionary allows.
  case longest

  fileprivate var samples: SampleRecords.Values? {
    switch self {
    case .empty: nil
    case .shortest: .shortest
    case .typical: .typical
    case .longest: .longest
    }
  }
}

extension Toolkit {
  /// Prints a form with fictitious people, to be looked at.
  ///
  /// - Parameters:
  ///   - name: The form's full name, such as `liaocheng/info-table`.
  ///   - values: What stands in the boxes.
  ///   - isPicture: PNG files, one for each page, instead of one PDF.
  ///   - namesCity: Whether the files' names begin with the city's, since several cities' forms go into one folder.
  ///   - folder: Where they go; made if need be.
  /// - Returns: The paths of the files, and what was noticed.
  /// - Throws: `Refusal` for an unknown or faulty form, values that do not fit, or a folder that cannot be written.
  public func preview(
    _ name: String, values: PreviewValues = .typical, isPicture: Bool = false, namesCity: Bool = false,
    in folder: String
  ) throws(Refusal) -> (paths: [String], findings: [Finding]) {
    let (profile, form) = try form(named: name)
    let printing = Printing(
      form: form, dictionary: profile.rules.dictionary, fonts: try fonts(), keys: RecordKeys(run: [], form: form.name),
      kind: .archive)
    let record = try sample(values, of: form, rules: profile.rules, shape: printing.xml.shape)
    let paper = try printing.paper(for: record, position: 0, isOneOfMany: false)
    let bytes = try printing.file(of: paper)
    try makeFolder(folder)
    let stem = "\(folder)/\(namesCity ? "\(profile.id)-" : "")\(form.id)-\(values.rawValue)"
    guard isPicture else {
      try writeWhole(bytes, to: "\(stem).pdf")
      return (["\(stem).pdf"], paper.findings)
    }
    return (try pictures(of: bytes, pages: paper.prepared.document.pages.count, stem: stem), paper.findings)
  }

  /// A record in which everything that the form shows has a value, or nothing.
  private func sample(
    _ values: PreviewValues, of form: FormTemplate, rules: RecordRules, shape: FormShape
  ) throws(Refusal) -> Record {
    var rules = rules
    // A form to be filled in by hand has nobody on it yet; and nobody can be asked for what it does not show.
    rules.required = values == .empty ? [] : rules.required.intersection(shape.required)
    var raw = RawRecord()
    if let kind = values.samples {
      let groups = Dictionary(shape.groups.map { ($0.name, Set($0.fields)) }) { $0.union($1) }
      raw = SampleRecords(rules: rules, seed: 1).record(
        showing: Set(shape.fields), groups: groups, values: kind, entries: form.subject == .batch ? 12 : 3,
        fitting: form.audience)
    }
    let gate = gate(rules)
    do {
      return Derivations(rules: gate.rules).complete(try gate.judge(raw, as: form.subject).value).record
    } catch { throw Refusal(error.findings) }
  }

  /// Pages are drawn behind the wall, by the program that also reads what comes back.
  private func pictures(of bytes: [UInt8], pages: Int, stem: String) throws(Refusal) -> [String] {
    let reader = IsolatedReader(readerPath: locations.reader)
    var paths: [String] = []
    for page in 1...max(pages, 1) {
      let path = pages == 1 ? "\(stem).png" : "\(stem)-\(page).png"
      do {
        let document = try ReturnedDocument(untrustedBytes: bytes)
        try writeWhole(try reader.picture(PictureWish(page: page), of: document), to: path)
      } catch let refusal as Refusal {
        throw refusal
      } catch {
        throw Refusal(
          Finding(
            .error, .readerMissing, at: Place(file: locations.reader),
            Phrase("读取程序不能用，画不出图片", "the reader program cannot be used, so no picture can be drawn"),
            hint: Phrase("应与 handover 放在同一文件夹", "it belongs into the folder of handover")))
      }
      paths.append(path)
    }
    return paths
  }
}
