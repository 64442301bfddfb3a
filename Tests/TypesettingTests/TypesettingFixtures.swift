import Diagnostics
import Documents
import Fonts
import Foundation
import Measures

@testable import Typesetting

/// What the tests of this room share: the installed fonts, and small documents.
enum Fixture {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let fonts: Result<FontCollection, any Error> = Result {
    let file = root.appendingPathComponent("Resources/fonts.xml")
    return try FontCollection.load(configuration: [UInt8](Data(contentsOf: file)), file: file.path)
  }

  static let style = TextStyle(role: .form, size: .points(10))

  static func set(_ text: String) throws -> SetText { try fonts.get().set(text, style) }

  /// The text of each line.
  static func lines(_ text: String, ems: Double) throws -> [String] {
    let set = try set(text)
    var breaking = LineBreaking(set)
    breaking.breakLines(of: set, width: ems)
    return breaking.lines.map { line in
      String(String.UnicodeScalarView(line.map { set.glyphs[$0].scalar }))
    }
  }

  static func slot(
    _ index: Int, _ name: String, policy: Slot.Fit.Policy = .wrap, size: Double = 10
  ) -> Slot {
    Slot(
      index: index, name: [name], key: .init(.init(name)), label: name,
      fit: Slot.Fit(policy: policy, minimumSize: .points(6)), style: TextStyle(role: .form, size: .points(size)))
  }
}
