import CXLSXWriter
import Diagnostics
import Records

/// What a cell may hold, as a spreadsheet program checks it while it is typed. A help for whoever types: the gate judges.
struct CellRule {
  enum Check {
    /// One of the words of a range of another sheet, or of these.
    case list(reference: String)
    case words([String])
    case length(ClosedRange<Int>)
    case wholeNumber(ClosedRange<Int>)
    case decimal(ClosedRange<Double>)
    /// A formula over the cell, named as in the first row.
    case formula(String)
  }

  var check: Check
  /// Whether anything else is refused; otherwise the program asks.
  var isStrict: Bool
  /// Shown while the cell is chosen.
  var title: String
  var prompt: String
  /// Shown when the rule is broken.
  var complaint: String
}

extension CellRule {
  /// The rule of a column.
  ///
  /// - Parameters:
  ///   - cell: The first cell that it holds for, such as `B2`.
  ///   - reference: Where the words of the column's list stand on another sheet.
  init?(_ column: FormColumn, cell: String, reference: String?) {
    title = String(column.heading.prefix(30))
    isStrict = false
    let limit = column.field.maxLength ?? 500
    let orUnknown = "不知道填“不详”"
    switch column.field.type {
    case .option:
      guard let list = column.list else { return nil }
      check = reference.map { .list(reference: $0) } ?? .words(list.distinctWords)
      isStrict = !list.isOpen
      prompt = list.isOpen ? "从列表中选，没有合适的可另写" : "从列表中选"
      complaint = "这不是列表中的选项"
    case .options where column.isTick:
      (check, isStrict) = (.words([FormColumn.tick]), true)
      (prompt, complaint) = ("是则选 √，否则空着", "这里只填 √ 或空着")
    case .options:
      check = .length(0...limit)
      (prompt, complaint) = ("可多选，以、分开，词见“填写说明”", "内容过长")
    case .residentID:
      check = .formula(Self.residentID(cell))
      isStrict = true
      (prompt, complaint) = ("18 位，末位可为 X；照身份证填写", "位数不对，或校验码不对：请照身份证逐位核对")
    case .date:
      check = .formula(
        "OR(\(cell)=\"不详\",AND(LEN(\(cell))>=4,LEN(\(cell))<=11,ISNUMBER(-LEFT(\(cell),4)),-LEFT(\(cell),4)<-1800))")
      (prompt, complaint) = ("写到所知的精度：1958-03-01、1958-03 或 1958；\(orUnknown)", "请写成 1958-03-01 或 1958-03")
    case .count:
      check = .wholeNumber(0...999_999_999)
      (prompt, complaint) = ("0 或正整数；\(orUnknown)", "请填 0 或正整数")
    case .amount:
      check = .decimal(0...999_999_999_999.99)
      (prompt, complaint) = ("金额，元，至多两位小数；\(orUnknown)", "请填以元为单位的数")
    case .area:
      check = .decimal(0...9_999_999_999.99)
      (prompt, complaint) = ("面积，平方米，至多两位小数；\(orUnknown)", "请填以平方米为单位的数")
    case .number:
      check = .decimal(-999_999_999_999_999...999_999_999_999_999)
      (prompt, complaint) = ("一个数；\(orUnknown)", "请填一个数")
    case .creditCode:
      check = .length(18...18)
      (prompt, complaint) = ("18 位，照营业执照填写", "统一社会信用代码应为 18 位")
    case .phone:
      check = .length(5...120)
      (prompt, complaint) = ("手机 11 位；固定电话写区号-号码；多个以、分开", "请核对号码的位数")
    case .name, .text, .address:
      check = .length(0...limit)
      (prompt, complaint) = ("最多 \(limit) 个字", "最多 \(limit) 个字")
    }
    if column.isRequired { prompt = "必填。" + prompt }
  }

  /// 15 digits as they once were, 18 characters with the right check digit (GB 11643), or the word for not known.
  private static func residentID(_ cell: String) -> String {
    let sum = "SUMPRODUCT(MID(\(cell),ROW($1:$17),1)*2^(18-ROW($1:$17)))"
    return
      "OR(\(cell)=\"不详\",IF(LEN(\(cell))=18,MID(\"10X98765432\",MOD(\(sum),11)+1,1)=UPPER(RIGHT(\(cell),1)),LEN(\(cell))=15))"
  }
}

extension OptionList {
  /// The words that print, each once.
  package var distinctWords: [String] {
    var seen: Set<ExactText> = []
    return options.map(\.label).filter { seen.insert(ExactText($0)).inserted }
  }

  /// Whether the words fit into a rule of their own: programs allow 255 characters, parted by commas, and libxlsxwriter 1.1
  /// joins them in a buffer of 255 bytes without looking.
  var fitsIntoRule: Bool {
    distinctWords.joined(separator: ",").utf8.count <= 250 && !distinctWords.contains { $0.contains(",") }
  }
}

extension Workbook {
  /// Lays a rule over some rows of a column.
  func add(_ rule: CellRule, rows: ClosedRange<Int>, column: Int) throws(Refusal) {
    var validation = lxw_data_validation()
    validation.error_type = UInt8(
      (rule.isStrict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING).rawValue)
    var texts = CTexts()
    defer { texts.free() }
    validation.input_title = texts.copy(rule.title)
    validation.input_message = texts.copy(String(rule.prompt.prefix(250)))
    validation.error_title = texts.copy(rule.title)
    validation.error_message = texts.copy(String(rule.complaint.prefix(250)))
    func limit(_ type: lxw_validation_types, _ lowest: Double, _ highest: Double) {
      validation.validate = UInt8(type.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      (validation.minimum_number, validation.maximum_number) = (lowest, highest)
    }
    var words: [UnsafeMutablePointer<CChar>?] = []
    switch rule.check {
    case .list(let reference):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = texts.copy(reference)
    case .words(let list):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      words = list.map { texts.copy($0) } + [nil]
    case .length(let range): limit(LXW_VALIDATION_TYPE_LENGTH, Double(range.lowerBound), Double(range.upperBound))
    case .wholeNumber(let range):
      limit(LXW_VALIDATION_TYPE_INTEGER, Double(range.lowerBound), Double(range.upperBound))
    case .decimal(let range): limit(LXW_VALIDATION_TYPE_DECIMAL, range.lowerBound, range.upperBound)
    case .formula(let formula):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_CUSTOM_FORMULA.rawValue)
      validation.value_formula = texts.copy("=" + formula)
    }
    let result = words.withUnsafeMutableBufferPointer { words in
      if !words.isEmpty { validation.value_list = words.baseAddress }
      return worksheet_data_validation_range(
        sheet, UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column), &validation)
    }
    guard result == LXW_NO_ERROR else { throw failure() }
  }
}

/// Texts lent to libxlsxwriter, which copies what it keeps.
private struct CTexts {
  private var all: [UnsafeMutablePointer<CChar>] = []

  mutating func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let bytes = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    copy.initialize(from: bytes, count: bytes.count)
    all.append(copy)
    return copy
  }

  func free() { all.forEach { $0.deallocate() } }
}
