import Composing
import Diagnostics
import RecordReading
import RecordWriting
public import Records
package import Templates

/// A column of a form's spreadsheet, or an element of its XML.
public struct FormColumnSummary: Sendable, Hashable {
  /// The heading that readers of lists understand; the first of them where a group has columns for several entries.
  public var heading: String
  /// The field, or the part of it, such as `retiree.residence.city`.
  public var key: String
  /// The group of a repeated part.
  public var group: String?
  /// What kind of value it holds.
  public var type: FieldType
  /// The longest legal value in characters; `nil` when the field has no limit of its own.
  public var maxLength: Int?
  /// The codes and words of its options.
  public var options: [OptionList.Option]
  /// Whether a record without it is refused.
  public var isRequired: Bool
}

extension Toolkit {
  /// The XML Schema of a form's data, as an XML file.
  ///
  /// - Parameter name: The form's full name, such as `liaocheng/info-table`; its id alone where only one profile has it.
  /// - Throws: `Refusal` for an unknown or faulty form.
  public func formSchema(_ name: String) throws(Refusal) -> [UInt8] { try FormSchema.file(of: try shape(of: name)) }

  /// The columns of a form's spreadsheet, in order: those of its list, then what stands once on a batch's paper, then the batch's
  /// other groups.
  ///
  /// - Throws: `Refusal` for an unknown or faulty form.
  public func formColumns(_ name: String) throws(Refusal) -> [FormColumnSummary] {
    let shape = try shape(of: name)
    let columns = FormColumns(shape)
    let list = columns.people(for: []).filter { ($0.entry?.number ?? 0) == 0 }
    let people = shape.isBatch ? FieldName.people.rawValue : nil
    return list.map { summary($0, group: $0.entry?.group.rawValue ?? people) }
      + columns.header.map { summary($0, group: nil) }
      + columns.headerGroups.flatMap { group in group.columns.map { summary($0, group: group.group.name.rawValue) } }
  }

  private func summary(_ column: FormColumn, group: String?) -> FormColumnSummary {
    FormColumnSummary(
      heading: column.heading, key: column.key.description, group: group, type: column.field.type,
      maxLength: column.field.maxLength, options: column.isTick ? [] : column.list?.options ?? [],
      isRequired: column.isRequired)
  }

  /// Writes a workbook that people fill in for a form, and that `check` and `generate` read as it is.
  ///
  /// - Parameters:
  ///   - name: The form.
  ///   - rows: How many rows are prepared.
  ///   - list: A list whose people stand there already; rows that the gate refuses are left out.
  ///   - report: Gets what is noticed in that list.
  /// - Returns: How the list came through the gate.
  /// - Throws: `Refusal` for an unknown form, an unreadable list, or when the file cannot be written.
  @discardableResult
  public func writeSheet(
    of name: String, to path: String, rows: Int = 200, list: String? = nil, report: (Finding) -> Void = { _ in }
  ) throws(Refusal) -> ListAccount {
    let (profile, form) = try form(named: name)
    return try writeSheet(of: form, in: profile, to: path, rows: rows, list: list, report: report)
  }

  func writeSheet(
    of form: FormTemplate, in profile: Profile, to path: String, rows: Int, list: String?, report: (Finding) -> Void
  ) throws(Refusal) -> ListAccount {
    let shape = Composer(form: form, dictionary: profile.rules.dictionary).shape(of: form, rules: profile.rules)
    var people: [Record] = []
    var header: Record?
    var account = ListAccount()
    if let list {
      let source = ListSource(path: list, name: list)
      let gate = gate(profile.rules.limited(to: shape))
      do {
        let raw = try readBatchHeader(
          source, dictionary: profile.rules.dictionary, isAboutBatch: form.subject == .batch)
        header = try gate.judge(raw, as: .batch).value
      } catch let refusal as Refusal {
        throw refusal
      } catch let rejection as RecordRejection {
        throw Refusal(rejection.findings)
      } catch {
        preconditionFailure("reading throws refusals and rejections only: \(error)")
      }
      account = try ListIntake(
        values: BatchValues(settings: [:], batch: nil, gate: gate), dictionary: profile.rules.dictionary, jobs: 1
      ).run(
        source, report: report, make: { Made(product: $0.map(\.record)) },
        take: { _, made, _ in people += made.product })
    }
    try writeFormSheet(shape, to: path, rows: rows, header: header, people: people)
    return account
  }

  package func shape(of name: String) throws(Refusal) -> FormShape {
    let (profile, form) = try form(named: name)
    return Composer(form: form, dictionary: profile.rules.dictionary).shape(of: form, rules: profile.rules)
  }

  /// A form by its full name, or by its id where only one profile has it.
  package func form(named name: String) throws(Refusal) -> (Profile, FormTemplate) {
    let id = name.contains("/") ? String(name.prefix { $0 != "/" }) : try owner(of: name)
    let profile = try profile(id)
    return (profile, try form(name, of: profile))
  }

  /// The profile that has a form of this id, when only one has.
  private func owner(of form: String) throws(Refusal) -> String {
    let names = try forms().map(\.name).filter { $0.hasSuffix("/\(form)") }
    if names.count == 1 { return String(names[0].prefix { $0 != "/" }) }
    let known = names.joined(separator: " ")
    throw Refusal(
      Finding(
        .error, .formUnknown,
        names.isEmpty
          ? Phrase("没有表格“\(form)”", "there is no form \"\(form)\"")
          : Phrase("几个城市都有表格“\(form)”", "several cities have a form \"\(form)\""),
        hint: names.isEmpty
          ? Phrase("handover template list 列出所有表格", "handover template list shows all forms")
          : Phrase("写全名：\(known)", "use its full name: \(known)")))
  }
}
