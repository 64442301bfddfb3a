package import Diagnostics

/// Why a file was not read.
package struct Reason: Sendable, Hashable, RawRepresentable {
  /// The code, as `inspect` prints it.
  package let rawValue: String

  /// - Parameter rawValue: Any code; those known stand below.
  package init(rawValue: String) { self.rawValue = rawValue }
  private init(_ rawValue: String) { self.rawValue = rawValue }

  /// It needs a password.
  package static let encrypted = Reason("encrypted")
  /// It needs a password, and none of those given opens it.
  package static let wrongPassword = Reason("wrong-password")
  /// It begins like a PDF, and nothing could be made of the rest.
  package static let damaged = Reason("damaged")
  /// It does not begin like a PDF, and none was found in it.
  package static let notAPDF = Reason("not-a-pdf")
  /// Larger than the limit, or holding more than the limit.
  package static let tooLarge = Reason("too-large")
  /// The reader was stopped because it took too long.
  package static let timeout = Reason("timeout")
  /// The reader ran out of the memory it may use.
  package static let memory = Reason("memory")
  /// The reader died of this file.
  package static let crashed = Reason("crashed")
  /// The form exists only as XFA, which needs Adobe's programs.
  package static let xfaDynamic = Reason("xfa-dynamic")
  /// There is no file of this name.
  package static let missing = Reason("missing")
  /// A folder, a pipe or a device.
  package static let notAFile = Reason("not-a-file")
  /// It may not be read, or reading it failed.
  package static let unreadable = Reason("unreadable")
  /// The reader program is missing, is of another version, or answered what it must not.
  package static let readerUnusable = Reason("reader-unusable")

  /// The same as an error for people; its code is the reason.
  package var finding: Finding {
    let (message, hint) = words
    return Finding(.error, Finding.Code(rawValue), message, hint: hint)
  }

  private var words: (Phrase, Phrase?) {
    switch self {
    case .encrypted:
      (
        Phrase("文件已加密，需要密码才能打开。", "The file is encrypted and needs a password."),
        Phrase("请用 --password-file 给出密码，或请对方去掉密码。", "Give it by --password-file, or ask for the file without one.")
      )
    case .wrongPassword:
      (
        Phrase("文件已加密，所给的密码都打不开。", "The file is encrypted, and none of the passwords given opens it."),
        Phrase("请核对密码文件，或请对方去掉密码。", "Check the password file, or ask for the file without a password.")
      )
    case .damaged:
      (
        Phrase("文件已损坏，无法读取。", "The file is damaged and cannot be read."),
        Phrase("请对方重新发送。", "Ask for the file again.")
      )
    case .notAPDF: (Phrase("这不是 PDF 文件。", "This is not a PDF file."), nil)
    case .tooLarge: (Phrase("文件或其内容超过大小限制。", "The file or what it holds is larger than the limit."), nil)
    case .timeout: (Phrase("读取超时，已中止。", "Reading took too long and was stopped."), nil)
    case .memory: (Phrase("读取所需内存超过限制，已中止。", "Reading needed more memory than allowed."), nil)
    case .crashed:
      (Phrase("读取程序因此文件异常退出。", "The reader process died of this file."), nil)
    case .xfaDynamic:
      (
        Phrase("这是动态 XFA 表单，没有可读的表单域。", "A dynamic XFA form, which has no fields to read."),
        Phrase("请用 Adobe Reader 打开，打印为 PDF 后再发送。", "Open it in Adobe Reader and print it to a PDF.")
      )
    case .missing: (Phrase("文件不存在。", "There is no such file."), nil)
    case .notAFile: (Phrase("这不是普通文件。", "This is not a regular file."), nil)
    case .unreadable: (Phrase("没有权限读取此文件，或读取出错。", "The file cannot be opened or read."), nil)
    case .readerUnusable:
      (
        Phrase("读取程序无法使用。", "The reader program cannot be used."),
        Phrase("请检查 handover-reader 是否与本程序放在同一目录。", "Check that handover-reader stands beside this program.")
      )
    default: (Phrase("文件未能读取。", "The file was not read."), nil)
    }
  }
}
