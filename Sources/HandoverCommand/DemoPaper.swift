import Foundation
import Handover

/// One way of printing that the demonstration shows.
struct DemoPaper {
  let form: String
  let name: Phrase
  /// Below the demonstration's folder.
  let path: String
  var isFillable = false
  var isMerged = false
  var account = GenerationAccount()
  var seconds = 0.0
  private(set) var files: [String] = []
  /// Of all its files.
  private(set) var bytes = 0

  static let all = [
    DemoPaper(
      form: "archive-roster", name: Phrase("档案移交名册，供打印", "archive roster, to print"), path: "1-名册/名册.pdf"),
    DemoPaper(
      form: "archive-roster", name: Phrase("档案移交名册，可填写", "archive roster, fillable"), path: "1-名册/名册-可填写.pdf",
      isFillable: true),
    DemoPaper(
      form: "info-table", name: Phrase("信息表，供打印，每人一个文件", "information tables, to print, one file each"),
      path: "2-信息表-每人一份"),
    DemoPaper(
      form: "info-table", name: Phrase("信息表，供打印，合成一个文件", "information tables, to print, all in one"),
      path: "3-信息表-合订/信息表.pdf", isMerged: true),
    DemoPaper(
      form: "info-table", name: Phrase("信息表，可填写，每人一个文件", "information tables, fillable, one file each"),
      path: "4-可填写-每人一份", isFillable: true),
    DemoPaper(
      form: "info-table", name: Phrase("信息表，可填写，合成一个文件", "information tables, fillable, all in one"),
      path: "5-可填写-合订/信息表.pdf", isFillable: true, isMerged: true),
  ]

  /// What stands once on the roster, in the parts that the two sides sign.
  static let rosterSettings: [(name: String, value: String)] = [
    ("transfer.unit", "聊城市向阳机械有限公司"), ("transfer.handler", "郑和平"), ("transfer.phone", "0635-2000123"),
    ("reception.unit", "东昌府区退休人员服务中心"),
  ]

  func request(list: String, folder: String, rejected: String, profile: String, jobs: Int) -> GenerationRequest {
    var request = GenerationRequest(form: form, profile: profile, list: list, output: "\(folder)/\(path)")
    request.kind = isFillable ? .fillable : .archive
    request.startsOver = true
    request.isMerged = isMerged
    request.jobs = jobs
    request.rejected = rejected
    request.settings = form == "archive-roster" ? Self.rosterSettings : []
    return request
  }

  /// Notes its PDF files, in order of their names, and how large they are. Files of an earlier run are passed over.
  mutating func noteFiles(in folder: String, since start: Date) {
    let path = "\(folder)/\(path)"
    let manager = FileManager.default
    let names = path.hasSuffix(".pdf") ? [] : (try? manager.contentsOfDirectory(atPath: path)) ?? []
    let candidates = path.hasSuffix(".pdf") ? [path] : names.sorted().map { "\(path)/\($0)" }
    for file in candidates where file.hasSuffix(".pdf") {
      guard let attributes = try? manager.attributesOfItem(atPath: file),
        let written = attributes[.modificationDate] as? Date, written >= start
      else { continue }
      files.append(file)
      bytes += (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
  }
}
