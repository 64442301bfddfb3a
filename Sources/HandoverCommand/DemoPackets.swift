import Foundation
import Handover

/// The part of the demonstration that makes the packets of every city from the same people.
struct DemoPackets {
  let toolkit: Toolkit
  let list: String
  let folder: String
  let people: Int
  let jobs: Int
  let options: CommonOptions
  let printer: FindingPrinter

  /// - Returns: Whether every paper could be made.
  func run() throws -> Bool {
    printer.say("\n各城市的移交材料包，同一份名单", "\nPackets of every city, from the same list")
    var isWhole = true
    var rows: [[String]] = []
    for profile in toolkit.profiles() {
      let account = try packet(of: profile)
      isWhole = isWhole && account.failed == 0
      rows.append([
        profile, options.text("\(account.documents) 件材料", "\(account.documents) papers"),
        options.text("\(account.pages) 页", "\(account.pages) pages"),
        options.text("\(account.files) 个文件", "\(account.files) files"), path(of: profile),
      ])
    }
    for line in AlignedText.lines(rows, numbers: [1, 2, 3]) { printer.say("   \(line)", "   \(line)") }
    return isWhole
  }

  private func path(of profile: String) -> String { "\(folder)/6-材料包/\(profile)" }

  private func packet(of profile: String) throws -> PacketAccount {
    let bar = ProgressBar(options)
    defer { bar.clear() }
    let batch = "\(folder)/6-材料包/\(profile).xml"
    try FileManager.default.createDirectory(atPath: path(of: profile), withIntermediateDirectories: true)
    try toolkit.writeSampleBatch(to: batch, profile: profile, people: people)
    var request = PacketRequest(profile: profile, list: list, batch: batch, output: path(of: profile))
    request.jobs = jobs
    return try toolkit.packet(
      request, language: options.language, progress: { bar.show($0, findings: [:]) },
      report: { finding in
        // What is wrong with rows of the list, the check has shown.
        guard finding.severity == .error, finding.place.row == nil else { return }
        bar.clear()
        printer.show(finding)
      })
  }
}
