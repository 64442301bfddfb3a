import Diagnostics

extension Toolkit {
  /// Prints everything that an enterprise's transfer needs, in the right order and number of copies: a file for each receiving
  /// place, with a cover, the papers about all who are received there, and each person's.
  ///
  /// Papers about the whole batch, or about a whole county or street, as their forms say, have files of their own before those of
  /// the communities. Every page has its number in the packet above it, and every copy says whose it is. A paper that cannot be
  /// made is reported, and the rest is printed. Files appear whole or not at all; those of an earlier run in the folder give way,
  /// any other is left alone. The same request gives the same bytes, whatever the number of threads. `manifest.json` and
  /// `manifest.xlsx` list every paper.
  ///
  /// Records are held in memory, some kilobytes each; papers are not.
  ///
  /// - Parameters:
  ///   - language: Of `rejected.xlsx`.
  ///   - progress: Told from time to time how many rows and papers are done.
  ///   - printed: Told of every file once it stands in its place.
  ///   - isStopped: Asked from time to time whether to end early; then the account says so, and no manifest is written.
  ///   - report: Gets findings as they arise.
  /// - Throws: `Refusal` when nothing can be printed at all: an unknown city, form or person, a faulty batch file, an unreadable
  ///   list, an earlier manifest that is none; or when the disk fails or is full, or a file that is not ours is in the way.
  public func packet(
    _ request: PacketRequest, language: Language = .chinese,
    progress: @escaping (GenerationProgress) -> Void = { _ in },
    printed: @escaping (PrintedFile) -> Void = { _ in },
    isStopped: @escaping () -> Bool = { false },
    report: @escaping (Finding) -> Void
  ) throws(Refusal) -> PacketAccount {
    var run = try PacketRun(
      request, toolkit: self, language: language, progress: progress, printed: printed, isStopped: isStopped,
      report: saidOnce(report))
    return try run.run()
  }
}
