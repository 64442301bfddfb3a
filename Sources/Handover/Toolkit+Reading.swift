public import Diagnostics
import FormDataReading
import IsolatedReading
import ReaderProtocol

extension Toolkit {
  /// Reads returned files into validated records.
  ///
  /// Each PDF is opened by a process of its own kind, never by this one; a form's data as XML or in its spreadsheet are read here.
  /// Folders, archives and mails are taken apart. Every file is answered in order, exactly once; no file stops the others.
  ///
  /// - Parameters:
  ///   - files: Paths of files and folders.
  ///   - passwords: Tried in this order with files that need one.
  ///   - requiresSignatures: Whether a form that lacks a digital signature or seal where it asks for one is for review.
  ///   - report: Gets what is worth knowing of folders, archives and mails as a whole, such as what was passed over.
  ///   - answer: Gets what became of each file.
  public func read(
    _ files: [String], passwords: [String] = [], requiresSignatures: Bool = false,
    report: @escaping (Finding) -> Void = { _ in }, answer: (ReturnedForm) throws -> Void
  ) throws {
    let reading = returnReading(requiresSignatures: requiresSignatures)
    let reader = IsolatedReader(readerPath: locations.reader, passwords: passwords, roots: trustRoots.files)
    try withoutActuallyEscaping(answer) { answer in
      let containers = Containers(
        passwords: passwords, report: report, unpackMail: { reader.files(ofMail: $0) })
      for file in files {
        try containers.items(of: file) { item in try answer(reading.read(item, with: reader)) }
      }
    }
  }

  /// What reads returned files, with forms that are kept as they are met.
  func returnReading(requiresSignatures: Bool = false) -> ReturnReading {
    let catalogue = catalogue()
    let flat = OnceMade { [self] in (try? fonts()).map { FlatReturns(catalogue: catalogue, fonts: $0) } }
    return ReturnReading(catalogue: catalogue, flat: { flat.value() }, requiresSignatures: requiresSignatures)
  }

  /// What is in any PDF form, ours or not, as one line of JSON for each file.
  ///
  /// - Parameters:
  ///   - language: Of the messages in it.
  ///   - line: Gets the JSON object of each file, in order, and whether its status is `ok`.
  public func inspect(_ files: [String], language: Language, line: (String, _ isOK: Bool) -> Void) {
    let reader = IsolatedReader(readerPath: locations.reader, roots: trustRoots.files)
    for file in files {
      var answer = reader.read(file)
      answer.file.takeXFA()
      line(answer.file.inspectionLine(file: file, language: language), answer.file.status == .ok)
    }
  }
}
