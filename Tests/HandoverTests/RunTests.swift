import Composing
import Foundation
import Records
import Testing

@testable import Handover

/// Runs of many papers: what comes out does not depend on threads, sessions or shares of the work.
struct RunTests {
  static let people = 40

  /// A folder with a list of people, and what a run is to be made of it.
  private func inWorkshop(_ body: (_ folder: String, _ request: GenerationRequest) throws -> Void) throws {
    try Workshop.withFolder { folder in
      let toolkit = try Workshop.toolkit()
      let records = try Workshop.people(Self.people, seed: 5, profile: toolkit.profile("liaocheng"))
      try toolkit.write(records, to: "\(folder)/list.json")
      var request = GenerationRequest(
        form: "info-table", profile: "liaocheng", list: "\(folder)/list.json", output: "\(folder)/out")
      request.kind = .print
      try body(folder, request)
    }
  }

  @discardableResult
  private func generate(
    _ request: GenerationRequest, isStopped: @escaping () -> Bool = { false },
    report: @escaping (Finding) -> Void = { _ in }
  ) throws -> GenerationAccount {
    try Workshop.toolkit().generate(request, isStopped: isStopped, report: report)
  }

  /// Every file below a folder, hidden ones too, with its content.
  private func contents(of folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { files[name] = data }
    }
    return files
  }

  @Test(
    arguments: [("out", .archive), ("out.pdf", .print), ("out.pdf", .archive), ("out.zip", .fillable)]
      as [(String, GenerationRequest.Kind)])
  func `the bytes do not depend on the number of threads`(output: String, kind: GenerationRequest.Kind) throws {
    try inWorkshop { folder, request in
      var made: [[String: Data]] = []
      for jobs in [1, 3] {
        var request = request
        request.kind = kind
        request.jobs = jobs
        request.isMerged = output.hasSuffix(".pdf")
        request.output = "\(folder)/\(jobs)/\(output)"
        let account = try generate(request)
        #expect(account.papers == Self.people)
        made.append(try contents(of: "\(folder)/\(jobs)"))
      }
      #expect(made[0].count == (output == "out" ? Self.people + 1 : 1))
      #expect(made[1] == made[0])
    }
  }

  @Test func `a run that was ended early goes on where it was, and makes what an undisturbed one makes`() throws {
    try inWorkshop { folder, request in
      var request = request
      // Long enough for several chunks.
      let toolkit = try Workshop.toolkit()
      try toolkit.write(try Workshop.people(150, seed: 6, profile: toolkit.profile("liaocheng")), to: request.list)
      var asked = 0
      let interrupted = try generate(
        request,
        isStopped: {
          asked += 1
          return asked > 2
        })
      #expect(interrupted.list.isInterrupted)
      #expect(FileManager.default.fileExists(atPath: "\(request.output)/.handover-run"))
      #expect((1..<150).contains(interrupted.papers))
      request.jobs = 2
      let resumed = try generate(request)
      #expect(resumed.papers == 150)
      #expect(resumed.papersFromBefore == interrupted.papers)
      request.output = "\(folder)/whole"
      try generate(request)
      #expect(try contents(of: "\(folder)/out") == contents(of: "\(folder)/whole"))
    }
  }

  @Test func `a run that goes on the next day judges dates by the day on which it began`() throws {
    try inWorkshop { folder, request in
      let today = try Workshop.toolkit()
      try today.write(try Workshop.people(100, seed: 9, profile: today.profile("liaocheng")), to: request.list)
      let tomorrow = try Toolkit(today.locations, today: #require(PartialDate(checkedYear: 2026, month: 11, day: 22)))
      var asked = 0
      let stop = {
        asked += 1
        return asked > 1
      }
      #expect(try today.generate(request, isStopped: stop, report: { _ in }).list.isInterrupted)
      let resumed = try tomorrow.generate(request, report: { _ in })
      #expect(resumed.papers == 100)
      #expect((1..<100).contains(resumed.papersFromBefore))
      var whole = request
      whole.output = "\(folder)/whole"
      try generate(whole)
      #expect(try contents(of: request.output) == contents(of: whole.output))
    }
  }

  @Test func `files that were lost, cut off or changed after they were made are made again`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      let whole = try contents(of: request.output)
      let name = "\(request.output)/info-table-00000"
      try FileManager.default.removeItem(atPath: "\(name)3.pdf")
      try Data((whole["info-table-000005.pdf"] ?? Data()).prefix(1000)).write(to: URL(fileURLWithPath: "\(name)5.pdf"))
      let account = try generate(request)
      #expect(account.papers == Self.people)
      #expect(account.papersFromBefore == Self.people - 2)
      #expect(try contents(of: request.output) == whole)
    }
  }

  @Test func `a journal that lost its end with the power is understood as far as it goes`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      let whole = try contents(of: request.output)
      let manifest = try #require(whole["manifest.jsonl"])
      try FileManager.default.removeItem(atPath: "\(request.output)/manifest.jsonl")
      let broken = manifest.prefix(manifest.count / 2) + Data(repeating: 0, count: 700) + Data("\n{}\n".utf8)
      try broken.write(to: URL(fileURLWithPath: "\(request.output)/.handover-run"))
      let account = try generate(request)
      #expect((5..<Self.people).contains(account.papersFromBefore))
      #expect(try contents(of: request.output) == whole)
    }
  }

  @Test func `another run's folder is left alone, and what differs is said`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      let before = try contents(of: request.output)
      var other = request
      other.kind = .archive
      other.settings = [("signing.date", "2026-11-20")]
      let refusal = try #require(throws: Refusal.self) { try generate(other) }
      #expect(refusal.findings.map(\.code) == [.runChanged])
      #expect(refusal.findings[0].message.english.contains("the kind of output, the values of --set"))
      #expect(try contents(of: request.output) == before)
    }
  }

  @Test func `starting over takes away what the run before made, and nothing else`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(request.output)/notes.txt"))
      try Data("changed".utf8).write(to: URL(fileURLWithPath: "\(request.output)/info-table-000030.pdf"))
      var other = request
      other.startsOver = true
      other.names = "{number}"
      try generate(other)
      let names = try contents(of: request.output).keys.sorted()
      #expect(names.filter { $0.hasPrefix("info-table") } == ["info-table-000030.pdf"])
      #expect(names.count == Self.people + 3)
      #expect(names.contains("notes.txt") && names.contains("manifest.jsonl"))
    }
  }

  @Test func `a file that is not ours is not overwritten, and the row comes back`() throws {
    try inWorkshop { folder, request in
      try FileManager.default.createDirectory(atPath: request.output, withIntermediateDirectories: true)
      let foreign = "\(request.output)/info-table-000007.pdf"
      try Data("someone's".utf8).write(to: URL(fileURLWithPath: foreign))
      var findings: [Finding] = []
      let account = try generate(request, report: { findings.append($0) })
      #expect(account.failed == 1)
      #expect(account.papers == Self.people - 1)
      #expect(findings.filter { $0.severity == .error }.map(\.code) == [.fileExists])
      #expect(FileManager.default.contents(atPath: foreign) == Data("someone's".utf8))
    }
  }

  @Test func `the rows of all shards are the rows of the list, with the same bytes`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      let whole = try contents(of: request.output)
      for number in 1...3 {
        var request = request
        request.shard = Shard("\(number)/3")
        request.output = "\(folder)/shards"
        #expect(try generate(request).papers == (Self.people + 3 - number) / 3)
      }
      #expect(try Toolkit.merge(folders: ["\(folder)/shards"], into: "\(folder)/joined").shards == 3)
      #expect(try Toolkit.merge(folders: ["\(folder)/shards"], into: "\(folder)/shards").files == Self.people)
      #expect(try contents(of: "\(folder)/joined") == whole)
      #expect(try contents(of: "\(folder)/shards") == whole)
    }
  }

  @Test(arguments: [GenerationRequest.Kind.print, .archive])
  func `the shards of a merged file are joined into the same bytes`(kind: GenerationRequest.Kind) throws {
    try inWorkshop { folder, request in
      var request = request
      request.kind = kind
      request.isMerged = true
      request.output = "\(folder)/whole.pdf"
      try generate(request)
      request.output = "\(folder)/all.pdf"
      for number in [2, 3, 1] {
        request.shard = Shard("\(number)/3")
        try generate(request)
      }
      let parts = (1...3).map { "\(folder)/all-\($0)of3.part" }
      let toolkit = try Workshop.toolkit()
      #expect(try toolkit.merge(parts: parts.reversed(), into: request.output).shards == 3)
      #expect(try contents(of: folder)["all.pdf"] == contents(of: folder)["whole.pdf"])
      // A part that was cut off, or changed anywhere, is no part.
      let part = try Data(contentsOf: URL(fileURLWithPath: parts[1]))
      for damage in [
        part.prefix(part.count / 2), part.prefix(10), Data(), part.dropLast(40) + Data(repeating: 7, count: 40),
      ] {
        try Data(damage).write(to: URL(fileURLWithPath: parts[1]))
        let refusal = try #require(throws: Refusal.self) { try toolkit.merge(parts: parts, into: request.output) }
        #expect(refusal.findings.map(\.code) == [.shardUnusable])
      }
      let missing = try #require(throws: Refusal.self) { try toolkit.merge(parts: [parts[0]], into: request.output) }
      #expect(missing.findings.map(\.message.english) == ["shard 2 is missing", "shard 3 is missing"])
    }
  }

  @Test func `shards that do not make a whole are not joined, with every reason`() throws {
    try inWorkshop { folder, request in
      var request = request
      for (number, kind) in [(1, GenerationRequest.Kind.print), (3, .archive)] {
        request.shard = Shard("\(number)/3")
        request.kind = kind
        request.output = "\(folder)/\(number)"
        try generate(request)
      }
      let (first, third, joined) = ("\(folder)/1", "\(folder)/3", "\(folder)/joined")
      func reasons(_ folders: [String]) throws -> [String] {
        try #require(throws: Refusal.self) { try Toolkit.merge(folders: folders, into: joined) }
          .findings.map { $0.message.english }
      }
      #expect(try reasons([first]) == ["shard 2 is missing", "shard 3 is missing"])
      #expect(try reasons([first, third]).contains { $0.contains("the kind of output differ") })
      #expect(try reasons([folder]).contains { $0.contains("no shard's manifest") })
      try FileManager.default.removeItem(atPath: "\(first)/info-table-000004.pdf")
      request.kind = .print
      for number in 2...3 {
        request.shard = Shard("\(number)/3")
        request.output = "\(folder)/rest"
        try generate(request)
      }
      #expect(try reasons([first, "\(folder)/rest"]).count == 1)
      #expect(!FileManager.default.fileExists(atPath: "\(joined)/manifest.jsonl"))
    }
  }

  @Test func `an archive holds the same files as a folder`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      var zipped = request
      zipped.output = "\(folder)/all.zip"
      try generate(zipped)
      #expect(try Workshop.run("unzip", ["-q", zipped.output, "-d", "\(folder)/unzipped"]).status == 0)
      #expect(try contents(of: "\(folder)/unzipped") == contents(of: request.output))
    }
  }

  @Test func `papers for the printer hold pages and nothing else`() throws {
    try inWorkshop { folder, request in
      try generate(request)
      let file = "\(request.output)/info-table-000001.pdf"
      #expect(try Workshop.run("qpdf", ["--check", file]).status == 0)
      #expect(try Workshop.run("pdfdetach", ["-list", file]).output.contains("0 embedded"))
      #expect(try Workshop.run("pdfinfo", [file]).output.contains("Tagged:          no"))
      #expect(try Workshop.run("pdftotext", [file, "-"]).output.contains("社会化管理"))
    }
  }

  /// Its records are attached a thousand at a time.
  @Test func `a roster of many people, written as its pages fill, is read back equal`() throws {
    try inWorkshop { folder, request in
      let toolkit = try Workshop.toolkit()
      let profile = try toolkit.profile("liaocheng")
      let people = try Workshop.people(1100, seed: 8, profile: profile)
      try toolkit.write(people, to: request.list)
      var request = request
      request.form = "archive-roster"
      request.kind = .archive
      request.output = "\(folder)/roster.pdf"
      request.jobs = 2
      let account = try generate(request)
      #expect(account.papers == 1 && account.list.accepted == 1100)
      #expect(try Workshop.run("qpdf", ["--check", request.output]).status == 0)
      let composer = Composer(
        form: try toolkit.form("archive-roster", of: profile), dictionary: profile.rules.dictionary)
      let nobody = try toolkit.gate(profile.rules).judge(RawRecord(), as: .batch).value
      let shown = composer.shown(of: .batch(nobody, people: people))
      var read: [Record?] = []
      try toolkit.read([request.output]) { read += $0.papers.map(\.record) }
      #expect(read == [shown])
    }
  }

  /// Two processes, each with a part of the list, make what one makes of all of it.
  @Test func `records that bring their numbers along are printed under them, whatever process they go to`() throws {
    try inWorkshop { folder, request in
      let toolkit = try Workshop.toolkit()
      let people = try Workshop.people(Self.people, seed: 5, profile: toolkit.profile("liaocheng"))
      try toolkit.write(people, to: "\(folder)/list.jsonl")
      let lines = try String(contentsOfFile: "\(folder)/list.jsonl", encoding: .utf8).split(separator: "\n")
      let numbered = lines.enumerated().map { "{\"@number\":\($0 + 1),\($1.dropFirst())" }
      var made: [String: [String: Data]] = [:]
      for (name, parts) in [
        ("one", [Array(numbered)]), ("two", [numbered.suffix(17), numbered.prefix(23)].map { Array($0) }),
      ] {
        for (part, some) in parts.enumerated() {
          let list = "\(folder)/\(name)-\(part).jsonl"
          try Data(some.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: list))
          var request = request
          request.list = list
          request.run = "2026-11"
          request.output = "\(folder)/\(name)-\(part)"
          #expect(try generate(request).papers == some.count)
          var files = try contents(of: request.output)
          files["manifest.jsonl"] = nil
          made[name, default: [:]].merge(files) { _, _ in Data() }
        }
      }
      #expect(made["one"]?.count == Self.people)
      #expect(made["one"] == made["two"])
    }
  }

  @Test(arguments: ["-1/3", "0/3", "4/3", "1", "a/b", "1/2/3", ""])
  func `what is no share of a list is not taken for one`(text: String) {
    #expect(Shard(text) == nil)
  }
}
