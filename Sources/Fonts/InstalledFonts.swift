private import CFontconfig

/// The fonts of this machine, as fontconfig knows them, and those of folders handed in.
struct InstalledFonts {
  struct Found: Hashable {
    var path: String
    var index: Int
  }

  private let library: Library

  init(directories: [String]) {
    library = Library(directories: directories)
  }

  /// The upright face of a family that comes nearest to a weight; `nil` when the family is not installed.
  ///
  /// Variable fonts are passed over: PDF cannot hold them.
  func find(family: String, bold: Bool) -> Found? {
    let wanted = Double(bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)
    let candidates = library.faces(of: family).map { face in
      (distance: abs(face.weight - wanted), order: face.isHandedIn ? 0 : 1, face: face)
    }
    return candidates.min {
      ($0.distance, $0.order, $0.face.path, $0.face.index) < ($1.distance, $1.order, $1.face.path, $1.face.index)
    }.map { Found(path: $0.face.path, index: $0.face.index) }
  }
}

private struct InstalledFace {
  var path: String
  var index: Int
  var weight: Double
  var isHandedIn: Bool
}

/// Owns a configuration of fontconfig, apart from the global one, so that folders handed in stay with whoever handed them in.
private final class Library {
  private let configuration: OpaquePointer?

  init(directories: [String]) {
    configuration = FcInitLoadConfigAndFonts()
    for directory in directories { _ = FcConfigAppFontAddDir(configuration, directory) }
  }

  deinit { if let configuration { FcConfigDestroy(configuration) } }

  func faces(of family: String) -> [InstalledFace] {
    guard let pattern = FcPatternCreate(), let wanted = FcObjectSetCreate() else { return [] }
    defer {
      FcPatternDestroy(pattern)
      FcObjectSetDestroy(wanted)
    }
    FcPatternAddString(pattern, FC_FAMILY, family)
    for property in [FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_VARIABLE, FC_FONTFORMAT] {
      FcObjectSetAdd(wanted, property)
    }
    return [FcSetApplication, FcSetSystem].flatMap { kind -> [InstalledFace] in
      var set = FcConfigGetFonts(configuration, kind)
      guard set != nil, let list = FcFontSetList(configuration, &set, 1, pattern, wanted) else { return [] }
      defer { FcFontSetDestroy(list) }
      return (0..<Int(list.pointee.nfont)).compactMap { index in
        face(list.pointee.fonts[index], isHandedIn: kind == FcSetApplication)
      }
    }
  }

  private func face(_ pattern: OpaquePointer?, isHandedIn: Bool) -> InstalledFace? {
    guard let path = string(pattern, FC_FILE), let format = string(pattern, FC_FONTFORMAT),
      format == "TrueType" || format == "CFF"
    else { return nil }
    var index: CInt = 0
    var slant: CInt = 0
    var variable: FcBool = 0
    var weight: Double = 0
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index)
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant)
    FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable)
    FcPatternGetDouble(pattern, FC_WEIGHT, 0, &weight)
    // The upper half of the index names an instance of a variable font.
    guard slant == FC_SLANT_ROMAN, variable == 0, index >> 16 == 0 else { return nil }
    return InstalledFace(path: path, index: Int(index), weight: weight, isHandedIn: isHandedIn)
  }

  private func string(_ pattern: OpaquePointer?, _ property: String) -> String? {
    var value: UnsafeMutablePointer<FcChar8>?
    guard FcPatternGetString(pattern, property, 0, &value) == FcResultMatch, let value else { return nil }
    return String(cString: value)
  }
}
