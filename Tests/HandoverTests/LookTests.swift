import Composing
import Foundation
import Testing

@testable import Handover

/// What the shipped forms look like. `RECORD_SNAPSHOTS=1` records anew, and that run still fails.
struct LookTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

  /// The forms whose layout a policy gives, line by line.
  private static let forms = ["liaocheng/info-table", "liaocheng/archive-roster"]

  @Test(arguments: forms)
  func `a form's tree is as recorded`(name: String) throws {
    let profile = try Workshop.profile(of: name)
    let form = try Workshop.toolkit().form(name, of: profile)
    let lines = DocumentDump(Composer(form: form, dictionary: profile.rules.dictionary).document).lines
    let file = Self.folder.appendingPathComponent(name.replacing("/", with: "-") + ".txt")
    if Self.isRecording {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
    }
    let recorded = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(lines.difference(from: recorded).isEmpty, "\(lines.difference(from: recorded))")
  }

  /// Pictures are compared block by block, so that another version of a font passes and a shifted box does not.
  @Test(arguments: forms)
  func `a form's first page looks as recorded`(name: String) throws {
    try Workshop.withFolder { folder in
      let paths = try Workshop.toolkit().preview(name, in: folder).paths
      let drawn = try Workshop.run(
        "pdftoppm", ["-r", "50", "-gray", "-l", "1", "-singlefile", paths[0], "\(folder)/page"])
      #expect(drawn.status == 0, "\(drawn.output)")
      let picture = try Picture(pgm: Data(contentsOf: URL(fileURLWithPath: "\(folder)/page.pgm")))
      let file = Self.folder.appendingPathComponent(name.replacing("/", with: "-") + ".pgm")
      if Self.isRecording {
        try picture.pgm.write(to: file)
        Issue.record("recorded \(file.lastPathComponent)")
      }
      let recorded = try Picture(pgm: Data(contentsOf: file))
      #expect(picture.width == recorded.width && picture.height == recorded.height)
      #expect(picture.largestDifference(from: recorded) < 24)
    }
  }

  @Test func `a box that moved by two millimetres is noticed`() throws {
    let file = Self.folder.appendingPathComponent("liaocheng-info-table.pgm")
    let picture = try Picture(pgm: Data(contentsOf: file))
    #expect(picture.moved(down: 4).largestDifference(from: picture) > 24)
  }
}

/// A grey picture, as pdftoppm writes it.
private struct Picture {
  let width: Int
  let height: Int
  private let pixels: [UInt8]

  private static let block = 8

  init(pgm: Data) throws {
    // Three numbers after the magic P5, each ended by white space, then the pixels.
    var fields: [Int] = []
    var start = 2
    while fields.count < 3 {
      start += 1
      let end = try #require(pgm[start...].firstIndex { $0 == 10 || $0 == 32 })
      fields.append(try #require(Int(String(decoding: pgm[start..<end], as: UTF8.self))))
      start = end
    }
    (width, height) = (fields[0], fields[1])
    pixels = Array(pgm[(start + 1)...])
    try #require(pixels.count == width * height)
  }

  private init(width: Int, height: Int, pixels: [UInt8]) {
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }

  var pgm: Data { Data("P5\n\(width) \(height)\n255\n".utf8) + Data(pixels) }

  func moved(down rows: Int) -> Picture {
    let white = [UInt8](repeating: 255, count: rows * width)
    return Picture(width: width, height: height, pixels: white + pixels.dropLast(rows * width))
  }

  /// How far the mean grey of a block is from the other picture's, at most: 0 to 255.
  func largestDifference(from other: Picture) -> Int {
    var largest = 0
    for y in stride(from: 0, to: height - Self.block, by: Self.block) {
      for x in stride(from: 0, to: width - Self.block, by: Self.block) {
        largest = max(largest, abs(mean(x, y) - other.mean(x, y)))
      }
    }
    return largest
  }

  private func mean(_ x: Int, _ y: Int) -> Int {
    var sum = 0
    for row in y..<y + Self.block {
      for column in x..<x + Self.block { sum += Int(pixels[row * width + column]) }
    }
    return sum / (Self.block * Self.block)
  }
}
