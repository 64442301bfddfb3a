import Measures
import Testing

@testable import Typesetting

struct PaginationTests {
  /// Rows of 10 points on pages with room for ten of them.
  private func pages(
    _ items: [FlowItem], headers: [Int: [Int]] = [:]
  ) -> (pages: [[PlacedItem]], tooTall: [Int]) {
    var pagination = Pagination(headers: headers, top: .points(0), bottom: .points(100))
    for item in items { pagination.add(item) }
    return (pagination.finish(), pagination.tooTall)
  }

  private func row(_ number: Int, height: Double = 10, keeps: Bool = false, links: Bool = false) -> FlowItem {
    FlowItem(
      content: .row(table: 0, number: number), height: .points(height), keepsWithPrevious: keeps,
      linksWithPrevious: links)
  }

  @Test func `rows fill a page and go on on the next`() {
    let (pages, _) = pages((0..<25).map { row($0) })
    #expect(pages.map(\.count) == [10, 10, 5])
  }

  @Test func `header rows stand again at the head of every page of their table`() {
    let (pages, _) = pages((0..<20).map { row($0, keeps: $0 == 1) }, headers: [0: [0]])
    #expect(pages.map { $0.map(\.item) } == [Array(0..<10), [0] + Array(10..<19), [0, 19]])
    #expect(pages[1].map(\.isRepeat) == [true] + Array(repeating: false, count: 9))
  }

  @Test(arguments: 8...12)
  func `a signing block never stands alone on a page`(people: Int) {
    let signing = [row(people, keeps: true), row(people + 1, keeps: true)]
    let (pages, _) = pages((0..<people).map { row($0) } + signing)
    let last = pages.last?.map(\.item) ?? []
    #expect(last.contains(people - 1) && last.contains(people) && last.contains(people + 1))
  }

  @Test func `rows joined by a tall cell stay together when a page can hold them`() {
    let (pages, _) = pages((0..<7).map { row($0) } + (7..<12).map { row($0, links: $0 > 7) })
    #expect(pages.map(\.count) == [7, 5])
  }

  @Test func `rows joined by a tall cell part when no page can hold them`() {
    let (pages, tooTall) = pages((0..<15).map { row($0, links: $0 > 0) })
    #expect(pages.map(\.count) == [10, 5])
    #expect(tooTall.isEmpty)
  }

  @Test func `what is taller than a page is reported and not lost`() {
    let (pages, tooTall) = pages([row(0), row(1, height: 120), row(2)])
    #expect(tooTall == [1])
    #expect(pages.flatMap { $0 }.map(\.item) == [0, 1, 2])
  }
}
