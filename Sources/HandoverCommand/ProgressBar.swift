import Foundation
import Handover

#if canImport(Glibc)
  import Glibc
#endif

/// One line on a terminal that says how far long work has come; nothing anywhere else.
final class ProgressBar {
  private let options: CommonOptions
  private let isActive: Bool
  private let start = ContinuousClock.now
  private var lastShown = ContinuousClock.now
  private var isVisible = false
  /// Cells of the bar itself.
  private static let width = 20

  init(_ options: CommonOptions) {
    self.options = options
    isActive = !options.quiet && !options.json && isatty(STDERR_FILENO) == 1
  }

  /// Rows of a list: how many, how fast, how long it will take, and what was found.
  func show(_ progress: GenerationProgress, findings: [Finding.Severity: Int]) {
    show(progress.done, Phrase("行", "rows"), share: progress.share, findings: findings)
  }

  func show(_ done: Int, _ unit: Phrase, share: Double? = nil, findings: [Finding.Severity: Int] = [:]) {
    let now = ContinuousClock.now
    guard isActive, now - lastShown > .milliseconds(100) else { return }
    lastShown = now
    let seconds = Double((now - start) / .milliseconds(1)) / 1000
    let rate = Int(Double(done) / max(seconds, 0.001))
    let what = unit.text(in: options.language)
    var parts = [options.text("\(done) \(what)", "\(done) \(what)"), options.text("每秒 \(rate)", "\(rate)/s")]
    if let share, share > 0.001 {
      let rest = Self.clock(seconds / share - seconds)
      parts.append(options.text("剩余 \(rest)", "\(rest) left"))
    }
    for severity in [Finding.Severity.error, .warning] {
      guard let count = findings[severity], count > 0 else { continue }
      parts.append("\(severity.label(in: options.language)) \(count)")
    }
    write("\r\u{1B}[2K" + (share.map(Self.bar) ?? "") + parts.joined(separator: options.text("，", ", ")))
    isVisible = true
  }

  /// Takes the line away, so that other lines can be written.
  func clear() {
    guard isVisible else { return }
    write("\r\u{1B}[2K")
    isVisible = false
  }

  private static func bar(_ share: Double) -> String {
    let full = min(width, max(0, Int(share * Double(width))))
    return "[" + String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
      + "] \(min(100, Int(share * 100)))% "
  }

  /// `1:05` or `2:01:05`.
  private static func clock(_ seconds: Double) -> String {
    let all = max(0, Int(seconds.rounded(.up)))
    let (minutes, rest) = (all / 60 % 60, all % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return all < 3600 ? "\(minutes):\(two(rest))" : "\(all / 3600):\(two(minutes)):\(two(rest))"
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
