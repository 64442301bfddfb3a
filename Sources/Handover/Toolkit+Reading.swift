public import Diagnostics
import IsolatedReading
import ReaderProtocol

extension Toolkit {
  /// Reads returned files into validated records.
  ///
  /// Each PDF is opened by a process of its own kind, never by this one; a form's data as XML are read here. Files are answered in
  /// order, each exactly once; no file stops the others.
  ///
  /// - Parameters:
  ///   - files: Paths; every file below a folder is read.
  ///   - roots: Whose word counts for who a signer is.
  ///   - answer: Gets what became of each file.
  public func read(
    _ files: [String], trusting roots: TrustRoots = TrustRoots(), answer: (ReturnedForm) throws -> Void
  ) throws {
    let reading = ReturnReading(catalogue: catalogue())
    let reader = IsolatedReader(readerPath: locations.reader, roots: roots.files)
    let all = files.flatMap { IntakeFiles.isFolder($0) ? IntakeFiles.all(below: [$0], skipping: nil) : [$0] }
    for file in all { try answer(reading.read(file, with: reader)) }
  }

  /// What is in any PDF form, ours or not, as one line of JSON for each file.
  ///
  /// - Parameters:
  ///   - language: Of the messages in it.
  ///   - line: Gets the JSON object of each file, in order, and whether its status is `ok`.
  public func inspect(_ files: [String], language: Language, line: (String, _ isOK: Bool) -> Void) {
    let reader = IsolatedReader(readerPath: locations.reader)
    for file in files {
      let answer = reader.read(file)
      line(answer.file.inspectionLine(file: file, language: language), answer.file.status == .ok)
    }
  }
}
