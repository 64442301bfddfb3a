import Documents
import Measures

/// Something that pagination moves as a whole.
struct FlowItem {
  enum Content {
    case line(block: Int, number: Int)
    case row(table: Int, number: Int)
    /// A row of an entry that is set as it comes.
    case entryRow(table: Int, entry: Int, number: Int)
    case space
    /// A line across the page.
    case rule(block: Int)
    case pageBreak
  }

  var content: Content
  var height: Length
  /// The distance of the grid lines that it stands on, counted from the head of the page.
  var pitch: Length?
  /// Never on another page than the item before it.
  var keepsWithPrevious = false
  /// Rather on the same page as the item before it.
  var linksWithPrevious = false

  fileprivate var table: Int? {
    switch content {
    case .row(let table, _), .entryRow(let table, _, _): table
    case .line, .space, .rule, .pageBreak: nil
    }
  }

  fileprivate var isSpace: Bool { if case .space = content { true } else { false } }
}

struct PlacedItem {
  /// Its number, counted from 0 over all items.
  var item: Int
  var content: FlowItem.Content
  /// From the top of the page.
  var y: Length
  var height: Length
  /// Whether it is a header row shown again, which readers skip.
  var isRepeat = false
}

/// Distributes items over pages, as they come: what must stay together is held until it is whole, and a page until it is full.
struct Pagination {
  /// For each table, its header rows as numbers of items.
  let headers: [Int: [Int]]
  let top: Length
  let bottom: Length
  /// Items that no page has room for, by their numbers.
  private(set) var tooTall: [Int] = []

  private typealias Numbered = (number: Int, item: FlowItem)

  private var count = 0
  /// What comes after the items placed so far and stays together.
  private var pending: [Numbered] = []
  private var headerRows: [Int: FlowItem] = [:]
  private var page: [PlacedItem] = []
  private var full: [[PlacedItem]] = []
  private var y: Length

  init(headers: [Int: [Int]], top: Length, bottom: Length) {
    self.headers = headers
    self.top = top
    self.bottom = bottom
    y = top
  }

  init(headers: [Int: [Int]], page: PageSetup) {
    self.init(headers: headers, top: page.margins.top, bottom: page.size.height - page.margins.bottom)
  }

  mutating func add(_ item: FlowItem) {
    if case .pageBreak = item.content {
      placePending()
      if !page.isEmpty { newPage(before: []) }
      count += 1
      return
    }
    if !item.keepsWithPrevious, !item.linksWithPrevious { placePending() }
    if let table = item.table, headers[table]?.contains(count) == true { headerRows[count] = item }
    pending.append((count, item))
    count += 1
  }

  /// The pages that are full since the last call.
  mutating func takePages() -> [[PlacedItem]] {
    defer { full = [] }
    return full
  }

  /// The pages that are left, when nothing more comes: at least one.
  mutating func finish() -> [[PlacedItem]] {
    placePending()
    full.append(page)
    page = []
    return takePages()
  }

  /// Whether an item would fit on a page of its own, below its table's header.
  func fitsEmptyPage(_ item: FlowItem) -> Bool { fitsEmptyPage([(count, item)]) }

  /// What a page has room for below a table's header rows.
  func room(below table: Int) -> Length {
    (headers[table] ?? []).reduce(bottom - top) { $0 - (headerRows[$1]?.height ?? .zero) }
  }

  private mutating func placePending() {
    guard !pending.isEmpty else { return }
    let group = pending[...]
    if fits(group) {
      place(group)
    } else if fitsEmptyPage(group) {
      newPage(before: group)
      place(group)
    } else {
      placeInParts(group)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// A group taller than a page falls apart: first at its soft links, then, if need be, anywhere.
  private mutating func placeInParts(_ group: ArraySlice<Numbered>) {
    var rest = group
    while let first = rest.indices.first {
      let end = rest.dropFirst().firstIndex { !$0.item.keepsWithPrevious } ?? rest.endIndex
      placePart(rest[first..<end])
      rest = rest[end...]
    }
  }

  private mutating func placePart(_ part: ArraySlice<Numbered>) {
    if !fits(part), !isAtTop { newPage(before: part) }
    if fits(part) { return place(part) }
    for index in part.indices {
      let item = part[index..<index + 1]
      if !fits(item), !isAtTop { newPage(before: item) }
      if !fits(item) { tooTall.append(part[index].number) }
      place(item)
    }
  }

  /// How far down a group reaches that begins at `y`. Space at its end may go over the edge of the page: it would part nothing.
  private func end(of group: ArraySlice<Numbered>, from y: Length) -> Length {
    var (next, end) = (y, y)
    for (_, item) in group {
      next = start(of: item, at: next) + item.height
      if !item.isSpace { end = next }
    }
    return end
  }

  /// Where an item begins that comes at `y`: at once, or on the next grid line.
  private func start(of item: FlowItem, at y: Length) -> Length {
    guard let pitch = item.pitch, pitch > .zero else { return y }
    return top + pitch * ((y - top) / pitch - 0.001).rounded(.up)
  }

  private func fits(_ group: ArraySlice<Numbered>) -> Bool { end(of: group, from: y) <= bottom + .points(0.01) }

  private func fitsEmptyPage(_ group: ArraySlice<Numbered>) -> Bool {
    let repeated = repeatedHeader(before: group).reduce(.zero) { $0 + $1.item.height }
    return end(of: group, from: top + repeated) <= bottom + .points(0.01)
  }

  /// Whether nothing but repeated header rows stands on the page.
  private var isAtTop: Bool { page.allSatisfy(\.isRepeat) }

  private func repeatedHeader(before group: ArraySlice<Numbered>) -> [Numbered] {
    guard let first = group.first, let table = first.item.table, let rows = headers[table], let last = rows.last,
      first.number > last
    else { return [] }
    return rows.compactMap { row in headerRows[row].map { (row, $0) } }
  }

  private mutating func newPage(before group: ArraySlice<Numbered>) {
    let repeated = repeatedHeader(before: group)
    full.append(page)
    page = []
    y = top
    for row in repeated { put(row, isRepeat: true) }
  }

  private mutating func place(_ group: ArraySlice<Numbered>) {
    for item in group { put(item, isRepeat: false) }
  }

  private mutating func put(_ item: Numbered, isRepeat: Bool) {
    y = start(of: item.item, at: y)
    page.append(
      PlacedItem(item: item.number, content: item.item.content, y: y, height: item.item.height, isRepeat: isRepeat))
    y += item.item.height
  }
}
