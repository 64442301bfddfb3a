private import CSeccomp
private import Glibc
import ReaderProtocol

/// What this process gives up before it sees a document.
enum Confinement {
  /// Closes what was inherited, limits memory, output, files and processes, forbids gaining rights, fences the files off and filters
  /// system calls.
  ///
  /// - Returns: what of it the kernel can do; the limits hold in any case.
  static func begin(_ limits: ReaderLimits) -> ReaderConfinement {
    cseccomp_close_from(3)
    cseccomp_limit(UInt64(limits.memory), UInt64(limits.mapped))
    let isFenced = fence()
    return ReaderConfinement(isFiltered: cseccomp_confine() == 0, isFenced: isFenced)
  }

  /// Time for the next request: a process that is left alone with a document that never ends stops by itself.
  static func allow(_ limits: ReaderLimits) {
    cseccomp_allow_seconds(UInt32(clamping: limits.seconds), UInt32(clamping: limits.longestSeconds))
  }

  /// Between requests there is no hurry.
  static func rest() { cseccomp_allow_waiting() }

  /// Leaves open what belongs to the system and to nobody: programs' data under `/usr`, and fonts with all that finds them.
  private static func fence() -> Bool {
    let fence = cseccomp_fence()
    guard fence >= 0 else { return false }
    var places = ["/usr", "/etc/fonts", "/var/cache/fontconfig", "/etc/ssl/openssl.cnf"]
    if let home = variable("HOME") {
      places += ["/.fonts", "/.fonts.conf", "/.local/share/fonts", "/.config/fontconfig"].map { home + $0 }
      if variable("XDG_CACHE_HOME") == nil { places.append(home + "/.cache/fontconfig") }
    }
    if let cache = variable("XDG_CACHE_HOME") { places.append(cache + "/fontconfig") }
    places += ["FONTCONFIG_FILE", "FONTCONFIG_PATH"].compactMap(variable)
    for place in places { cseccomp_fence_leaves(fence, place) }
    return cseccomp_close_fence(fence) == 0
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
