import Composing
import Documents
import Fonts
import Foundation
import Handover
import IsolatedReading
import PDFWriting
import Pages
import RecordReading
import RecordWriting
import Records
import Samples
import Templates
import Typesetting

// Measures each stage of the way from a list to papers alone, on one thread, with the information table and fictitious people:
// `make bench` runs it and says what the lines mean. A line is a stage, a unit, and units for each second of one core.

guard let today = PartialDate(checkedYear: 2026, month: 11, day: 21) else { preconditionFailure("a day that was") }
let toolkit = try Toolkit(Locations.standard(), today: today)
let profile = try toolkit.profile("liaocheng")
let dictionary = profile.rules.dictionary
let gate = toolkit.gate(profile.rules)
let form = try toolkit.form("info-table", of: profile)
let people = try SamplePeople(seed: 1, flavour: .everyday).records(2000, through: gate)
let folder = NSTemporaryDirectory() + "handover-stages-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

let watch = Stopwatch()
func show(_ stage: String, _ unit: String, _ work: () throws -> Int) rethrows {
  print("\(stage)\t\(unit)\t\(Int(try watch.rate(work)))")
}

// Lists in.
for ending in ["csv", "jsonl", "json", "xlsx", "xml"] {
  let path = "\(folder)/list.\(ending)"
  try toolkit.write(people, to: path)
  let source = ListSource(path: path)
  try show("list read, \(ending)", "rows") {
    try readList(source, dictionary: dictionary) { _ in }.value.records
  }
}
let settings = Gate.Settings([:], for: gate)
var rows: [ListRow] = []
_ = try readList(ListSource(path: "\(folder)/list.csv"), dictionary: dictionary) { rows.append($0) }
show("gate, rows of a table", "records") {
  rows.reduce(0) { $0 + ($1.judged(by: gate, with: settings).record == nil ? 0 : 1) }
}
let raws = people.map { $0.rawRecord() }
show("gate, raw records", "records") {
  raws.reduce(0) { $0 + ((try? gate.validate($1)) == nil ? 0 : 1) }
}

// Papers out.
let composer = Composer(form: form, dictionary: dictionary)
let fonts = try toolkit.fonts()
let typesetter = Typesetter(document: composer.document, fonts: fonts)
show("composing", "records") {
  people.reduce(0) { count, person in count + composer.fill(person).withBytes { $0.isEmpty ? 0 : 1 } }
}
let fillings = people.map { composer.fill($0) }
func pages(_ purpose: Typesetter.Purpose) throws -> [PagedDocument] {
  try fillings.enumerated().map { number, filling in
    let identity = FormIdentity(form: form.name, version: form.version, key: "K\(1_000_000 + number)")
    return try typesetter.typeset(
      filling, purpose: purpose, identity: identity, namePrefix: purpose == .fillable ? ["p\(number)"] : []
    ).value
  }
}
try show("typesetting, flat", "pages") { try pages(.flat).count }
try show("typesetting, fillable", "pages") { try pages(.fillable).count }
try show("record as issued, XML", "records") {
  for person in people { _ = try recordsXML([person], dictionary: dictionary) }
  return people.count
}

for kind in [PDFOptions.Kind.print, .archive, .fillable] {
  let documents = try pages(kind == .fillable ? .fillable : .flat)
  let shared = PDFSharedParts(options: PDFOptions(kind: kind, entryFace: fonts.entryFace))
  try show("PDF prepared for one file, \(kind)", "pages") {
    for document in documents { _ = try PreparedDocument(document, sharesFile: true, shared: shared) }
    return documents.count
  }
  let prepared = try documents.map { document in try PreparedDocument(document, sharesFile: true, shared: shared) }
  try show("PDF of all, written, \(kind)", "pages") {
    var writer = PDFWriter(shared: shared)
    for document in prepared {
      writer.append(document)
      _ = writer.drain()
    }
    _ = try writer.finish()
    return prepared.count
  }
  let alone = try documents.prefix(200).map { document in
    try PreparedDocument(document, sharesFile: false, shared: shared)
  }
  try show("PDF of one, written, \(kind)", "files") {
    for document in alone { _ = try writePDF(document, attachments: [], shared: shared) }
    return alone.count
  }
}
let face = fonts.mainFace(for: FontRole.form)
let names = people.compactMap { person in
  Set(person.text(FieldKey("retiree.household")).unicodeScalars.compactMap { face.glyph(for: $0) }).sorted()
}.filter { !$0.isEmpty }
try show("font subset of an address", "subsets") {
  for glyphs in names { _ = try face.subset(glyphs, codes: Array(1...UInt16(glyphs.count))) }
  return names.count
}

// Papers back.
let shared = PDFSharedParts(options: PDFOptions(kind: .fillable, entryFace: fonts.entryFace))
let paper = try writePDF(
  PreparedDocument(try pages(.fillable)[0], sharesFile: false, shared: shared), attachments: [], shared: shared)
let reader = IsolatedReader(readerPath: toolkit.locations.reader)
// The reader process does the work, and its time is not ours: this one is by the clock.
let start = ContinuousClock.now
for _ in 0..<100 { _ = reader.read(untrustedBytes: paper) }
let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
print("fillable paper read, by the clock\tfiles\t\(Int(100 / seconds))")
