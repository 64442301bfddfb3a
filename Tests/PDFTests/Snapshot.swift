import Foundation
import Testing

/// Compares text with the recorded one, line by line; `RECORD_SNAPSHOTS=1` records it anew and still fails.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  for (number, (line, old)) in zip(lines, recorded).enumerated() where line != old {
    Issue.record("line \(number + 1) of \(name) is\n\(line)\nand was\n\(old)", sourceLocation: sourceLocation)
    return
  }
  #expect(lines.count == recorded.count, "lines of \(name)", sourceLocation: sourceLocation)
}
