package import Diagnostics

extension Finding.Code {
  package static let papersTooMany = Self("too-large")
}

/// What a file of returned papers may hold: all of it is kept, and judged.
package struct PaperLimits: Sendable {
  /// Papers, and entries of the lists on them.
  package var records = 5_000
  /// What may be noticed in it.
  package var findings = 10_000

  package init() {}

  /// Said of a file that holds more.
  package func refusal(at place: Place) -> Refusal {
    Refusal(
      Finding(
        .error, .papersTooMany, at: place,
        Phrase(
          "文件中的表格和表内条目超过 \(records) 份，或错误超过 \(findings) 处，没有读取",
          "the file holds more than \(records) papers and entries, or more than \(findings) faults; it was not read"),
        hint: Phrase("请分成几个文件交来", "send it in several files")))
  }
}
