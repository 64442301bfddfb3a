public import Diagnostics
public import Records

extension Finding.Code {
  package static let moreFindings = Self("more-findings")
}

/// What became of one returned file.
public struct ReturnedForm: Sendable {
  /// How it ended. Every file gets exactly one of these.
  public enum Status: String, Sendable, CaseIterable {
    /// Every paper in the file became a record, and nothing speaks against any of them.
    case accepted
    /// It is a form of ours, and a person must look at it: some finding is an error.
    case review
    /// It cannot be read, or is no form of ours; `reason` says which.
    case refused
  }

  /// Where the values came from.
  public enum Source: String, Sendable, CaseIterable {
    /// The fields of a fillable file.
    case fields
    /// The record attached to a file without fields: what was issued, not what anyone wrote on it.
    case attachment
    /// The file holds the form's data as XML.
    case xml
    /// A file of field data (ISO 32000-1, 12.7.7), or the same as XML (ISO 19444-1).
    case fdf, xfdf
    /// The data of an XFA form, in a PDF or alone.
    case xfa
    /// The spreadsheet of a form.
    case sheet
    /// The text on the pages of a flat file, found in the boxes that the template knows.
    case text
    /// A form that is not ours, read by its binding.
    case foreign
  }

  /// The file as the user named it; of one inside a container `a.zip!b/c.pdf`.
  public var file: String
  /// The SHA-256 digest of its bytes, in hexadecimal; `nil` when they could not be read.
  public var digest: String?
  /// How it ended.
  public var status: Status
  /// The code of what stood in the way of its being accepted, such as `encrypted`, `scan`, `id-check-digit`; `nil` when nothing did.
  public var reason: String?
  /// The form, such as `liaocheng/info-table`; `nil` when it was not recognised.
  public var form: String?
  /// The form's title; `nil` when it was not recognised.
  public var title: String?
  /// The form's version as the file states it.
  public var version: String?
  /// The key that was printed on the paper; `nil` when unknown, and for files of many papers.
  public var key: String?
  /// The number of the batch that the papers belong to, where they show it.
  public var batch: String?
  /// Where the values came from.
  public var source: Source?
  /// When it was signed, or last saved, as the file says; ISO 8601. Nothing vouches for it.
  public var time: String?
  /// The papers of the file, in order.
  public var papers: [Paper] = []
  /// The pages, where the file holds only some of its paper; then the boxes were not judged.
  var part: PaperPart?
  /// One for each signature field.
  public var signatures: [Signature] = []
  /// Who should have signed or sealed, and has not: `retiree`, `enterprise`.
  public var missingSigners: [String] = []
  /// Boxes that a person should compare with the paper.
  public var doubts: [Doubt] = []
  /// Everything noticed, each with the file's name.
  public var findings: [Finding] = []
  /// Whether what lies beside the file had a say: then the same bytes may be read otherwise another time.
  var dependsOnOthers = false

  /// A file of which nothing is known yet.
  public init(file: String, status: Status) {
    self.file = file
    self.status = status
  }
}

extension ReturnedForm {
  /// One paper of a file.
  public struct Paper: Sendable {
    /// The record; `nil` when the gate refused it.
    public var record: Record?
    /// What each box holds as it came back, filled boxes only, in the order of the form; so nothing of a refused paper is lost.
    public var values: [Value] = []
    /// What differs from what was issued; empty also when nothing is known of that.
    public var changes: [Change] = []
    /// Whether the record as issued was attached, so that changes could be named.
    public var isCompared: Bool
    /// The key printed on this paper, where the file says it of each.
    public var key: String?
    /// What stands in each filled box by the box's name: as the record says it, or else as it came back.
    var boxes: [String: String] = [:]
    /// What stood in each box when it was issued, by the name of its field in the file; empty when that is not known.
    var issued: [String: String] = [:]
  }

  /// What one box of a paper holds.
  public struct Value: Sendable, Hashable {
    /// The box's name, such as `retiree.contacts.2.phone`.
    public var box: String
    /// What it is called for people.
    public var label: String
    /// As it came back; a tick is `√`.
    public var text: String
    /// Whether it is personal and should be masked when shown.
    public var isPersonal: Bool
  }

  /// A box that no longer holds what was issued.
  public struct Change: Sendable, Hashable {
    /// The box's name, such as `retiree.contacts.2.phone`.
    public var box: String
    /// What it is called for people.
    public var label: String
    /// The text as issued; a tick is `√`.
    public var issued: String
    /// The text as returned.
    public var returned: String
    /// Whether the values are personal and should be masked when shown.
    public var isPersonal: Bool
  }

  /// A box of which it is not certain what it says.
  public struct Doubt: Sendable, Hashable {
    /// The name of the field in the file.
    public var box: String
    /// What it is called for people.
    public var label: String
    /// What is doubtful about it: the code of a finding.
    public var code: String
    /// 1-based; `nil` when no page shows it.
    public var page: Int?
    /// Where on the page: x0, y0, x1, y1 in points, from the page's lower left corner.
    public var area: [Double]?
    /// What the file stores.
    public var stored: String?
    /// The state of its button.
    public var state: String?
    /// What is drawn in it, as far as that can be read.
    public var drawn: String?
    /// What stood in it when it was issued; `nil` when that is not known.
    public var issued: String?
    /// Whether the values are personal and should be masked when shown.
    public var isPersonal: Bool
  }

  /// What stands in a signature field.
  public struct Signature: Sendable, Hashable {
    /// The name of the field.
    public var field: String
    /// `unsigned`, `intact`, `changed-after-signing`, `broken` or `unverifiable`.
    public var verdict: String
    /// Who signed, as far as the file says.
    public var signer: String?
    /// When, as far as the file says; ISO 8601.
    public var time: String?
    /// What came after it, one sentence each.
    public var changes: [Phrase]
    /// Why the verdict is what it is.
    public var reasons: [Phrase]
  }
}

extension ReturnedForm {
  /// The code that a file is answered with when it is no form of ours.
  static let notOurs = Finding.Code.formNotOurs.rawValue

  /// What may be said of one file: nobody reads more, and a hostile one could make millions.
  private static let mostFindings = 10_000

  /// Says how it ended, from what was noticed: one error, and a person must look.
  mutating func conclude() {
    limitFindings()
    let errors = findings.filter { $0.severity == .error }
    guard form != nil, !papers.isEmpty else {
      status = .refused
      reason = reason ?? errors.first?.code.rawValue ?? Self.notOurs
      return
    }
    status = errors.isEmpty && papers.allSatisfy { $0.record != nil } ? .accepted : .review
    reason = status == .accepted ? nil : errors.first?.code.rawValue
  }
  private mutating func limitFindings() {
    guard findings.count > Self.mostFindings else { return }
    let more = findings[Self.mostFindings...]
    let severity = more.lazy.map(\.severity).max() ?? .warning
    findings.removeSubrange(Self.mostFindings...)
    findings.append(
      Finding(
        severity, .moreFindings, at: Place(file: file),
        Phrase("另有 \(more.count) 条没有列出", "\(more.count) more are not listed")))
  }
}
