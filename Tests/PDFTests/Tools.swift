import Foundation

/// A program that is not ours, as judge of what we write (Debian: qpdf, poppler-utils).
enum Tool {
  struct Answer {
    var status: Int32
    var text: String
  }

  /// Runs a program over a file that holds the bytes; its path is put for `FILE` in the arguments.
  static func run(_ program: String, _ arguments: [String], over bytes: [UInt8]) throws -> Answer {
    let file = FileManager.default.temporaryDirectory.appending(path: "handover-\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments.map { $0 == "FILE" ? file.path() : $0 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Answer(status: process.terminationStatus, text: String(decoding: output, as: UTF8.self))
  }
}

/// The file's readable part: bytes of fonts and other binary streams become a note of what they are.
func readable(_ pdf: [UInt8]) -> String {
  let start = Array("stream\n".utf8)
  let end = Array("\nendstream".utf8)
  var text = ""
  var rest = pdf[...]
  while let begin = rest.firstRange(of: start), let finish = rest[begin.upperBound...].firstRange(of: end) {
    text += String(decoding: rest[..<begin.upperBound], as: UTF8.self)
    let body = rest[begin.upperBound..<finish.lowerBound]
    let isText = body.allSatisfy { $0 >= 0x20 || $0 == 0x0A } && String(validating: body, as: UTF8.self) != nil
    text += isText ? String(decoding: body, as: UTF8.self) : "(binary)"
    rest = rest[finish.lowerBound...]
    text += String(decoding: rest.prefix(end.count), as: UTF8.self)
    rest = rest.dropFirst(end.count)
  }
  text += String(decoding: rest, as: UTF8.self)
  return text
}
