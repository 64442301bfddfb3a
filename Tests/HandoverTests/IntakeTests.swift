import Diagnostics
import Foundation
import Testing

@testable import Handover

/// A folder of returned files, read and sorted.
struct IntakeTests {
  private static let other = ReturnedSketch.person.merging(["retiree.name": "李四", "retiree.id": "110101194501010051"]) {
    $1
  }

  private func write(_ sketch: ReturnedSketch, to path: String) throws {
    try write(sketch.bytes, to: path)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private func takeIn(
    _ folder: String, to output: String, jobs: Int = 1, isStopped: () -> Bool = { false }
  ) throws -> (account: IntakeAccount, answers: [String: IntakeAnswer]) {
    var request = IntakeRequest(inputs: [folder], output: output)
    request.jobs = jobs
    var answers: [String: IntakeAnswer] = [:]
    let account = try Workshop.toolkit().takeIn(
      request, isStopped: isStopped, answer: { answers[String($0.file.dropFirst(folder.count + 1))] = $0 })
    return (account, answers)
  }

  /// Four kinds of files: good, doubtful, unreadable, and none of ours.
  private func fill(_ folder: String) throws {
    var wrong = ReturnedSketch.person
    wrong["retiree.id"] = "110101194501010015"
    try write(ReturnedSketch(texts: ReturnedSketch.person), to: "\(folder)/a.pdf")
    try write(ReturnedSketch(key: "WRONG", texts: wrong), to: "\(folder)/b/wrong.pdf")
    try write(Array("%PDF-1.7 nothing".utf8), to: "\(folder)/c.pdf")
    try write(ReturnedSketch(form: nil, texts: ["Text1": "x"]), to: "\(folder)/d.pdf")
    try write([], to: "\(folder)/e.pdf")
  }

  /// Every file and folder below a folder: its bytes, and when it was changed.
  private func state(of folder: String) throws -> [String: String] {
    var state: [String: String] = [:]
    for case let name as String in try #require(FileManager.default.enumerator(atPath: folder)) {
      let path = "\(folder)/\(name)"
      let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      let bytes = FileManager.default.contents(atPath: path) ?? Data()
      state[name] = "\(time?.timeIntervalSince1970 ?? 0) \(bytes.count) \(bytes.hashValue)"
    }
    return state
  }

  private func contents(of folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for case let name as String in try #require(FileManager.default.enumerator(atPath: folder)) {
      contents[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return contents
  }

  @Test func `blank pages are no scan, and neither are form data`() throws {
    try Workshop.withFolder { folder in
      try write(ReturnedSketch(form: nil), to: "\(folder)/in/blank.pdf")
      let root = "%FDF-1.2\n1 0 obj\n<</FDF<</Fields[1 0 R]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
      try write(Array(root.utf8), to: "\(folder)/in/root.fdf")
      let (_, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(answers.mapValues(\.reason) == ["blank.pdf": "not-a-form-of-ours", "root.fdf": "not-a-form-of-ours"])
    }
  }

  @Test func `every file gets one answer, and the totals add up`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      let (account, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(account.files == 5)
      #expect(account.accepted + account.review + account.refused == account.files)
      #expect(
        answers.mapValues(\.status) == [
          "a.pdf": .accepted, "b/wrong.pdf": .review, "c.pdf": .refused, "d.pdf": .refused, "e.pdf": .refused,
        ])
      #expect(answers["c.pdf"]?.reason == "damaged")
      #expect(answers["d.pdf"]?.reason == "not-a-form-of-ours")
      #expect(account.records == 1)
      let written = try contents(of: "\(folder)/out")
      #expect(written["accepted/liaocheng-info-table.xml"] != nil)
      #expect(written["accepted/liaocheng-info-table.xlsx"] != nil)
      #expect(written.keys.count { $0.hasPrefix("refused/") } == 3)
      #expect(written.keys.count { $0.hasSuffix("/answer.json") } == 1)
    }
  }

  @Test func `nothing of a refused record is lost`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      _ = try takeIn("\(folder)/in", to: "\(folder)/out")
      let written = try contents(of: "\(folder)/out")
      let (_, json) = try #require(written.first { $0.key.hasSuffix("/answer.json") })
      let page = String(decoding: try #require(written["report.html"]), as: UTF8.self)
      for value in ["110101194501010015", "13800138000", "张三"] {
        #expect(String(decoding: json, as: UTF8.self).contains(value))
        #expect(page.contains(value))
      }
    }
  }

  @Test func `running again over the same folder changes no byte and no time`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      try write(ReturnedSketch(texts: Self.other), to: "\(folder)/in/f.pdf")
      // Inside the input: what we write is not read.
      let output = "\(folder)/in/out"
      let first = try takeIn("\(folder)/in", to: output).account
      let before = try state(of: "\(folder)/in")
      let second = try takeIn("\(folder)/in", to: output).account
      #expect(try state(of: "\(folder)/in") == before)
      #expect(first.known == 0 && second.known == second.files)
      #expect(first.files == second.files)
    }
  }

  @Test func `a run that was cut off goes on, and ends with the same bytes`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      _ = try takeIn("\(folder)/in", to: "\(folder)/whole")
      let whole = try contents(of: "\(folder)/whole")
      var asked = 0
      let stopped = try takeIn("\(folder)/in", to: "\(folder)/out") {
        asked += 1
        return asked > 2
      }
      #expect(stopped.account.isInterrupted)
      let journal = "\(folder)/out/.answers.part"
      let noted = try #require(FileManager.default.contents(atPath: journal))
      #expect(!noted.isEmpty)
      // And the last line is only half there.
      try noted.dropLast(20).write(to: URL(fileURLWithPath: journal))
      _ = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(try contents(of: "\(folder)/out") == whole)
    }
  }

  @Test func `the outputs do not depend on the number of threads`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      _ = try takeIn("\(folder)/in", to: "\(folder)/one", jobs: 1)
      _ = try takeIn("\(folder)/in", to: "\(folder)/two", jobs: 2)
      #expect(try contents(of: "\(folder)/one") == contents(of: "\(folder)/two"))
    }
  }

  @Test func `one slow file stops none of the others, and the outputs are those of any other run`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      _ = try takeIn("\(folder)/in", to: "\(folder)/whole")
      // The reader that is started first begins with its first file when answers of others are noted, and not before.
      var locations = try Workshop.toolkit().locations
      let script = """
        #!/bin/sh
        if mkdir "$0.first"; then
          until [ "$(wc -l < '\(folder)/out/.answers.part')" -ge 2 ]; do sleep 0.02; done
        fi
        exec '\(locations.reader)' "$@"

        """
      try write(Array(script.utf8), to: "\(folder)/reader")
      chmod("\(folder)/reader", 0o700)
      locations.reader = "\(folder)/reader"
      let toolkit = try Toolkit(locations, today: Workshop.toolkit().today)
      var request = IntakeRequest(inputs: ["\(folder)/in"], output: "\(folder)/out")
      request.jobs = 2
      let account = try toolkit.takeIn(request)
      #expect(account.files == 5)
      #expect(try contents(of: "\(folder)/out") == contents(of: "\(folder)/whole"))
    }
  }

  @Test func `a changed file is read again, and one that is gone leaves nothing behind`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      _ = try takeIn("\(folder)/in", to: "\(folder)/out")
      try write(ReturnedSketch(key: "WRONG", texts: Self.other), to: "\(folder)/in/b/wrong.pdf")
      try FileManager.default.removeItem(atPath: "\(folder)/in/c.pdf")
      let (account, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(account.files == 4)
      #expect(answers["b/wrong.pdf"]?.status == .accepted)
      let written = try contents(of: "\(folder)/out")
      #expect(!written.keys.contains { $0.hasPrefix("review/") })
      #expect(written.keys.count { $0.hasPrefix("refused/") } == 2)
    }
  }

  @Test func `the same file twice counts once, and the answer names the other`() throws {
    try Workshop.withFolder { folder in
      for name in ["a", "b"] {
        try write(ReturnedSketch(texts: ReturnedSketch.person), to: "\(folder)/in/\(name).pdf")
      }
      let (account, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect((account.accepted, account.repeated, account.records) == (2, 1, 1))
      let finding = try #require(answers["b.pdf"]?.findings.first { $0.code == .returnedSameFile })
      #expect(finding.message.chinese.contains("a.pdf"))
    }
  }

  @Test func `files that give no bytes are no copies of each other, and keep their reasons in a second run`() throws {
    try Workshop.withFolder { folder in
      let locked = ZIPSketch().adding(Array("1".utf8), [7], flags: 1).adding(Array("2".utf8), [8], flags: 1)
      try write(locked.bytes, to: "\(folder)/in/locked.zip")
      try write(ZIPSketch().bytes, to: "\(folder)/in/none.zip")
      try write(Array("From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nwords".utf8), to: "\(folder)/in/words.eml")
      try write([], to: "\(folder)/in/empty.pdf")
      let reasons = [
        "locked.zip!1": "encrypted", "locked.zip!2": "encrypted", "none.zip": "archive-empty",
        "words.eml": "mail-without-files", "empty.pdf": "empty",
      ]
      let first = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(first.answers.compactMapValues(\.reason) == reasons)
      #expect(!first.answers.values.contains { $0.findings.contains { $0.code == .returnedSameFile } })
      let before = try state(of: "\(folder)/out")
      let second = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(second.answers.compactMapValues(\.reason) == reasons)
      #expect(try state(of: "\(folder)/out") == before)
    }
  }

  @Test func `one paper that came back twice with other values goes to a person, both times`() throws {
    try Workshop.withFolder { folder in
      var moved = ReturnedSketch(texts: ReturnedSketch.person)
      moved.texts["retiree.phone"] = "13900139000"
      try write(ReturnedSketch(texts: ReturnedSketch.person), to: "\(folder)/in/a.pdf")
      try write(moved, to: "\(folder)/in/b.pdf")
      let (account, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(account.review == 2)
      let finding = try #require(answers["a.pdf"]?.findings.first { $0.code == .returnedDifferently })
      #expect(finding.message.chinese.contains("retiree.phone") && finding.message.chinese.contains("b.pdf"))
      #expect(!finding.message.chinese.contains("retiree.name"))
      // When one of them is withdrawn, the other is fine again.
      try FileManager.default.removeItem(atPath: "\(folder)/in/b.pdf")
      #expect(try takeIn("\(folder)/in", to: "\(folder)/out").account.accepted == 1)
    }
  }

  @Test func `lists that came back several times with other values are looked up list by list, not paper by paper`() {
    let answers = (0..<3).map { number in
      var answer = FileAnswer(file: "\(number).xml", status: "accepted", reading: "")
      answer.papers = (0..<40).map { index in
        FileAnswer.Paper(
          values: [FileAnswer.Value(box: "retiree.phone", label: "电话", text: "\(number)")], isCompared: false,
          identities: ["key \(index)"])
      }
      return answer
    }
    var lookups = 0
    let sorting = IntakeSorting(
      answers.map { IntakeRow($0, at: .held($0)) }, definition: { _, _ in nil },
      answer: { index in
        lookups += 1
        return answers[index]
      })
    let verdicts = sorting.sorted()
    #expect(verdicts.map(\.findings.count) == [40, 40, 40])
    #expect(verdicts[2].findings.allSatisfy { $0.code == .returnedDifferently && $0.message.chinese.contains("电话") })
    #expect(lookups <= 6)
  }

  @Test func `one paper that came back twice with the same values is written once`() throws {
    try Workshop.withFolder { folder in
      var again = ReturnedSketch(texts: ReturnedSketch.person)
      again.information = "/ModDate(D:20260102030405+08'00')"
      try write(ReturnedSketch(texts: ReturnedSketch.person), to: "\(folder)/in/a.pdf")
      try write(again, to: "\(folder)/in/b.pdf")
      let (account, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect((account.accepted, account.records) == (2, 1))
      #expect(answers["b.pdf"]?.findings.contains { $0.code == .returnedAgain } == true)
    }
  }

  @Test func `two forms that say different things of one person name each other, and what it is in the paper's words`()
    throws
  {
    try Workshop.withFolder { folder in
      let other = ["retiree.name": "张叁", "retiree.id": ReturnedSketch.person["retiree.id"] ?? ""]
      try write(ReturnedSketch(texts: ReturnedSketch.person), to: "\(folder)/in/a.pdf")
      try write(
        ReturnedSketch(form: "liaocheng/change-notice", key: "K7Q2M9XB", texts: other), to: "\(folder)/in/b.pdf")
      let (account, answers) = try takeIn("\(folder)/in", to: "\(folder)/out")
      for (file, theirs) in [("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")] {
        let finding = try #require(answers[file]?.findings.first { $0.code == .personContradicts }, "\(account)")
        #expect(finding.severity == .warning && finding.message.chinese.contains(theirs))
        #expect(finding.message.chinese.hasSuffix("：姓名"), "\(finding.message.chinese)")
      }
    }
  }

  @Test func `nothing that comes in becomes a formula, a link or markup`() throws {
    try Workshop.withFolder { folder in
      var person = ReturnedSketch.person
      person["retiree.hobbies"] = "=HYPERLINK(\"http://localhost\",\"x\")"
      person["retiree.id"] = "<script>alert(1)</script>"
      try write(ReturnedSketch(texts: person), to: "\(folder)/in/=cmd|x.pdf")
      person["retiree.id"] = ReturnedSketch.person["retiree.id"]
      try write(ReturnedSketch(key: "OTHER", texts: person), to: "\(folder)/in/b.pdf")
      _ = try takeIn("\(folder)/in", to: "\(folder)/out")
      let page = try String(contentsOfFile: "\(folder)/out/report.html", encoding: .utf8)
      #expect(!page.contains("<script"))
      for book in ["summary.xlsx", "accepted/liaocheng-info-table.xlsx"] {
        let path = "\(folder)/out/\(book)"
        guard FileManager.default.fileExists(atPath: path) else { continue }
        let sheets = try Workshop.run("unzip", ["-p", path, "xl/worksheets/*.xml"])
        #expect(!sheets.output.contains("<f>") && !sheets.output.contains("<hyperlink"), "\(book)")
      }
    }
  }

  @Test func `a folder with other people's files in the way is not written to`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      try write(Array("mine".utf8), to: "\(folder)/out/report.html")
      #expect(throws: Refusal.self) { try takeIn("\(folder)/in", to: "\(folder)/out") }
      #expect(try String(contentsOfFile: "\(folder)/out/report.html", encoding: .utf8) == "mine")
    }
  }

  @Test func `inputs are not changed`() throws {
    try Workshop.withFolder { folder in
      try fill("\(folder)/in")
      let before = try state(of: "\(folder)/in")
      _ = try takeIn("\(folder)/in", to: "\(folder)/out")
      #expect(try state(of: "\(folder)/in") == before)
    }
  }
}
