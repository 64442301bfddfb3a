import Diagnostics
import PDFWriting
import Records
import Templates

extension Toolkit {
  /// Joins the part files of a merged run (`generate --merged --shard`) into the file that a whole run would have made.
  ///
  /// The pages come prepared; what all papers share is made here, so the templates and fonts must be those of the shards.
  ///
  /// - Parameters:
  ///   - parts: All parts, in any order.
  ///   - output: The PDF.
  /// - Throws: `Refusal` with everything that is wrong: a part that is missing, damaged, given twice or made from something else.
  public func merge(parts: [String], into output: String) throws(Refusal) -> MergeAccount {
    let fonts = try fonts()
    let faces = fonts.allFaces
    var shards: [PartReading] = []
    var findings: [Finding] = []
    for path in parts {
      do throws(Refusal) {
        shards.append(try PartReading(path: path, faces: faces))
      } catch { findings += error.findings }
    }
    if findings.isEmpty { findings = faults(in: shards.map { ($0.path, $0.identity) }) }
    guard findings.isEmpty, let identity = shards.first?.identity else { throw Refusal(findings) }
    let joining = try PartJoining(identity, toolkit: self, path: parts[0])
    var file = try HashedFile(path: output)
    var writer = PDFWriter(shared: joining.printing.shared)
    var issued = IssuedAttachments(joining.printing)
    var account = MergeAccount(shards: shards.count, path: output)
    var papers = 0
    while let next = shards.min(by: { $0.order < $1.order }), let paper = next.next {
      guard let prepared = try joining.prepared(paper) else { throw Refusal(PartReading.damaged(next.path)) }
      writer.append(prepared)
      if let entry = paper.issued { issued.add(entry, position: paper.position, to: &writer) }
      papers += 1
      account.pages += paper.own.pages.count
      try next.advance()
      let ready = writer.drain()
      if !ready.isEmpty { try file.write(ready) }
    }
    issued.finish(&writer)
    try file.write(try writer.finish())
    _ = try file.commit(papers: papers, pages: account.pages)
    account.files = 1
    return account
  }
}

extension PartReading {
  /// Where the next paper belongs; behind everything at the end.
  fileprivate var order: Int { next?.position ?? Int.max }
}

/// Gives papers that were prepared elsewhere what all papers of their shape share.
private final class PartJoining {
  let printing: Printing
  private let keys: RecordKeys
  private var empty: [[Int]: PreparedDocument] = [:]

  init(_ identity: RunIdentity, toolkit: Toolkit, path: String) throws(Refusal) {
    let names = identity.form.split(separator: "/").map(String.init)
    let profile = try toolkit.profile(names.first ?? "")
    let form = try toolkit.form(names.last ?? "", of: profile)
    let fonts = try toolkit.fonts()
    guard let kind = GenerationRequest.Kind(rawValue: identity.kind), kind != .fillable,
      identity.handover == Toolkit.version, identity.version == form.version,
      try identity.templates == toolkit.templatesDigest(of: profile, fonts: fonts)
    else {
      throw Refusal(
        fault(
          path, "分片所用的程序、模板、字典或字体与这里的不同", "the shards were made by another program, or with other templates or fonts",
          hint: Phrase("在同样的安装上合并", "join them where the same is installed")))
    }
    keys = RecordKeys(run: identity.keySeed, form: form.name)
    printing = Printing(form: form, dictionary: profile.rules.dictionary, fonts: fonts, keys: keys, kind: kind)
  }

  /// - Returns: `nil` for a paper that cannot be of this form.
  func prepared(_ paper: PartReading.Paper) throws(Refusal) -> PreparedDocument? {
    if empty[paper.counts] == nil {
      guard let blank = printing.typesetter.blank(counts: paper.counts) else { return nil }
      empty[paper.counts] = try PreparedDocument(blank, sharesFile: true, shared: printing.shared)
    }
    return empty[paper.counts].flatMap {
      PreparedDocument($0, identity: printing.identity(key: printing.keys.key(paper.position)), own: paper.own)
    }
  }
}
