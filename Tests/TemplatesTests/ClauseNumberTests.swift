import Templates
import Testing

@testable import Composing

/// The numbers of clauses, level by level, and what refers to them.
struct ClauseNumberTests {
  private func path(_ numbering: ClauseNumbering, _ numbers: [Int]) -> ClauseLabels.Path {
    numbers.reduce(ClauseLabels.Path(numbering)) { $0.inside($1) }
  }

  @Test(arguments: [
    ([1], "第一条", "第一条"), ([9], "第九条", "第九条"), ([10], "第十条", "第十条"), ([11], "第十一条", "第十一条"),
    ([20], "第二十条", "第二十条"), ([21], "第二十一条", "第二十一条"), ([99], "第九十九条", "第九十九条"),
    ([100], "第一百条", "第一百条"), ([3, 2], "（二）", "第三条第（二）项"), ([3, 12], "（十二）", "第三条第（十二）项"),
    ([3, 2, 1], "1.", "第三条第（二）项第1目"), ([3, 2, 1, 4], "（4）", "第三条第（二）项第1目（4）"),
  ])
  func `clauses of an agreement`(numbers: [Int], number: String, reference: String) {
    let path = path(.article, numbers)
    #expect(path.number == number)
    #expect(path.reference == reference)
  }

  @Test(arguments: [
    ([1], "一、", "第一部分"), ([11], "十一、", "第十一部分"), ([2, 3], "（三）", "第二部分（三）"), ([2, 3, 1], "1.", "第二部分（三）1"),
    ([2, 3, 1, 1], "（1）", "第二部分（三）1（1）"),
  ])
  func `parts of a letter`(numbers: [Int], number: String, reference: String) {
    let path = path(.official, numbers)
    #expect(path.number == number)
    #expect(path.reference == reference)
  }
}
