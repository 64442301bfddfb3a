import Foundation
import Handover
import ReaderProtocol
import Records
import Samples

/// Honest inputs to start from: small files as this project and the reader write them, from fictitious people.
struct Seeds {
  let toolkit: Toolkit
  /// Gets a folder for each target.
  let folder: String

  /// - Throws: when a file cannot be made.
  func write() throws {
    let work = NSTemporaryDirectory() + "handover-seeds-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    let profile = try toolkit.profile("liaocheng", only: "info-table")
    let people = try SamplePeople(seed: 7, flavour: .mixed).records(3, through: toolkit.gate(profile.rules))
    for ending in ["csv", "json", "jsonl", "xlsx", "xml"] {
      let path = "\(work)/people.\(ending)"
      try toolkit.write(people, to: path)
      let target: FuzzTarget = ending == "xlsx" ? .xlsx : ending == "xml" ? .formXML : .list
      try copy(path, to: target)
    }
    try toolkit.writeSheet(of: "liaocheng/info-table", to: "\(work)/sheet.xlsx", rows: 5, list: "\(work)/people.xlsx")
    for target in [FuzzTarget.xlsx, .zip] { try copy("\(work)/sheet.xlsx", to: target) }
    for form in ["info-table", "archive-roster"] {
      for kind in [GenerationRequest.Kind.xml, .fillable] {
        let output = "\(work)/\(form)-\(kind.rawValue)"
        var request = GenerationRequest(
          form: form, profile: "liaocheng", list: "\(work)/people.xlsx", output: output)
        request.kind = kind
        _ = try toolkit.generate(request) { _ in }
        for name in try FileManager.default.contentsOfDirectory(atPath: output).sorted() {
          if name.hasSuffix(".xml") { for target in [FuzzTarget.formXML, .xml] { try copy("\(output)/\(name)", to: target) } }
        }
      }
    }
    for (number, message) in messages.enumerated() { try put(message, named: "message-\(number)", for: .wire) }
  }

  private func copy(_ path: String, to target: FuzzTarget) throws {
    try put(
      [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), named: (path as NSString).lastPathComponent, for: target)
  }

  private func put(_ bytes: [UInt8], named name: String, for target: FuzzTarget) throws {
    let own = "\(folder)/\(target.rawValue)"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(own)/\(name)"))
  }

  /// One message of each kind.
  private var messages: [[UInt8]] {
    let field = FormField(
      name: "retiree.name", type: .text, value: .one("张三"), options: [FormField.Option(export: "1", label: "是")],
      page: 1, box: [1, 2, 3, 4])
    let file = FormFile(
      status: .ok, fields: [field], signatures: [FormSignature(field: "s", verdict: .unsigned)],
      attachments: [FormAttachment(name: "record.xml", size: 3)], activeContent: ["JavaScript"], revisions: 1,
      metadata: FormMetadata(pageCount: 1, information: [FormMetadata.Entry(key: "Title", value: "t")], xmp: "<x/>"),
      notes: FormNote.Code.allCases.map { FormNote($0, field: "f", detail: "d") })
    let answers: [ReaderAnswer] = [
      .ready(version: 1, isFiltered: true), .file(file), .attachment([1, 2, 3]), .pageText("字"),
      .secondOpinion([FormNote(.readersDiffer)]), .picture([1]), .done,
    ]
    return answers.map { $0.encoded() }
  }
}
