private import CSeccomp
import ReaderProtocol

/// What this process gives up before it sees a file.
enum Confinement {
  /// Closes what was inherited, limits memory, output, files and processes, forbids gaining rights, and filters system calls.
  ///
  /// - Returns: whether the kernel took the filter; the limits hold in any case.
  static func begin(_ limits: ReaderLimits) -> Bool {
    cseccomp_close_from(3)
    cseccomp_limit(UInt64(limits.memory))
    return cseccomp_confine() == 0
  }

  /// Processor time for the next request: a process that is left alone with a file that never ends stops by itself.
  static func allow(seconds: Int) {
    cseccomp_allow_seconds(UInt32(clamping: seconds + 1))
  }
}
