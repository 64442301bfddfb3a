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

  init(_ options: CommonOptions) {
    self.options = options
    isActive = !options.quiet && !options.json && isatty(STDERR_FILENO) == 1
  }

  func show(_ progress: GenerationProgress) {
    let now = ContinuousClock.now
    guard isActive, now - lastShown > .milliseconds(100) else { return }
    lastShown = now
    let seconds = Double((now - start) / .milliseconds(1)) / 1000
    let rate = Int(Double(progress.done) / max(seconds, 0.001))
    write("\r\u{1B}[2K" + options.text("已处理 \(progress.done) 行，每秒 \(rate) 行", "\(progress.done) rows, \(rate) a second"))
    isVisible = true
  }

  /// Takes the line away, so that other lines can be written.
  func clear() {
    guard isVisible else { return }
    write("\r\u{1B}[2K")
    isVisible = false
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
