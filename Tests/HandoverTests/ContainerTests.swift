import Diagnostics
import Foundation
import IsolatedReading
import Testing

@testable import Handover

/// Folders, archives and mails, taken apart into the files that came back.
struct ContainerTests {
  private let pdf = Array("%PDF-1.7\n".utf8)

  /// What a path gives: a line for each item, with its refusal's code or its kind.
  private func items(
    of path: String, passwords: [String] = [], limits: ContainerLimits = ContainerLimits()
  ) throws -> (lines: [String], findings: [Finding]) {
    let reader = try Workshop.reader()
    var lines: [String] = []
    var findings: [Finding] = []
    let containers = Containers(
      passwords: passwords, limits: limits, report: { findings.append($0) }, unpackMail: { reader.files(ofMail: $0) })
    try containers.items(of: path) { item in
      let name = item.name.replacing("\(path)", with: "@")
      lines.append("\(name) \(item.refusal?.code.rawValue ?? "\(item.kind)")")
    }
    return (lines, findings)
  }

  private func lines(
    _ bytes: [UInt8], passwords: [String] = [], limits: ContainerLimits = ContainerLimits()
  ) throws -> [String] {
    try Workshop.withFolder { folder in
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/a"))
      return try items(of: "\(folder)/a", passwords: passwords, limits: limits).lines
    }
  }

  @Test func `a folder gives its files by name, and passes over what nobody sent`() throws {
    try Workshop.withFolder { folder in
      for inner in ["b/c", "b/.git", "e"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(inner)", withIntermediateDirectories: true)
      }
      for name in ["z.pdf", "a.pdf", "b/c/x.txt", "b/.git/x", ".DS_Store", "~$a.xlsx", "e/Thumbs.db"] {
        try Data(pdf).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "/etc")
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/loop", withDestinationPath: ".")
      mkfifo("\(folder)/pipe", 0o600)
      let (lines, findings) = try items(of: folder)
      #expect(lines == ["@/a.pdf pdf", "@/b/c/x.txt pdf", "@/z.pdf pdf"])
      #expect(findings.map(\.code) == [.filesSkipped])
      #expect(findings.first?.message.english.contains("7 temporary") == true)
    }
  }

  @Test func `a pipe is refused, and nobody waits for what it might bring`() throws {
    try Workshop.withFolder { folder in
      mkfifo("\(folder)/a", 0o600)
      let lines = try items(of: "\(folder)/a").lines
      #expect(lines == ["@ not-a-file"])
    }
  }

  @Test func `a name that is no UTF-8 is read all the same`() throws {
    try Workshop.withFolder { folder in
      let path =
        Array("\(folder)/".utf8).map { CChar(bitPattern: $0) } + [0xD5, 0xC5, 0x2E, 0x70].map { CChar(bitPattern: $0) }
      let file = try #require(fopen(path + [0], "w"))
      fwrite(pdf, 1, pdf.count, file)
      fclose(file)
      #expect(try items(of: folder).lines == ["@/张.p pdf"])
    }
  }

  @Test func `an archive gives its files, whatever their names would do`() throws {
    let long = String(repeating: "n", count: 65_000)
    let names = ["b/c.pdf", "../../etc/passwd", "/abs.pdf", "C:\\x.pdf", "a\nb.pdf", long, "dup", "dup"]
    var archive = ZIPSketch().adding("b/", []).adding("__MACOSX/._c.pdf", pdf).adding("~$x.xlsx", pdf)
    for name in names { archive = archive.adding(name, pdf) }
    let shown = try lines(archive.bytes)
    #expect(
      shown.filter { !$0.contains("nnn") } == [
        "@!../../etc/passwd pdf", "@!/abs.pdf pdf", "@!C:/x.pdf pdf", "@!a\u{FFFD}b.pdf pdf", "@!b/c.pdf pdf",
        "@!dup pdf", "@!dup (2) pdf",
      ])
    #expect(shown.contains { $0.contains("nnn") && $0.count < 300 })
  }

  @Test func `names are read in GBK, in UTF-8 without its flag, and from the extra field`() throws {
    let gbk: [UInt8] = [0xD0, 0xC5, 0xCF, 0xA2, 0xB1, 0xED]
    let archive = ZIPSketch().adding(gbk + Array("1".utf8), pdf).adding("信息表2", pdf)
      .adding(Array("x".utf8), pdf, extra: ZIPSketch.unicodePath("信息表3", of: Array("x".utf8)))
    #expect(try lines(archive.bytes) == ["@!信息表1 pdf", "@!信息表2 pdf", "@!信息表3 pdf"])
  }

  @Test func `archives stand three deep in one another and no deeper`() throws {
    var bytes = pdf
    for level in 0..<5 { bytes = ZIPSketch().adding("\(level)", bytes).bytes }
    #expect(try lines(bytes) == ["@!4!3!2 archive-too-deep"])
    #expect(try lines(ZIPSketch().adding("in", ZIPSketch().adding("a", pdf).bytes).bytes) == ["@!in!a pdf"])
  }

  @Test func `an empty archive, a broken one and lies about sizes have their codes`() throws {
    #expect(try lines(ZIPSketch().bytes) == ["@ archive-empty"])
    let whole = ZIPSketch().adding("a", pdf).bytes
    #expect(try lines(Array(whole.dropLast(30))) == ["@ damaged"])
    #expect(try lines(ZIPSketch().adding(Array("a".utf8), pdf, says: 65 << 20).bytes) == ["@!a too-large"])
    var wrong = whole
    wrong[32] ^= 1
    #expect(try lines(wrong) == ["@!a damaged"])
    var many = ZIPSketch()
    for number in 0..<300 { many = many.adding("\(number)", []) }
    #expect(try lines(many.bytes).count == 300)
  }

  @Test func `archives in an archive share its limit of files, and each that was not read to its end says so`() throws {
    let inner = ZIPSketch().adding("a", pdf).adding("b", pdf).adding("c", pdf).bytes
    let outer = ZIPSketch().adding("1", inner).adding("2", inner).adding("3", inner).bytes
    var limits = ContainerLimits()
    limits.files = 7
    #expect(
      try lines(outer, limits: limits) == [
        "@!1!a pdf", "@!1!b pdf", "@!1!c pdf", "@!2!a pdf", "@!2!b pdf", "@!2!c archive-bomb", "@!3 archive-bomb",
      ])
  }

  @Test func `a bomb is stopped, and what came before it is kept`() throws {
    try Workshop.withFolder { folder in
      try Data(count: 40 << 20).write(to: URL(fileURLWithPath: "\(folder)/z.bin"))
      try Data(pdf).write(to: URL(fileURLWithPath: "\(folder)/a.pdf"))
      guard try Workshop.run("which", ["python3"]).status == 0 else { return }
      let made = try Workshop.run(
        "python3",
        [
          "-c",
          "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1]+'/b.zip','w',zipfile.ZIP_DEFLATED)\n[z.write(sys.argv[1]+'/'+n,n) for n in ['a.pdf','z.bin']]\nz.close()",
          folder,
        ])
      #expect(made.status == 0, "\(made.output)")
      #expect(try items(of: "\(folder)/b.zip").lines == ["@!a.pdf pdf", "@!z.bin archive-bomb"])
    }
  }

  @Test func `an encrypted entry says so, and a wrong password too`() throws {
    let archive = ZIPSketch().adding(Array("a".utf8), Array(repeating: 7, count: 64), flags: 1).adding("b", pdf).bytes
    #expect(try lines(archive) == ["@!a encrypted", "@!b pdf"])
    #expect(try lines(archive, passwords: ["x", "y"]) == ["@!a wrong-password", "@!b pdf"])
  }

  @Test func `a mail gives its files, and archives in it theirs`() throws {
    let archive = Data(ZIPSketch().adding("in.pdf", pdf).bytes).base64EncodedString()
    let mail = """
      Received: by x\r
      From: a@b\r
      Subject: no data\r
      Content-Type: multipart/mixed; boundary=b\r
      \r
      --b\r
      Content-Type: text/plain\r
      \r
      words\r
      --b\r
      Content-Type: application/zip; name=a.zip\r
      Content-Transfer-Encoding: base64\r
      \r
      \(archive)\r
      --b\r
      Content-Type: application/pdf; name=../b.pdf\r
      \r
      %PDF-1.7\r
      --b--\r

      """
    #expect(try lines(Array(mail.utf8)) == ["@!a.zip!in.pdf pdf", "@!../b.pdf pdf"])
    let bare = "From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nwords"
    #expect(try lines(Array(bare.utf8)) == ["@ mail-without-files"])
  }

  @Test func `what is not there, or no file, is an item with its reason`() throws {
    #expect(try items(of: "/nowhere/x.pdf").lines == ["@ file-unreadable"])
  }
}
