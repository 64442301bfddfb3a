import Archives
import Diagnostics
import Foundation
import RecordWriting
import Records
import Testing

@testable import RecordReading

@Suite struct StreamTests {
  private static func temporary(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("streams-\(UUID().uuidString)-\(name)").path
  }

  @Test func `refused rows of two sheets may come by turns, more of them than memory is to hold`() throws {
    let path = Self.temporary("rejected.xlsx")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = RejectedWriter(path: path)
    // More than the 4 MiB that a spool holds in memory.
    let long = String(repeating: "长", count: 3000)
    for number in 0..<600 {
      let cells = [0: RawValue("张三\(number)"), 1: RawValue("12"), 2: RawValue(long)]
      let finding = Finding(
        .error, .idShape, at: Place(column: number < 300 ? "B 身份证号" : nil), Phrase("号码有误", "wrong"))
      let place = Place(file: "list", sheet: number % 2 == 0 ? "甲" : "乙", row: number + 2)
      try writer.add(RejectedRow(cells: cells, findings: [finding], place: place), sheet: number % 2)
    }
    let headings = [0: "姓名", 1: "身份证号", 2: "原工作单位"]
    try writer.finish([(1, "乙", headings), (0, "甲", headings), (7, "空", headings)])
    let again = ReadList([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(again.findings.isEmpty && again.refusal == nil)
    #expect(again.summary?.sheets.map(\.records) == [300, 300])
    let names = again.rows.map { $0.record.values[FieldKey("retiree.name")]?.text }
    let numbers = Array(stride(from: 1, to: 600, by: 2)) + Array(stride(from: 0, to: 600, by: 2))
    #expect(names == numbers.map { "张三\($0)" })
    #expect(again.rows.allSatisfy { $0.record.values[FieldKey("retiree.workUnit")]?.text == long })
    #expect(again.rows.first?.cells.map(\.column) == [0, 1, 2, 3, 5, 6, 7])
  }

  /// A list that can be read once, in pieces of a file.
  private static func streamed(_ bytes: [UInt8], _ body: (ListSource) throws -> Void) throws {
    let path = temporary("list")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try body(ListSource(stream: StreamedList(try FilePieces(path: path, name: "-")), name: "-"))
  }

  @Test(arguments: [
    "{\"姓名\":\"张三\"}\n{\"姓名\":\"李四\"}\n", "[{\"姓名\":\"张三\"},{\"姓名\":\"李四\"}]", "姓名,身份证号\n张三,1\n李四,2\n",
    "\u{FEFF}姓名\t身份证号\r\n张三\t1\r\n李四\t2",
  ])
  func `a list may come as a stream, which is read once`(text: String) throws {
    // Longer than one piece, so that there is something to come.
    let blanks = String(repeating: "\n", count: 300_000)
    for text in [text, text + blanks] {
      try Self.streamed(Array(text.utf8)) { source in
        var names: [String?] = []
        _ = try readList(source, dictionary: dictionary) {
          names.append($0.record.values[FieldKey("retiree.name")]?.text)
        }
        #expect(names == ["张三", "李四"])
        #expect(throws: Refusal.self) { try readList(source, dictionary: dictionary) { _ in } }
      }
    }
  }

  @Test(arguments: [
    Array("PK".utf8) + [3, 4, 0, 0], [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0x31, 0x0A], [0xFF, 0xFE, 0x31, 0x00],
    Array("<records xmlns='urn:handover:records:1'/>".utf8),
  ])
  func `what cannot be read in one go is refused with what to do`(bytes: [UInt8]) throws {
    try Self.streamed(bytes) { source in
      let refusal = #expect(throws: Refusal.self) { try readList(source, dictionary: dictionary) { _ in } }
      #expect(refusal?.findings.first?.code == .listWrongFormat)
      #expect(refusal?.findings.first?.hint?.chinese.contains("文件") == true)
    }
  }
}
