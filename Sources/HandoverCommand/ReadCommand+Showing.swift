import Foundation
import Handover

extension ReturnedForm {
  /// A line on what became of the file, and one for each change.
  func text(in language: Language) -> String {
    func say(_ chinese: String, _ english: String) -> String { Phrase(chinese, english).text(in: language) }
    var head = file + say("：", ": ")
    switch status {
    case .refused: head += say("退回", "refused") + " [\(reason ?? "")]"
    case .review: head += say("待核", "for review") + " \(form ?? "") \(key ?? "") [\(reason ?? "")]"
    case .accepted:
      let changes = papers.reduce(0) { $0 + $1.changes.count }
      head += say("接受", "accepted") + " \(form ?? "") \(key ?? "")"
      head +=
        papers.allSatisfy(\.isCompared)
        ? say("，改动 \(changes) 处", ", \(changes) changes") : say("，没有签发数据可比", ", nothing to compare with")
      if source == .attachment { head += say("（读自附带数据）", " (from the attached data)") }
    }
    let lines = papers.flatMap(\.changes).map { change in
      "    \(change.label)\(say("：", ": "))\(change.shownIssued) → \(change.shownReturned)"
    }
    return ([head] + lines).joined(separator: "\n")
  }

  /// The same for programs. Personal values are masked here too: the records themselves go to `--out`.
  var jsonLine: String {
    var object: [String: Any] = ["file": file, "status": status.rawValue]
    object["reason"] = reason
    object["form"] = form
    object["title"] = title
    object["version"] = version
    object["key"] = key
    object["batch"] = batch
    object["digest"] = digest
    object["time"] = time
    object["source"] = source?.rawValue
    object["signatures"] = signatures.map { signature in
      var one: [String: Any] = ["field": signature.field, "verdict": signature.verdict]
      one["signer"] = signature.signer
      one["time"] = signature.time
      return one
    }
    object["missingSigners"] = missingSigners
    object["doubts"] = doubts.map { doubt in
      var one: [String: Any] = ["field": doubt.box, "code": doubt.code]
      one["page"] = doubt.page
      return one
    }
    object["papers"] = papers.map { paper in
      [
        "accepted": status == .accepted, "compared": paper.isCompared,
        "changes": paper.changes.map { ["field": $0.box, "issued": $0.shownIssued, "returned": $0.shownReturned] },
      ] as [String: Any]
    }
    return json(object)
  }
}

extension IntakeAnswer {
  /// For programs; `answers.jsonl` has the values.
  func jsonLine(in language: Language) -> String {
    var object: [String: Any] = ["file": file, "status": status.rawValue, "changes": changes]
    object["reason"] = reason
    object["form"] = form
    object["version"] = version
    object["key"] = key
    object["source"] = source?.rawValue
    object["digest"] = digest
    object["findings"] = findings.map { finding in
      [
        "severity": finding.severity.rawValue, "code": finding.code.rawValue,
        "message": finding.message.text(in: language),
      ]
    }
    return json(object)
  }
}

private func json(_ object: [String: Any]) -> String {
  let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
  return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
}

extension ReturnedForm.Change {
  fileprivate var shownIssued: String { isPersonal ? masked(issued) : issued }
  fileprivate var shownReturned: String { isPersonal ? masked(returned) : returned }
}
