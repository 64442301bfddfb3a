import Diagnostics
import Foundation
import Records
import Testing

@testable import Handover

/// Packets of a city of two forms: a roster of each community, and a card for each person.
struct PacketTests {
  /// An installation of one city, with a list of five people in two communities and one nowhere.
  private struct Town {
    let toolkit: Toolkit
    let folder: String

    init(_ folder: String, packet: String = "") throws {
      self.folder = folder
      let templates = "\(folder)/templates"
      for name in ["town", "common"] {
        try FileManager.default.createDirectory(atPath: "\(templates)/\(name)", withIntermediateDirectories: true)
      }
      try FileManager.default.copyItem(
        atPath: "\(Workshop.root)/templates/common/packet-cover.xml", toPath: "\(templates)/common/packet-cover.xml")
      for (name, text) in [
        ("profile", Self.profile(packet)), ("card", Self.card), ("roster", Self.roster),
        ("letter", Self.letter),
      ] { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(templates)/town/\(name).xml")) }
      let shipped = try Workshop.toolkit()
      var locations = shipped.locations
      locations.templates = templates
      toolkit = try Toolkit(locations, today: shipped.today)
      try write(list: Self.people)
    }

    var request: PacketRequest {
      PacketRequest(profile: "town", list: "\(folder)/list.csv", output: "\(folder)/out")
    }

    func write(list: [String]) throws {
      let lines = ["姓名,身份证号码,政治面貌,接收地县（市、区）,接收地街道（镇）,接收地社区,不移交原因"] + list
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/list.csv"))
    }

    func write(batch: String) throws -> String {
      let path = "\(folder)/batch.xml"
      let text = "<record xmlns=\"urn:handover:records:1\">\(batch)</record>"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return path
    }

    @discardableResult
    func packet(_ request: PacketRequest, report: (Finding) -> Void = { _ in }) throws -> PacketAccount {
      var findings: [Finding] = []
      let account = try toolkit.packet(request) { findings.append($0) }
      findings.forEach(report)
      return account
    }

    func manifest(_ folder: String? = nil) throws -> PacketManifest {
      try PacketManifest(path: "\(folder ?? request.output)/manifest.json")
    }

    func text(_ file: String, page: Int) throws -> String {
      let path = "\(request.output)/\(file)"
      let text = try Workshop.run("pdftotext", ["-f", "\(page)", "-l", "\(page)", path, "-"]).output
      // How wide a gap must be to be a space, the program decides.
      return text.filter { !$0.isWhitespace }
    }

    static let people = [
      "甲一,110201194001010018,群众,东区,一街道,甲社区,",
      "乙二,110201194001020013,中共党员,东区,二街道,乙社区,",
      "丙三,110201194001030019,群众,东区,一街道,甲社区,",
      "丁四,110201194001040014,群众,,,,",
      "戊五,11020119400105001X,群众,东区,一街道,甲社区,离休",
    ].map { line in
      // The check digits are none of the test's concern.
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[1] = ResidentID.completing(String(cells[1].prefix(17))) ?? ""
      return cells.joined(separator: ",")
    }

    static func profile(_ packet: String) -> String {
      """
      <profile xmlns="urn:handover:profile:1" id="town" version="1" title="试城">
        <form file="card.xml"/><form file="roster.xml"/><form file="letter.xml"/>
        <form file="../common/packet-cover.xml"/>\(packet)
        <require field="retiree.name"/><require field="retiree.id"/>
      </profile>
      """
    }

    static let card = """
      <form xmlns="urn:handover:form:1" id="card" version="1" per="retiree" title="卡片" group="A1">
        <copies><for>企业</for><for>个人</for></copies>
        <page size="A4" margin="20mm"><h1/><p><field name="retiree.name" width="60mm"/></p>
          <p>街道：<field name="street.name" width="80mm"/></p></page>
      </form>
      """

    static let roster = """
      <form xmlns="urn:handover:form:1" id="roster" version="1" per="batch" title="花名册" group="B1"
        by="receiver.county receiver.street receiver.community">
        <copies><for>企业</for><for>社区</for></copies>
        <page size="A4" margin="20mm"><h1/>
          <p>共 <field name="total.people" width="20mm"/> 人，街道：<field name="street.name" width="80mm"/></p>
          <table columns="20mm 60mm" rule="0.5pt"><rows each="batch.people"><tr height="8mm">
            <td><row-number/></td><td><field name="retiree.name"/></td></tr></rows></table></page>
      </form>
      """

    static let letter = """
      <form xmlns="urn:handover:form:1" id="letter" version="1" per="batch" title="移交函" group="D1">
        <page size="A4" margin="20mm"><h1/><p>共 <field name="total.people" width="20mm"/> 人</p></page>
      </form>
      """
  }

  private func inTown(packet: String = "", _ body: (Town) throws -> Void) throws {
    try Workshop.withFolder { try body(try Town($0, packet: packet)) }
  }

  @Test func `each receiver gets a packet, in the order of the list, with everything in its copies`() throws {
    try inTown { town in
      var codes: [Finding.Code] = []
      let account = try town.packet(town.request) { codes.append($0.code) }
      let manifest = try town.manifest()
      #expect(
        manifest.files.map(\.file) == [
          "001-全批.pdf", "002-东区-一街道-甲社区.pdf", "003-东区-二街道-乙社区.pdf", "004-无接收地.pdf",
        ])
      #expect(
        manifest.documents.map { "\($0.form) \($0.row ?? 0) \($0.firstPage ?? 0)" } == [
          "town/letter 0 2", "town/roster 0 2", "town/card 1 4", "town/card 3 6", "town/roster 0 2", "town/card 2 4",
          "town/roster 0 2", "town/card 4 4",
        ])
      #expect(manifest.files.map(\.pages) == [2, 7, 5, 5])
      #expect((account.documents, account.unplaced, account.excluded) == (8, 1, 1))
      #expect(codes.contains(.receiverMissing))
    }
  }

  @Test func `a page says its number in the packet, and whose copy it is`() throws {
    try inTown { town in
      try town.packet(town.request)
      let file = "002-东区-一街道-甲社区.pdf"
      #expect(try town.text(file, page: 1).contains("第1页，共7页"))
      let second = try town.text(file, page: 5)
      #expect(second.contains("第5页，共7页") && second.contains("第2份") && second.contains("个人留存"))
      #expect(try Workshop.run("qpdf", ["--check", "\(town.request.output)/\(file)"]).status == 0)
    }
  }

  @Test func `totals are those of the paper's own people`() throws {
    try inTown { town in
      try town.packet(town.request)
      #expect(try town.text("001-全批.pdf", page: 2).contains("4"))
      #expect(try town.text("002-东区-一街道-甲社区.pdf", page: 2).contains("2"))
    }
  }

  @Test func `each keeper has a file of his own copies`() throws {
    try inTown { town in
      var request = town.request
      request.hasKeeperFiles = true
      try town.packet(request)
      let kept = try town.manifest().files.filter { $0.keeper != nil }
      #expect(kept.map(\.keeper) == ["企业", "社区", "个人"])
      #expect(kept.map(\.documents) == [7, 3, 4])
      #expect(try town.text("keeper-03-个人.pdf", page: 2).contains("第2份"))
    }
  }

  @Test func `the bytes do not depend on the number of threads`() throws {
    try inTown { town in
      var made: [[PacketManifest.File]] = []
      for jobs in [1, 3] {
        var request = town.request
        request.output += "\(jobs)"
        request.jobs = jobs
        try town.packet(request)
        made.append(try town.manifest(request.output).files)
      }
      #expect(made[0] == made[1])
    }
  }

  @Test func `only what differs from an earlier manifest is printed again, and what is gone is named`() throws {
    try inTown { town in
      try town.packet(town.request)
      var list = Town.people
      list[1] = list[1].replacing("乙二", with: "乙改")
      list.remove(at: 3)
      try town.write(list: list)
      var request = town.request
      request.since = "\(town.folder)/out/manifest.json"
      request.output = "\(town.folder)/changed"
      request.run = "same"
      var vanished = 0
      let account = try town.packet(request) { vanished += $0.code == .documentVanished ? 1 : 0 }
      let printed = try town.manifest(request.output).documents.filter { $0.file != nil }
      // The letter's total, and the second community's roster and card.
      #expect(printed.map(\.form) == ["town/letter", "town/roster", "town/card"])
      #expect(account.unchanged == 3)
      #expect(vanished == account.vanished && vanished > 0)
    }
  }

  @Test func `one person's packet, and one form for all`() throws {
    try inTown { town in
      var request = town.request
      request.person = "2"
      try town.packet(request)
      let mine = try town.manifest().documents
      #expect(mine.map(\.form) == ["town/card"])
      request.person = mine[0].key
      try town.packet(request)
      #expect(try town.manifest().documents == mine)
      request.person = nil
      request.form = "roster"
      try town.packet(request)
      #expect(Set(try town.manifest().documents.map(\.form)) == ["town/roster"])
    }
  }

  @Test func `files of the last run give way, others stay`() throws {
    try inTown { town in
      try town.packet(town.request)
      var request = town.request
      request.person = "2"
      try town.packet(request)
      let files = try FileManager.default.contentsOfDirectory(atPath: request.output).filter { $0.hasSuffix(".pdf") }
      #expect(files == ["001-东区-二街道-乙社区.pdf"])
      try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(request.output)/001-全批.pdf"))
      let refusal = #expect(throws: Refusal.self) { try town.packet(town.request) }
      #expect(refusal?.findings.map(\.code) == [.fileExists])
      #expect(FileManager.default.contents(atPath: "\(request.output)/001-全批.pdf") == Data("mine".utf8))
    }
  }

  @Test func `the profile says which forms a packet holds, and in which order`() throws {
    try inTown(packet: "<packet><form ref=\"card\"/></packet>") { town in
      try town.packet(town.request)
      #expect(Set(try town.manifest().documents.map(\.form)) == ["town/card"])
    }
  }

  @Test func `a batch's organisations are those of the receiving place, and a person's own value wins`() throws {
    try inTown { town in
      var request = town.request
      request.batch = try town.write(
        batch: """
          <field name="street.name">总站</field>
          <group name="batch.receivers">
            <record><field name="place.street">一街道</field><field name="street.name">一街道站</field></record>
          </group>
          """)
      try town.packet(request)
      #expect(try town.text("002-东区-一街道-甲社区.pdf", page: 2).contains("一街道站"))
      #expect(try town.text("002-东区-一街道-甲社区.pdf", page: 4).contains("一街道站"))
      #expect(try town.text("003-东区-二街道-乙社区.pdf", page: 4).contains("总站"))
      request.settings = [("street.name", "设定站")]
      try town.packet(request)
      #expect(try town.text("002-东区-一街道-甲社区.pdf", page: 4).contains("设定站"))
    }
  }

  @Test func `a batch file of several records is refused`() throws {
    try inTown { town in
      var request = town.request
      request.batch = "\(town.folder)/list.csv"
      let refusal = #expect(throws: Refusal.self) { try town.packet(request) }
      #expect(refusal?.findings.map(\.code) == [.batchNotOne])
    }
  }

  @Test func `a form that parts its batch gives a file for each part, named by number and place`() throws {
    try inTown { town in
      let request = GenerationRequest(
        form: "roster", profile: "town", list: "\(town.folder)/list.csv", output: "\(town.folder)/rosters")
      var files: [String] = []
      let account = try town.toolkit.generate(request, printed: { files.append($0.file) }, report: { _ in })
      #expect(
        files == ["roster-001-东区-一街道-甲社区.pdf", "roster-002-东区-二街道-乙社区.pdf", "roster-003.pdf"])
      #expect(account.papers == 3)
      #expect(account.list.outsiders == .init(count: 1, firstRows: [5]))
    }
  }

  @Test func `a letter is one paper even for an empty list`() throws {
    try inTown { town in
      try town.write(list: [])
      let request = GenerationRequest(
        form: "letter", profile: "town", list: "\(town.folder)/list.csv", output: "\(town.folder)/letter.pdf")
      #expect(try town.toolkit.generate(request, report: { _ in }).papers == 1)
    }
  }

  @Test(arguments: ["liaocheng", "xixian", "shenyang", "jieyang", "weihai"])
  func `a city's example of a batch file can be read as it is`(profile: String) throws {
    try Workshop.withFolder { folder in
      let toolkit = try Workshop.toolkit()
      let path = "\(folder)/batch.xml"
      try Data(try toolkit.batchExample(profile: profile).utf8).write(to: URL(fileURLWithPath: path))
      let gate = try toolkit.gate(toolkit.profile(profile).rules)
      let batch = try BatchFile(path: path, gate: gate) { Issue.record("\($0)") }
      #expect(batch.record.values.isEmpty)
      try toolkit.writeSampleBatch(to: path, profile: profile, people: 20)
      let sample = try BatchFile(path: path, gate: gate) { _ in }
      #expect(!sample.record.entries(of: .receivers).isEmpty)
    }
  }
}
