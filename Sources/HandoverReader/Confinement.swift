private import CSeccomp
import ReaderProtocol

/// What this process gives up before it sees a file.
enum Confinement {
  /// Closes what was inherited, limits memory, output, files and processes, forbids gaining rights, and filters system calls.
  ///
  /// - Returns: what of it the kernel can do; the limits hold in any case.
  static func begin(_ limits: ReaderLimits) -> ReaderConfinement {
    cseccomp_close_from(3)
    cseccomp_limit(UInt64(limits.memory))
    return ReaderConfinement(isFiltered: cseccomp_confine() == 0, isFenced: false)
  }

  /// Processor time for the next request: a process that is left alone with a file that never ends stops by itself.
  static func allow(seconds: Int) {
    cseccomp_allow_seconds(UInt32(clamping: seconds + 1))
  }
}
