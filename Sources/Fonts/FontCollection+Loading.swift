package import Diagnostics

extension Finding.Code {
  package static let fontMissing = Self("font-missing")
  package static let fontForbidsEmbedding = Self("font-forbids-embedding")
  package static let fontUnreadable = Self("font-unreadable")
}

extension FontCollection {
  /// Finds the fonts that a configuration names among those installed.
  ///
  /// Families that are not installed are skipped without a word: the configuration lists the fonts of GB/T 9704 before free ones.
  ///
  /// - Parameters:
  ///   - bytes: The configuration, as `Resources/fonts.xml`.
  ///   - file: Its path, for findings, and for files that it names beside it.
  ///   - directories: Folders with more fonts; of the same family, theirs come first.
  /// - Throws: `Refusal` when the configuration is faulty, or when no family of a role is installed.
  package static func load(
    configuration bytes: [UInt8], file: String? = nil, directories: [String] = []
  ) throws(Refusal) -> FontCollection {
    let configuration = try FontConfiguration(untrustedBytes: bytes, file: file)
    let installed = InstalledFonts(directories: directories)
    var opening = Opening(installed: installed)
    var faces: [FontRole: [FontFace]] = [:]
    var refusals: [Finding] = []
    for role in FontRole.allCases {
      let own = configuration.families(for: role).compactMap { opening.face(of: $0) }
      let all = (own + configuration.fallbacks.compactMap { opening.face(of: $0) }).withoutRepetition
      if own.isEmpty { refusals.append(Self.missing(role, configuration)) }
      faces[role] = all
    }
    guard refusals.isEmpty else { throw Refusal(refusals + opening.findings) }
    let entryFace = try entryFace(configuration, file: file)
    return FontCollection(faces: faces, entryFace: entryFace, findings: opening.findings)
  }

  private static func entryFace(_ configuration: FontConfiguration, file: String?) throws(Refusal) -> FontFace? {
    guard let name = configuration.entryFile, let file else { return nil }
    let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    let path = "\(folder)\(name)"
    if let face = FontFace(path: path, index: 0, familyName: "Handover Entry"), face.outlines == .trueType {
      return face
    }
    throw Refusal(
      Finding(
        .error, .fontUnreadable, at: Place(file: path),
        Phrase("可填写表格使用的录入字体无法打开。", "The font for typing into forms cannot be opened."),
        hint: Phrase("请重新安装本软件。", "Install this software again.")))
  }

  private static func missing(_ role: FontRole, _ configuration: FontConfiguration) -> Finding {
    let names = configuration.families(for: role).map(\.name)
    let packages = (configuration.families(for: role) + configuration.fallbacks).compactMap(\.package)
    let command = "apt-get install " + packages.withoutRepetition.joined(separator: " ")
    return Finding(
      .error, .fontMissing,
      Phrase(
        "没有安装“\(role.rawValue)”用途的任何字体（\(names.joined(separator: "、"))）。",
        "None of the fonts for the role \"\(role.rawValue)\" is installed (\(names.joined(separator: ", ")))."),
      hint: packages.isEmpty
        ? Phrase("请安装其中一种字体。", "Install one of them.")
        : Phrase("请安装字体，例如：\(command)", "Install one, for example: \(command)"))
  }

  /// Opens each face once, and remembers what it had to leave out.
  private struct Opening {
    let installed: InstalledFonts
    var opened: [FontConfiguration.Family: FontFace?] = [:]
    var findings: [Finding] = []

    mutating func face(of family: FontConfiguration.Family) -> FontFace? {
      if let known = opened[family] { return known }
      let face = open(family)
      opened[family] = .some(face)
      return face
    }

    private mutating func open(_ family: FontConfiguration.Family) -> FontFace? {
      guard let found = installed.find(family: family.name, bold: family.isBold) else { return nil }
      guard let face = FontFace(path: found.path, index: found.index, familyName: family.name) else {
        findings.append(
          Finding(
            .warning, .fontUnreadable, at: Place(file: found.path),
            Phrase(
              "字体“\(family.name)”的文件无法使用，已跳过。", "The file of the font \(family.name) cannot be used; it was skipped."))
        )
        return nil
      }
      guard face.allowsEmbedding else {
        findings.append(
          Finding(
            .warning, .fontForbidsEmbedding, at: Place(file: found.path),
            Phrase(
              "字体“\(family.name)”的许可标志不允许嵌入文档，已跳过。",
              "The licence bits of the font \(family.name) forbid embedding it; it was skipped."),
            hint: Phrase("请换用允许嵌入的版本。", "Use an edition of it that allows embedding.")))
        return nil
      }
      return face
    }
  }
}

extension Sequence where Element: Hashable {
  fileprivate var withoutRepetition: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
