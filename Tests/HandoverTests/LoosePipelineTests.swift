import Dispatch
import Testing

@testable import Handover

struct LoosePipelineTests {
  @Test func `a slow one at the head holds up none of the others`() {
    let others = DispatchSemaphore(value: 0)
    let pipeline = LoosePipeline<Int, Int>(Workers(2)) { number in
      // The first ends when all others are out, and not before.
      if number == 0 { for _ in 1..<100 { others.wait() } }
      return number
    }
    var done: [Int] = []
    func takeOne() {
      guard let number = pipeline.next() else { return }
      done.append(number)
      if number > 0 { others.signal() }
    }
    for number in 0..<100 {
      while !pipeline.hasRoom() { takeOne() }
      pipeline.push(number)
    }
    while done.count < 100 { takeOne() }
    #expect(done.sorted() == Array(0..<100))
    #expect(done.last == 0)
  }

  @Test func `no more is inside than is allowed, and what weighs more goes in alone`() {
    let pipeline = LoosePipeline<Int, Int>(Workers(8), mostWeight: 10) { $0 }
    var (inside, most, sum) = (0, 0, 0)
    for weight in [4, 4, 4, 30, 1, 9, 1, 10, 2] {
      while !pipeline.hasRoom(for: weight), let out = pipeline.next() { (inside, sum) = (inside - out, sum + out) }
      if weight == 30 { #expect(inside == 0) }
      pipeline.push(weight, weight: weight)
      inside += weight
      if inside != 30 { most = max(most, inside) }
    }
    while let out = pipeline.next() { sum += out }
    #expect(most <= 10 && sum == 65)
  }
}
