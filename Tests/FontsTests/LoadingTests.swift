import Diagnostics
import Fonts
import Foundation
import Testing

struct LoadingTests {
  @Test func `Each role has a face, and titles are bold`() throws {
    let fonts = try TestFonts.load()
    for role in FontRole.allCases { #expect(!fonts.faces(for: role).isEmpty) }
    #expect(fonts.mainFace(for: .title).description.weight > fonts.mainFace(for: .form).description.weight)
  }

  @Test func `The face of a collection is that of simplified Chinese`() throws {
    let fonts = try TestFonts.load()
    let face = try #require(fonts.faces(for: .form).first { $0.familyName == "Noto Serif CJK SC" })
    #expect(face.postScriptName == "NotoSerifCJKsc-Regular")
    #expect(face.unitsPerEm == 1000 && face.ascender == 880 && face.descender == -120)
  }

  @Test func `Roles that share a font share its face`() throws {
    let fonts = try TestFonts.load()
    #expect(fonts.faces(for: .form).contains { fonts.faces(for: .title).contains($0) })
  }

  private func refusal(_ xml: String) -> Refusal? {
    do {
      _ = try FontCollection.load(configuration: Array(xml.utf8), file: "f.xml")
      return nil
    } catch { return error }
  }

  @Test func `A role without any installed font is one clear sentence with the package to install`() throws {
    let family = #"<family name="No Such Family" package="fonts-noto-cjk"/>"#
    let roles = FontRole.allCases.map { #"<role name="\#($0.rawValue)">\#(family)</role>"# }.joined()
    let refused = try #require(refusal("<fonts>\(roles)</fonts>"))
    #expect(refused.findings.map(\.code) == FontRole.allCases.map { _ in .fontMissing })
    #expect(refused.findings[0].hint?.english.contains("apt-get install fonts-noto-cjk") == true)
  }

  @Test func `All faults of a configuration come at once, with their lines`() throws {
    let xml = """
      <fonts>
        <role name="subtitle"><family name="A"/></role>
        <role name="title"><family weight="bold"/></role>
        <role name="form"><family name="A" weight="heavy"/></role>
      </fonts>
      """
    let refused = try #require(refusal(xml))
    #expect(refused.findings.allSatisfy { $0.code == .fontConfiguration })
    #expect(Set(refused.findings.compactMap(\.place.line)) == [1, 2, 3, 4])
  }

  @Test(arguments: [[], [0x00, 0x01], Array("OTTO".utf8) + [UInt8](repeating: 0xFF, count: 400)])
  func `A broken font file is no face`(_ bytes: [UInt8]) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "broken-\(bytes.count).otf").path()
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(FontFace(path: path, index: 0, familyName: "Broken") == nil)
    #expect(FontFace(path: path + ".none", index: 0, familyName: "Absent") == nil)
  }
}
