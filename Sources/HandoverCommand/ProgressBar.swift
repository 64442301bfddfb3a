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

  func show(_ progress: GenerationProgress) { show(progress.done, Phrase("行", "rows")) }

  func show(_ done: Int, _ unit: Phrase) {
    let now = ContinuousClock.now
    guard isActive, now - lastShown > .milliseconds(100) else { return }
    lastShown = now
    let seconds = Double((now - start) / .milliseconds(1)) / 1000
    let rate = Int(Double(done) / max(seconds, 0.001))
    let what = unit.text(in: options.language)
    write("\r\u{1B}[2K" + options.text("已处理 \(done) \(what)，每秒 \(rate) \(what)", "\(done) \(what), \(rate) a second"))
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
