import Diagnostics
import Records
import Samples

@testable import Handover

/// A record in which every field that a form shows has a value, as far as the rules between fields allow: what no list of people
/// has.
struct EveryField {
  let shape: FormShape
  let gate: Gate

  /// What stands once on a batch's paper, with entries of its groups; or one person's whole record.
  func record() throws -> Record {
    var raw = self.raw(shape.fields, 0)
    for group in shape.groups where group.name != .people {
      raw.groups[group.name] = (0..<3).map { self.raw(group.fields, $0) }
    }
    return try judged(raw)
  }

  /// One of the people of a batch's paper.
  func person() throws -> Record { try judged(raw(shape.people?.fields ?? [], 1)) }

  /// Values that the rules between fields refuse are taken out, until the rest passes.
  private func judged(_ raw: RawRecord) throws -> Record {
    var raw = raw
    for _ in 0..<5 {
      do throws(RecordRejection) { return try gate.judge(raw, as: shape.isBatch ? .batch : .retiree).value } catch {
        var refused = Set(error.findings.filter { $0.severity == .error }.compactMap(\.place.field))
        // What the form does not show may be missed because of a date that it does.
        for name in refused where raw.values[FieldKey(FieldName(name))] == nil {
          let entity = name.prefix { $0 != "." } + "."
          for field in shape.definitions(shape.fields)
          where field.type == .date && field.name.rawValue.hasPrefix(entity) {
            refused.insert(field.name.rawValue)
          }
        }
        raw.values = raw.values.filter { !refused.contains($0.key.name.rawValue) }
        for name in raw.groups.keys {
          raw.groups[name] = raw.groups[name]?.map { entry in
            var entry = entry
            entry.values = entry.values.filter { !refused.contains($0.key.name.rawValue) }
            return entry
          }
        }
      }
    }
    // What hangs together in more ways than this is left empty.
    return try gate.judge(RawRecord(), as: shape.isBatch ? .batch : .retiree).value
  }

  private func raw(_ fields: [FieldName], _ turn: Int) -> RawRecord {
    var raw = RawRecord()
    for field in shape.definitions(fields) where field.derivation == nil {
      raw.values[FieldKey(field.name)] = RawValue(text(of: field, turn))
    }
    return raw
  }

  private func text(of field: FieldDefinition, _ turn: Int) -> String {
    let words = shape.dictionary.options(of: field.name)?.options.map(\.label) ?? []
    return switch field.type {
    case .name: "欧阳·买买提\(["", "甲", "乙"][turn])"
    case .text: "=1+1<&>\"'某厂，\(turn)"
    case .residentID: "110201194501010014"
    case .date: "2026年3月\(turn + 1)日"
    case .option: words.isEmpty ? "" : words[turn % words.count]
    case .options: words.joined(separator: "、")
    case .phone: "19900001234、0635-2000123"
    case .address: "聊城市东昌府区古楼街道光明社区\(turn + 1)号"
    case .count: "\(turn + 3)"
    case .creditCode: CreditCode.completing("91371500000000000") ?? ""
    case .amount: "1,234,567.80"
    case .area: "128.50"
    case .number: "-3.125"
    }
  }
}
