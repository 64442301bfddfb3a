import Dispatch
private import Synchronization

/// Maps elements on several threads; the results are in order, whatever the number of threads.
func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], jobs: Int, _ transform: @Sendable (Element) -> Result
) -> [Result] {
  let jobs = min(max(jobs, 1), elements.count)
  guard jobs > 1 else { return elements.map(transform) }
  let slices = Mutex<[[Result]]>(Array(repeating: [], count: jobs))
  DispatchQueue.concurrentPerform(iterations: jobs) { job in
    let range = elements.count * job / jobs..<elements.count * (job + 1) / jobs
    let done = elements[range].map(transform)
    slices.withLock { $0[job] = done }
  }
  return slices.withLock { $0.flatMap { $0 } }
}
