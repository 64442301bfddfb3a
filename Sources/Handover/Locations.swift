public import Diagnostics
public import Foundation

/// Where Handover's own files lie. The core opens nothing that is not named here or handed in.
public struct Locations: Sendable {
  /// The folder `Resources`: dictionary, schemas, fonts.
  public var resources: String
  /// The folder `templates`: a folder for each city.
  public var templates: String
  /// The reader process.
  public var reader: String
  /// Folders with fonts of the user's own, asked before the installed ones.
  public var fonts: [String]

  /// The files of the field dictionary: what all forms share, then one for each subject, by name.
  var dictionary: [String] {
    let folder = "\(resources)/dictionary"
    let more = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return ["\(resources)/dictionary.xml"] + more.filter { $0.hasSuffix(".xml") }.sorted().map { "\(folder)/\($0)" }
  }

  /// When each file was changed that an author of forms edits: templates, profiles, dictionaries.
  public var editedFiles: [String: Date] {
    var times: [String: Date] = [:]
    for folder in [templates, resources] {
      guard let files = FileManager.default.enumerator(atPath: folder) else { continue }
      for case let name as String in files where name.hasSuffix(".xml") {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        times["\(folder)/\(name)"] = attributes?[.modificationDate] as? Date
      }
    }
    return times
  }

  /// Takes each folder by name.
  public init(resources: String, templates: String, reader: String, fonts: [String] = []) {
    self.resources = resources
    self.templates = templates
    self.reader = reader
    self.fonts = fonts
  }

  /// Finds the files of an installation or a checkout.
  ///
  /// `HANDOVER_HOME` names the folder that holds `Resources` and `templates`; without it, the folders above the running
  /// program are tried, nearest first, then the current one. The reader process stands beside the program, or where
  /// `HANDOVER_READER` says.
  ///
  /// - Throws: `Refusal` that says where was looked.
  public static func standard(fonts: [String] = []) throws(Refusal) -> Locations {
    let environment = ProcessInfo.processInfo.environment
    let program = URL(fileURLWithPath: programPath).resolvingSymlinksInPath().deletingLastPathComponent()
    var tried: [String] = []
    var homes = folders(above: program)
    homes += [program.appendingPathComponent("../share/handover").standardizedFileURL.path]
    homes += [FileManager.default.currentDirectoryPath]
    if let home = environment["HANDOVER_HOME"], !home.isEmpty { homes = [home] }
    for home in homes {
      if FileManager.default.fileExists(atPath: "\(home)/Resources/dictionary.xml"),
        FileManager.default.fileExists(atPath: "\(home)/templates")
      {
        return Locations(
          resources: "\(home)/Resources", templates: "\(home)/templates",
          reader: environment["HANDOVER_READER"] ?? program.appendingPathComponent("handover-reader").path, fonts: fonts
        )
      }
      tried.append(home)
    }
    throw Refusal(notFound(tried))
  }

  private static func notFound(_ tried: [String]) -> Finding {
    Finding(
      .error, .installationMissing,
      Phrase(
        "找不到 Resources 和 templates 文件夹，查过：\(tried.joined(separator: "、"))",
        "the folders Resources and templates were not found; looked in \(tried.joined(separator: ", "))"),
      hint: Phrase("设置环境变量 HANDOVER_HOME 指向它们所在的文件夹", "set HANDOVER_HOME to the folder that holds them"))
  }

  private static func folders(above folder: URL) -> [String] {
    var folders = [folder.path]
    var folder = folder
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      folders.append(folder.path)
    }
    return folders
  }

  /// The running program; the kernel's link is right even when it was found through `PATH`.
  private static var programPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments.first ?? "."
  }
}
