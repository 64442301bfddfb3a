public import Diagnostics
import Foundation
import RecordWriting
import Records
import Samples

/// A fault that was put into a sample list on purpose.
public struct SampleListFault: Sendable, Hashable {
  /// The row that has it, as a spreadsheet program counts.
  public var row: Int
  /// A stable name, such as `sexConflict`.
  public var kind: String
  /// What was done to the row.
  public var description: Phrase
}

extension Toolkit {
  /// Writes a workbook of fictitious retirees as an HR office would keep it: titles, two rows of headings with merged groups, a
  /// hidden column, date cells beside dates in words, signatures below, and the faults that such lists typically have.
  ///
  /// Nobody real is meant: ID numbers are of area 110201, which ended before cards were issued.
  ///
  /// - Parameters:
  ///   - path: Of the workbook, `.xlsx`; its folder is made if need be.
  ///   - people: How many; with fewer than sixteen there are no faults.
  ///   - seed: The same seed gives the same bytes.
  /// - Returns: The faults in row order, at most one in a row.
  /// - Throws: `Refusal` when the file cannot be written.
  public func writeSampleList(to path: String, people: Int = 200, seed: UInt64 = 2026) throws(Refusal)
    -> [SampleListFault]
  {
    let faulty = SampleFaults(seed: seed, count: people)
    let sheet = SampleSheet(faulty, people: SamplePeople(seed: seed).people(people)).sheet
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty { try makeFolder(folder) }
    try writeOfficeSheet(sheet, to: path)
    return faulty.faults.map {
      SampleListFault(row: sheet.firstRow + $0.row, kind: $0.kind.rawValue, description: $0.kind.description)
    }
  }
}

extension SampleFaults.Kind {
  fileprivate var description: Phrase {
    switch self {
    case .numericID: Phrase("身份证号存成了数字", "an ID stored as a number")
    case .wrongCheckDigit: Phrase("身份证号校验码不对", "an ID with a wrong check digit")
    case .impossibleBirthday: Phrase("身份证号中的生日不存在", "an ID with a birthday that never was")
    case .sexConflict: Phrase("性别与身份证号不符", "the sex does not agree with the ID")
    case .duplicateID: Phrase("与上一行身份证号相同", "the ID of the row above")
    case .privateUseInName: Phrase("姓名里有造字，别的电脑读不出", "a name with a private-use character")
    case .twoDigitYear: Phrase("出生年份只写两位", "a birth year of two digits")
    case .phoneWithoutZero: Phrase("电话存成数字，丢了区号的 0", "a phone number that lost its leading zero")
    case .blanksInID: Phrase("身份证号中有空格", "blanks in an ID")
    case .cyrillicX: Phrase("身份证号末位是俄文 Х", "an ID that ends in a Cyrillic letter")
    case .unknownOption: Phrase("政治面貌写了“积极分子”", "a political status that does not exist")
    case .ditto: Phrase("民族写了“同上”", "an ethnic group that says “same as above”")
    case .separatorInName: Phrase("姓名间隔号用错", "a wrong separator in a name")
    case .localPhone: Phrase("电话没有区号", "a phone number without area code")
    case .shortenedMonth: Phrase("退休年月写成 2010.1", "2010.1: January, or October cut short")
    }
  }
}
