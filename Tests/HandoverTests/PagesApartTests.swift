import Diagnostics
import Foundation
import Records
import Testing

@testable import Handover

/// Papers whose pages came back in several files.
struct PagesApartTests {
  /// Prints a roster of several pages to be filled in, and cuts it into files of one page.
  ///
  /// - Returns: The record, and the number of pages.
  private func cut(into folder: String) throws -> (record: Record, pages: Int) {
    let printing = try Workshop.printing("liaocheng/archive-roster", .fillable)
    let profile = try Workshop.profile(of: "liaocheng/archive-roster")
    let sample = try Workshop.subject(of: printing.form, printing.composer, .typical)
    let people = try Workshop.people(40, seed: 3, profile: profile)
    let record = Record.batch(sample, people: people)
    let paper = try printing.paper(for: record, position: 0, isOneOfMany: false)
    try Data(try printing.file(of: paper)).write(to: URL(fileURLWithPath: "\(folder)/whole.pdf"))
    let pages = try #require(Int(try Workshop.run("qpdf", ["--show-npages", "\(folder)/whole.pdf"]).output.trimmed))
    try FileManager.default.createDirectory(atPath: "\(folder)/in", withIntermediateDirectories: true)
    // Cut apart, they lose what the file said of itself.
    _ = try Workshop.run("qpdf", ["--split-pages", "\(folder)/whole.pdf", "\(folder)/in/p.pdf"])
    return (printing.composer.shown(of: record), pages)
  }

  private func takeIn(_ folder: String) throws -> (account: IntakeAccount, answers: [IntakeAnswer]) {
    var answers: [IntakeAnswer] = []
    let account = try Workshop.toolkit().takeIn(
      IntakeRequest(inputs: ["\(folder)/in"], output: "\(folder)/out"), answer: { answers.append($0) })
    return (account, answers)
  }

  @Test func `pages that were cut apart are one paper again, and read again they change nothing`() throws {
    try Workshop.withFolder { folder in
      let (record, pages) = try cut(into: folder)
      try #require(pages > 2)
      let whole = try Workshop.read("\(folder)/whole.pdf", like: "liaocheng/archive-roster")
      #expect(whole.papers.map(\.record) == [record])
      let (account, answers) = try takeIn(folder)
      #expect((account.files, account.accepted, account.records) == (pages, pages, 1), "\(answers)")
      let list = try String(contentsOfFile: "\(folder)/out/accepted/liaocheng-archive-roster.xml", encoding: .utf8)
      for person in record.entries(of: .people) { #expect(list.contains(person.text(FieldKey("retiree.id")))) }
      let again = try takeIn(folder).account
      #expect((again.known, again.accepted, again.records) == (pages, pages, 1))
    }
  }

  @Test func `while a page is missing, all wait, and are told which`() throws {
    try Workshop.withFolder { folder in
      let (_, pages) = try cut(into: folder)
      let last = "\(folder)/in/p-\(pages).pdf"
      try FileManager.default.moveItem(atPath: last, toPath: "\(folder)/last.pdf")
      let (account, answers) = try takeIn(folder)
      #expect((account.accepted, account.review) == (0, pages - 1))
      #expect(answers.allSatisfy { $0.reason == "pages-missing" })
      let remark = try #require(answers.first?.findings.first { $0.code == .pagesElsewhere })
      #expect(remark.message.chinese.contains("仍缺第 \(pages) 页"))
      // It comes later.
      try FileManager.default.moveItem(atPath: "\(folder)/last.pdf", toPath: last)
      #expect(try takeIn(folder).account.records == 1)
    }
  }

  @Test func `a page that came twice with other values goes to a person, with all the others`() throws {
    try Workshop.withFolder { folder in
      let (_, pages) = try cut(into: folder)
      let made = try Workshop.run("qpdf", ["--linearize", "\(folder)/in/p-1.pdf", "\(folder)/in/z.pdf"])
      try #require(made.status == 0)
      let (account, answers) = try takeIn(folder)
      #expect((account.accepted, account.review) == (0, pages + 1))
      #expect(answers.allSatisfy { answer in answer.findings.contains { $0.code == .pagesTwice } })
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
