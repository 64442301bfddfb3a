import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Measures work by the processor time of the whole process: on a shared machine, time on the wall says little.
struct Stopwatch {
  /// The least time that a measurement takes, in seconds.
  var least = 0.4
  /// The best of so many counts.
  var rounds = 3

  /// - Parameter work: Does some units of work and says how many.
  /// - Returns: Units for each second of one core.
  func rate(_ work: () throws -> Int) rethrows -> Double {
    _ = try work()
    var best = 0.0
    for _ in 0..<rounds {
      var units = 0
      let start = Self.seconds
      repeat { units += try work() } while Self.seconds - start < least
      best = max(best, Double(units) / (Self.seconds - start))
    }
    return best
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
