import Diagnostics
import Foundation
import ReaderProtocol
import Templates
import Testing

@testable import Handover

/// Whose digital signatures and seals a returned file lacks.
struct MissingSignerTests {
  private func missing(_ signatures: [FormSignature]) throws -> [String] {
    let form = try #require(try Workshop.profile(of: "liaocheng/info-table").form("liaocheng/info-table"))
    return missingSigners(of: form, signatures: signatures)
  }

  @Test func `a paper that nobody signed lacks all that it asks for, each by the paper's own words`() throws {
    let all = ["企业名称（章）", "接收乡镇（街道）、社区（章）", "退休人员本人签名"]
    #expect(try missing([]) == all)
    #expect(try missing([FormSignature(field: "signature.retiree", verdict: .unsigned)]) == all)
  }

  @Test(arguments: ["signature.retiree", "p3.signature.retiree", "signature.retiree2"])
  func `a signature counts in the place's own field, in any paper of the file and any of the party's places`(
    field: String
  ) throws {
    for verdict in [FormSignature.Verdict.intact, .changedAfterSigning, .unverifiable] {
      #expect(
        try missing([FormSignature(field: field, verdict: verdict)]) == ["企业名称（章）", "接收乡镇（街道）、社区（章）"])
    }
  }

  @Test func `a broken signature, or one in another field, does not count`() throws {
    #expect(try missing([FormSignature(field: "signature.retiree", verdict: .broken)]).contains("退休人员本人签名"))
    #expect(try missing([FormSignature(field: "signature.other", verdict: .intact)]).contains("退休人员本人签名"))
    #expect(try missing([FormSignature(field: "xsignature.retiree", verdict: .intact)]).contains("退休人员本人签名"))
  }

  @Test func `a paper without signatures is accepted as it stands, and for review where they are required`() throws {
    try Workshop.withFolder { folder in
      let path = "\(folder)/a.pdf"
      try Data(ReturnedSketch(texts: ReturnedSketch.person).bytes).write(to: URL(fileURLWithPath: path))
      for isRequired in [false, true] {
        var statuses: [ReturnedForm.Status] = []
        var findings: [Finding] = []
        try Workshop.toolkit().read([path], requiresSignatures: isRequired) {
          statuses.append($0.status)
          findings += $0.findings.filter { $0.code == .signatureMissing }
        }
        #expect(statuses == [isRequired ? .review : .accepted])
        #expect(
          findings.map(\.message.chinese)
            == (isRequired ? ["缺少电子签名或电子印章：\(try missing([]).joined(separator: "、"))"] : []))
      }
    }
  }
}
