import RecordWriting
import Records
import Samples

/// Lays sample people out as an HR office's sheet.
struct SampleSheet {
  private(set) var sheet: OfficeSheet
  private let slots: [Slot]

  /// Where a column's cells come from.
  private enum Source {
    case rowNumber
    case field(FieldKey)
    case contact(Int, FieldName)
  }

  private struct Slot {
    var column: OfficeSheet.Column
    var source: Source

    init(_ heading: String, _ field: FieldName, part: FieldPart? = nil, in group: String? = nil, _ width: Double) {
      column = OfficeSheet.Column(heading, in: group, width: width)
      source = .field(FieldKey(field, part))
    }

    init(_ heading: String, contact: Int, _ field: FieldName, _ width: Double) {
      column = OfficeSheet.Column(heading, in: "家庭其他联系人\(contact)", width: width)
      source = .contact(contact - 1, field)
    }
  }

  /// - Parameters:
  ///   - faulty: The rows, with their faults.
  ///   - people: The same people, for what a row of one cell for each field does not have: parts of addresses, contacts.
  init(_ faulty: SampleFaults, people: [SamplePerson]) {
    var number = Slot("序号", "retiree.name", 6)
    number.source = .rowNumber
    slots = [number] + Self.person + Self.places + Self.contacts + Self.papers
    sheet = OfficeSheet(
      name: "退休人员",
      titles: [
        "聊城市向阳机械有限公司退休人员社会化管理移交名单",
        "填报单位：聊城市向阳机械有限公司　　填报日期：2026年3月20日　　（示例：人员、单位均为虚构）",
      ],
      columns: slots.map(\.column))
    for (position, person) in people.enumerated() {
      sheet.rows.append(row(position, person, faulty: faulty.rows[position]))
    }
    sheet.footers = ["合计：\(people.count)人", "填表人：郑和平　　审核人：　　联系电话：0635-2000123"]
  }

  private func row(_ position: Int, _ person: SamplePerson, faulty: [FieldKey: SampleFaults.Cell]) -> [Int: OfficeSheet
    .Cell]
  {
    var row: [Int: OfficeSheet.Cell] = [:]
    for (column, slot) in slots.enumerated() {
      switch slot.source {
      case .rowNumber: row[column] = .number(Double(position + 1))
      case .contact(let entry, let field):
        let contacts = person.raw.groups["retiree.contacts"] ?? []
        guard contacts.indices.contains(entry) else { continue }
        row[column] = text(contacts[entry].values[FieldKey(field)]?.text)
      case .field(let key):
        row[column] =
          dated(key, position, person, faulty[key]) ?? cell(faulty[key]) ?? text(person.raw.values[key]?.text)
      }
    }
    return row
  }

  private func cell(_ cell: SampleFaults.Cell?) -> OfficeSheet.Cell? {
    switch cell {
    case .text(let words): text(words)
    case .number(let number): .number(number)
    case nil: nil
    }
  }

  private func text(_ words: String?) -> OfficeSheet.Cell? { words.flatMap { $0.isEmpty ? nil : .text($0) } }

  /// Dates as offices write them: some as date cells, some in words of several fashions. Spoilt ones stay as they are.
  private func dated(
    _ key: FieldKey, _ position: Int, _ person: SamplePerson, _ cell: SampleFaults.Cell?
  ) -> OfficeSheet.Cell? {
    let said = person.raw.values[key]?.text ?? ""
    guard ["retiree.birth", "retiree.retired"].contains(key.name), cell == .text(said),
      let (year, month) = yearAndMonth(said)
    else { return nil }
    switch position % 5 {
    case 0: return .text("\(year).\(month < 10 ? "0" : "")\(month)")
    case 1: return .text("\(year)-\(month < 10 ? "0" : "")\(month)")
    case 2 where key.name == "retiree.birth":
      let day = Int(person.text("retiree.id").dropFirst(12).prefix(2))
      return PartialDate(checkedYear: year, month: month, day: day).map { .date($0) }
    case 3: return .text("\(year)\(month < 10 ? "0" : "")\(month)")
    default: return nil
    }
  }

  /// Of 1958年3月.
  private func yearAndMonth(_ text: String) -> (Int, Int)? {
    let parts = text.split { "年月".contains($0) }.compactMap { Int($0) }
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }
}

// MARK: The columns

extension SampleSheet {
  private static let person: [Slot] = [
    Slot("姓名", "retiree.name", 12), Slot("性别", "retiree.sex", 6), Slot("民族", "retiree.ethnicGroup", 10),
    Slot("出生日期", "retiree.birth", 12), Slot("身份证号\n（社会保障号）", "retiree.id", 23),
    Slot("政治面貌", "retiree.politicalStatus", 14), Slot("健康状况", "retiree.health", 12),
    Slot("学历", "retiree.education", 12), Slot("原工作单位", "retiree.workUnit", 34),
    Slot("职务", "retiree.post", 14), Slot("退休时间", "retiree.retired", 12),
    Slot("特长", "retiree.skills", 16), Slot("爱好", "retiree.hobbies", 16),
    Slot("特殊人员情况", "retiree.specialCare", 20), Slot("本人联系电话", "retiree.phone", 16),
    Slot("参保地", "retiree.insurancePlace", 16), Slot("参保类别", "retiree.insurance", 12),
  ]

  private static let places: [Slot] = [
    Slot("县（市、区）", "receiver.county", in: "接收地", 14), Slot("街道（镇）", "receiver.street", in: "接收地", 12),
    Slot("社区", "receiver.community", in: "接收地", 12),
    Slot("市（区）", "retiree.residence", part: .city, in: "现居住地址", 16),
    Slot("街道（镇）", "retiree.residence", part: .street, in: "现居住地址", 12),
    Slot("社区", "retiree.residence", part: .community, in: "现居住地址", 12),
    Slot("号", "retiree.residence", part: .number, in: "现居住地址", 26),
    Slot("户口所在地", "retiree.household", 50),
  ]

  private static let contacts: [Slot] = (1...2).flatMap { entry in
    [
      Slot("姓名", contact: entry, "contact.name", 12), Slot("关系", contact: entry, "contact.relation", 8),
      Slot("工作单位", contact: entry, "contact.workUnit", 20), Slot("联系电话", contact: entry, "contact.phone", 16),
      Slot("详细地址", contact: entry, "contact.address", 34),
    ]
  }

  private static let papers: [Slot] = {
    var code = Slot("统一社会信用代码", "enterprise.creditCode", 22)
    code.column.isHidden = true
    return [
      Slot("档案存放地", "retiree.archivePlace", 40), Slot("卷数", "archive.volumes", in: "档案", 6),
      Slot("页数", "archive.pages", in: "档案", 6), Slot("其他资料", "archive.other", 14),
      Slot("企业名称", "enterprise.name", 24), code, Slot("企业经办人", "enterprise.handler", 12),
      Slot("经办人电话", "enterprise.handlerPhone", 16),
    ]
  }()
}
