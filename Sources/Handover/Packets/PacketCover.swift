import Diagnostics
import PDFWriting
import Pages
import Records

/// Makes the cover of a packet: its contents, a line for each paper about the place and one for each person's papers.
struct PacketCover {
  let form: PacketForm
  let printing: PacketPrinting
  let keys: RecordKeys
  /// What the dictionary leaves room for.
  private static let longestTitle = 100
  /// The number of this packet, and of all.
  let number: Int
  let count: Int

  /// Sets the cover, and numbers the pages of the contents after it.
  ///
  /// - Throws: `Refusal` when the cover's values do not fit.
  func prepare(_ contents: inout PacketContents) throws(Refusal) -> Reported<PreparedDocument> {
    var pages = 1
    // Lines may take more room with their numbers than without; twice is enough unless numbers grow with the cover.
    for _ in 0..<4 {
      contents.number(after: pages)
      let paged = try set(contents)
      guard paged.value.pages.count != pages else {
        let prepared = try PreparedDocument(paged.value, sharesFile: true, shared: printing.shared)
        return Reported(prepared, paged.findings)
      }
      pages = paged.value.pages.count
    }
    throw Refusal(
      Finding(
        .error, .packetCoverUnsettled,
        Phrase("封面的页数定不下来", "the cover's number of pages does not settle"),
        hint: Phrase("在封面模板中给页码留宽一些", "give page numbers more room in the cover's template")))
  }

  private func set(_ contents: PacketContents) throws(Refusal) -> Reported<PagedDocument> {
    let place = contents.place == .whole ? nil : contents.place.values
    let record = try printing.values.record(
      of: place, people: peopleHere(contents).map { printing.plan.people[$0].record },
      and: values(of: contents), showing: form.printing.shownNames)
    let key = keys.key(of: [form.template.id, contents.keeper ?? ""] + contents.place.title)
    let set = try form.printing.pages(for: record.value, key: key)
    return Reported(set.paged, record.findings + set.findings)
  }

  /// Those whose papers are in the packet, or else all who are received where it goes.
  private func peopleHere(_ contents: PacketContents) -> [Int] {
    var own: Set<Int> = []
    for entry in contents.entries { if let person = person(of: entry) { own.insert(person) } }
    guard own.isEmpty else { return own.sorted() }
    return printing.plan.people.indices.filter { index in
      contents.place.holds(printing.plan.places[index])
        && !printing.plan.people[index].record.isExcluded(except: printing.plan.partialReasons)
    }
  }

  // MARK: Values

  private func values(of contents: PacketContents) -> RawRecord {
    let lines = lines(of: contents)
    var raw = RawRecord()
    raw["packet.place"] = contents.place.title.joined()
    raw["packet.keeper"] = contents.keeper ?? ""
    raw["packet.number"] = "\(number)"
    raw["packet.count"] = "\(count)"
    raw["packet.papers"] = "\(contents.entries.count)"
    raw["packet.pages"] = "\(contents.pages)"
    raw.groups[.documents] = lines
    return raw
  }

  private func lines(of contents: PacketContents) -> [RawRecord] {
    var lines: [RawRecord] = []
    var start = contents.entries.startIndex
    while start < contents.entries.endIndex {
      let person = person(of: contents.entries[start])
      var end = start + 1
      while person != nil, end < contents.entries.endIndex, self.person(of: contents.entries[end]) == person {
        end += 1
      }
      lines.append(line(contents.entries[start..<end], person: person, in: contents))
      start = end
    }
    return lines
  }

  private func line(
    _ entries: ArraySlice<PacketContents.Entry>, person: Int?, in contents: PacketContents
  ) -> RawRecord {
    var raw = RawRecord()
    let titles = entries.map { printing.forms[$0.form].template.title }.joined(separator: "、")
    raw["document.title"] = titles.count > Self.longestTitle ? "个人材料 \(entries.count) 种" : titles
    raw["document.about"] = person.map { printing.plan.people[$0].record.text(FieldKey("retiree.name")) } ?? ""
    raw["document.copies"] = "\(entries.reduce(0) { $0 + copies(of: $1, in: contents) })"
    raw["document.firstPage"] = "\((entries.first?.firstPage ?? 0) + 1)"
    raw["document.pages"] = "\(entries.reduce(0) { $0 + $1.allPages })"
    return raw
  }

  /// How many copies there are to be, which are not all in the file when one of each was asked for.
  private func copies(of entry: PacketContents.Entry, in contents: PacketContents) -> Int {
    contents.keeper == nil ? printing.forms[entry.form].copies : entry.copies.count
  }

  private func person(of entry: PacketContents.Entry) -> Int? {
    if case .person(let index) = printing.plan.documents[entry.document].subject { index } else { nil }
  }
}

extension RawRecord {
  fileprivate subscript(_ name: FieldName) -> String {
    get { values[FieldKey(name)]?.text ?? "" }
    set { values[FieldKey(name)] = newValue.isEmpty ? nil : RawValue(newValue) }
  }
}
