import Records
import Testing

@testable import Handover

struct FileNamingTests {
  private func name(_ pattern: String, _ values: [FieldKey: RawValue], number: Int = 7) throws -> String {
    let profile = try Workshop.profile(of: "liaocheng/info-table")
    let form = try Workshop.toolkit().form("info-table", of: profile)
    var rules = profile.rules
    rules.required = []
    let record = try Workshop.toolkit().gate(rules).validate(RawRecord(values: values)).value
    let naming = try FileNaming(pattern, form: form, dictionary: profile.rules.dictionary)
    return naming.name(number: number, key: "K7Q2M9XA", record: record)
  }

  private func text(_ field: FieldName, _ value: String) -> [FieldKey: RawValue] { [FieldKey(field): RawValue(value)] }

  @Test(arguments: [
    ("{form}-{number}", "info-table-000007.pdf"),
    ("{number}-{retiree.name}", "000007-张三.pdf"),
    ("{retiree.name}", "张三-000007.pdf"),
    ("{key}", "K7Q2M9XA-000007.pdf"),
    ("{retiree.name}/{number}", "张三/000007.pdf"),
    ("{retiree.workUnit}{number}", "000007.pdf"),
    ("../{number}", "_/000007.pdf"),
    ("/etc/{number}", "etc/000007.pdf"),
  ])
  func `a pattern makes a name that no two rows share`(pattern: String, expected: String) throws {
    #expect(try name(pattern, text("retiree.name", "张三")) == expected)
  }

  @Test(arguments: ["../../etc/passwd", "a/b", "a\\b", "..", "C:\\x", "a\u{202E}fdp.exe", "con|x", "~*?"])
  func `whatever a value holds, its file stays in the folder`(value: String) throws {
    let made = try name("{number}/{retiree.workUnit}-{number}", text("retiree.workUnit", value))
    let parts = made.split(separator: "/", omittingEmptySubsequences: false)
    #expect(parts.count == 2)
    #expect(parts[0] == "000007")
    #expect(parts.allSatisfy { !$0.hasPrefix(".") && !$0.contains("\\") && !$0.contains(":") })
    #expect(!made.unicodeScalars.contains("\u{202E}"))
  }

  @Test func `a name that is too long for a file system keeps its number`() throws {
    let made = try name(
      "{number}-{retiree.hobbies}{retiree.hobbies}{retiree.skills}",
      [
        FieldKey("retiree.hobbies"): RawValue(String(repeating: "棋", count: 40)),
        FieldKey("retiree.skills"): RawValue(String(repeating: "书", count: 40)),
      ])
    #expect(made.utf8.count <= 255)
    #expect(made.hasSuffix("-000007.pdf"))
  }

  @Test(arguments: ["{nobody}", "{retiree.nme}", "{number", "{}"])
  func `a place in a pattern that means nothing is refused`(pattern: String) throws {
    let refusal = try #require(throws: Refusal.self) { try name(pattern, [:]) }
    #expect(refusal.findings.map(\.code) == [.fileNamePattern])
  }
}
