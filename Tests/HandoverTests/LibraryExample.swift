import Foundation
import Handover
import Testing

// What stands between the marks is the README's example, to the letter; a test below holds both together.
// example begins
/// Prints a fillable information table for everyone on a list, and reads the tables that came back.
func printAndRead(_ list: String, in folder: String, today: PartialDate) throws -> [Record] {
  let toolkit = try Toolkit(Locations.standard(), today: today)

  var request = GenerationRequest(form: "info-table", profile: "liaocheng", list: list, output: folder)
  request.kind = .fillable
  let account = try toolkit.generate(request) { finding in
    print(finding.severity, finding.place.text(in: .english), finding.message.text(in: .english))
  }
  print(account.papers, "printed,", account.list.refused, "refused")

  let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  var records: [Record] = []
  try toolkit.read(names.filter { $0.hasSuffix(".pdf") }.map { "\(folder)/\($0)" }) { returned in
    for paper in returned.papers {
      if let record = paper.record { records.append(record) }
      for change in paper.changes { print(change.label, "is no longer what was issued") }
    }
  }
  return records
}
// example ends

struct LibraryExampleTests {
  @Test func `the example of the README prints a list and reads it back`() throws {
    try Workshop.withFolder { folder in
      let list = "\(folder)/list.xlsx"
      let today = try Workshop.toolkit().today
      _ = try Workshop.toolkit().writeSampleList(to: list, people: 8)
      let records = try printAndRead(list, in: "\(folder)/papers", today: today)
      #expect(records.count == 8)
      #expect(records.allSatisfy { $0["retiree.id"] != nil })
    }
  }

  @Test func `the README shows the example to the letter`() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let example = try #require(source.components(separatedBy: "// example begins\n").dropFirst().last)
      .components(separatedBy: "// example ends").first
    let readme = try String(contentsOfFile: "\(Workshop.root)/README.md", encoding: .utf8)
    #expect(readme.contains("```swift\nimport Foundation\nimport Handover\n\n\(try #require(example))```"))
  }
}
