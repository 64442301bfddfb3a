import Measures

/// Something that pagination moves as a whole.
struct FlowItem {
  enum Content {
    case line(block: Int, number: Int)
    case row(table: Int, number: Int)
    case space
  }

  var content: Content
  var height: Length
  /// Never on another page than the item before it.
  var keepsWithPrevious = false
  /// Rather on the same page as the item before it.
  var linksWithPrevious = false
}

struct PlacedItem {
  var item: Int
  /// From the top of the page.
  var y: Length
  /// Whether it is a header row shown again, which readers skip.
  var isRepeat = false
}

/// Distributes items over pages.
struct Pagination {
  var items: [FlowItem]
  /// For each table, its header rows as item indices.
  var headers: [Int: [Int]]
  var top: Length
  var bottom: Length

  private var pages: [[PlacedItem]] = [[]]
  private var y = Length.zero

  init(items: [FlowItem], headers: [Int: [Int]], top: Length, bottom: Length) {
    self.items = items
    self.headers = headers
    self.top = top
    self.bottom = bottom
  }

  /// - Returns: At least one page; `tooTall` holds items that no page has room for.
  mutating func run() -> (pages: [[PlacedItem]], tooTall: [Int]) {
    y = top
    var tooTall: [Int] = []
    for group in groups(parting: { !$0.keepsWithPrevious && !$0.linksWithPrevious }, in: items.indices) {
      if fits(group) {
        place(group)
      } else if fitsEmptyPage(group) {
        newPage(before: group)
        place(group)
      } else {
        placeInParts(group, &tooTall)
      }
    }
    return (pages, tooTall)
  }

  /// A group taller than a page falls apart: first at its soft links, then, if need be, anywhere.
  private mutating func placeInParts(_ group: Range<Int>, _ tooTall: inout [Int]) {
    for part in groups(parting: { !$0.keepsWithPrevious }, in: group) {
      if !fits(part), !isAtTop { newPage(before: part) }
      if fits(part) {
        place(part)
        continue
      }
      for item in part {
        if !fits(item..<item + 1), !isAtTop { newPage(before: item..<item + 1) }
        if !fits(item..<item + 1) { tooTall.append(item) }
        place(item..<item + 1)
      }
    }
  }

  private func groups(parting starts: (FlowItem) -> Bool, in range: Range<Int>) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = range.lowerBound
    for index in range.dropFirst() where starts(items[index]) {
      groups.append(start..<index)
      start = index
    }
    if start < range.upperBound { groups.append(start..<range.upperBound) }
    return groups
  }

  private func height(_ range: Range<Int>) -> Length { items[range].reduce(.zero) { $0 + $1.height } }
  private func fits(_ range: Range<Int>) -> Bool { y + height(range) <= bottom + .points(0.01) }

  private func fitsEmptyPage(_ range: Range<Int>) -> Bool {
    let repeated = repeatedHeader(before: range).reduce(.zero) { $0 + items[$1].height }
    return top + repeated + height(range) <= bottom + .points(0.01)
  }

  /// Whether nothing but repeated header rows stands on the page.
  private var isAtTop: Bool { pages.last?.allSatisfy(\.isRepeat) ?? true }

  private func repeatedHeader(before range: Range<Int>) -> [Int] {
    guard case .row(let table, _) = items[range.lowerBound].content, let rows = headers[table],
      let last = rows.last, range.lowerBound > last
    else { return [] }
    return rows
  }

  private mutating func newPage(before range: Range<Int>) {
    pages.append([])
    y = top
    for row in repeatedHeader(before: range) { put(row, isRepeat: true) }
  }

  private mutating func place(_ range: Range<Int>) {
    for item in range { put(item, isRepeat: false) }
  }

  private mutating func put(_ item: Int, isRepeat: Bool) {
    pages[pages.count - 1].append(PlacedItem(item: item, y: y, isRepeat: isRepeat))
    y += items[item].height
  }
}
