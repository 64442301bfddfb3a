import Diagnostics
import Foundation
import Records
import Testing
import XMLTrees

@testable import Templates

/// What a profile says of time, order, reasons and zones.
struct ProfileRuleTests {
  private static let dictionary = """
    <dictionary version="1">
      <field name="retiree.name" zh="姓名" en="Name" type="name"/>
      <field name="agreement.signed" zh="协议签订日期" en="Signed" type="date"/>
      <field name="agreement.days" zh="天数" en="Days" type="count"/>
      <field name="notice.date" zh="接收通知日期" en="Notice" type="date"/>
      <field name="notice.until" zh="接收通知期限" en="Notice due" type="date"/>
      <field name="archive.isComplete" zh="是否齐全" en="Complete" type="option" options="yes-no"/>
      <field name="archive.accepted" zh="验收日期" en="Accepted" type="date"/>
      <field name="exclusion.reason" zh="不移交原因" en="Reason" type="option" options="exclusion-reason"/>
      <options id="yes-no"><option code="1" word="是"/><option code="0" word="否"/></options>
      <options id="exclusion-reason">
        <option code="veteran" word="离休"/><option code="deceased" word="已死亡"/><option code="other" word="其他"/>
      </options>
    </dictionary>
    """

  private static func file(_ name: String) -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return [UInt8]((try? Data(contentsOf: root.appendingPathComponent("Resources/\(name)"))) ?? Data())
  }

  private static func load(_ rules: String) throws(Refusal) -> Profile {
    let profile = """
      <profile xmlns="urn:handover:profile:1" id="p" version="1" title="城">
        <form file="f.xml"/>
        \(rules)
      </profile>
      """
    let form = """
      <form xmlns="urn:handover:form:1" id="t" version="1" per="retiree" title="表">
        <page margin="20mm"><h1/><p><field name="retiree.name"/></p></page>
      </form>
      """
    let schemas = TemplateSchemas(
      form: try RelaxNGSchema(bytes: file("form.rng"), file: "form.rng"),
      profile: try RelaxNGSchema(bytes: file("profile.rng"), file: "profile.rng"))
    return try Profile.load(
      id: "p", dictionary: try FieldDictionary.load(untrustedXML: Array(dictionary.utf8)), schemas: schemas
    ) { name in (Array((name == "profile.xml" ? profile : form).utf8), name) }
  }

  @Test func `a profile's rules are read with their articles`() throws {
    let profile = try Self.load(
      """
      <effective from="2020-11-11"/>
      <day-count start="same-day" month-end="last-day" holidays="keep"/>
      <clock field="notice.until" from="agreement.signed" months="1" basis="五（三）"/>
      <guard field="notice.date" needs="agreement.signed" basis="五（二）">先签
        协议，后发通知</guard>
      <guard field="archive.accepted" never-needs="archive.isComplete" basis="五（五）">不齐全的档案不得拒收</guard>
      <order fields="agreement.signed notice.date archive.accepted" basis="五"/>
      <exclusion code="veteran" basis="一"/><exclusion code="other"/>
      <area code="610156" name="沣东新城"/><area name="秦汉新城"/><area code="371502" name="东昌府区"/>
      """)
    #expect(profile.effective?.from == PartialDate(checkedYear: 2020, month: 11, day: 11))
    #expect(profile.effective?.to == nil)
    #expect(profile.rules.dayCount == DayCount(start: .sameDay, movesOffHolidays: false))
    #expect(profile.clocks.map(\.basis) == ["五（三）"])
    #expect(
      profile.rules.dictionary["notice.until"]?.derivation?.source == .deadline(from: "agreement.signed", .months(1)))
    #expect(profile.rules.guards[0].words == "先签协议，后发通知")
    #expect(profile.rules.guards[1].neverNeeds == ["archive.isComplete"])
    #expect(
      profile.rules.orders == [DateOrder(fields: ["agreement.signed", "notice.date", "archive.accepted"], basis: "五")])
    #expect(profile.exclusions.map(\.code) == ["veteran", "other"])
    #expect(profile.rules.dictionary.options(of: "exclusion.reason")?.options.map(\.code) == ["veteran", "other"])
    #expect(profile.rules.areas == ["沣东新城", "秦汉新城"])
    #expect(profile.zones.map(\.code) == ["610156", nil, "371502"])
  }

  @Test func `without rules of its own a city counts as the civil code does and has all reasons`() throws {
    let profile = try Self.load("")
    #expect(profile.rules.dayCount == DayCount(start: .nextDay, movesOffHolidays: true))
    #expect(profile.rules.dictionary.options(of: "exclusion.reason")?.options.count == 3)
    #expect(profile.effective == nil)
  }

  @Test(arguments: [
    ("<effective from=\"2020-02-30\"/>", "profile-date"),
    ("<clock field=\"notice.none\" from=\"agreement.signed\" days=\"3\"/>", "profile-unknown-field"),
    ("<clock field=\"notice.until\" from=\"agreement.none\" days=\"3\"/>", "dictionary-reference"),
    ("<clock field=\"agreement.days\" from=\"agreement.signed\" days=\"3\"/>", "dictionary-reference"),
    ("<clock field=\"notice.until\" from=\"notice.until\" days=\"3\"/>", "dictionary-reference"),
    ("<guard field=\"notice.date\" needs=\"nothing.here\"/>", "profile-unknown-field"),
    ("<order fields=\"notice.date retiree.name\"/>", "profile-unknown-field"),
    ("<exclusion code=\"holiday\"/>", "profile-unknown-option"),
    (
      "<guard field=\"archive.accepted\" never-needs=\"archive.isComplete\"/><require field=\"archive.isComplete\"/>",
      "profile-guard"
    ),
    (
      "<guard field=\"archive.accepted\" never-needs=\"archive.isComplete\"/><guard field=\"notice.date\" needs=\"agreement.signed archive.isComplete\"/>",
      "profile-guard"
    ),
  ])
  func `faults of rules come when the profile is loaded`(_ rules: String, _ code: String) {
    do throws(Refusal) {
      _ = try Self.load(rules)
      Issue.record("loaded")
    } catch {
      #expect(error.findings.map(\.code.rawValue) == [code])
      #expect(error.findings.first?.place.line != nil)
    }
  }
}
