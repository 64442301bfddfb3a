import Diagnostics
import Fonts
import Foundation

/// The fonts of `Resources/fonts.xml` as installed here, opened once for all tests.
enum TestFonts {
  static let resource = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Resources/fonts.xml")

  static func load() throws -> FontCollection {
    try FontCollection.load(configuration: Array(Data(contentsOf: resource)), file: resource.path())
  }
}
