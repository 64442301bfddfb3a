import CSeccomp
import Glibc
import Testing

/// What a reader gives up, tried from within: each body runs in a process of its own, which confines itself as readers do.
@Suite struct ConfinementTests {
  /// Whether the kernel has Landlock; where it has not, files that anyone may read can still be read.
  private static let hasFence = {
    let fence = cseccomp_fence()
    if fence >= 0 { close(fence) }
    return fence >= 0
  }()

  private static func confine() {
    cseccomp_limit(1 << 30, 1 << 40)
    let fence = cseccomp_fence()
    if fence >= 0 {
      cseccomp_fence_leaves(fence, "/usr")
      guard cseccomp_close_fence(fence) == 0 else { _exit(90) }
    }
    guard cseccomp_confine() == 0 else { _exit(91) }
  }

  @Test func `a confined process opens no socket`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.confine()
      for family in [AF_INET, AF_INET6, AF_UNIX] where socket(family, CInt(SOCK_STREAM.rawValue), 0) >= 0 { _exit(1) }
      _exit(0)
    }
  }

  @Test func `a confined process starts no other and signals none`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.confine()
      var process: pid_t = 0
      if posix_spawn(&process, "/usr/bin/true", nil, nil, [nil], [nil]) == 0 { _exit(1) }
      if kill(getppid(), 0) == 0 { _exit(2) }
      _exit(0)
    }
  }

  @Test func `a confined process writes no file`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.confine()
      if open("/tmp/reader-was-here", O_WRONLY | O_CREAT, 0o600) >= 0 { _exit(1) }
      if open("/tmp", O_RDWR) >= 0 || mkdir("/tmp/reader-was-here", 0o700) == 0 { _exit(2) }
      if unlink("/tmp/nothing") == 0 || errno != EPERM { _exit(3) }
      _exit(0)
    }
  }

  @Test(.enabled(if: hasFence)) func `a confined process reads the system's files and nobody's own`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.confine()
      if open("/usr/bin/env", O_RDONLY) < 0 { _exit(1) }
      for path in ["/etc/passwd", "/proc/self/maps", "/root", "/home", "/tmp", "/"] where open(path, O_RDONLY) >= 0 {
        _exit(2)
      }
      _exit(0)
    }
  }

  @Test func `a confined process cannot make data into code, nor memory that nobody counts`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.confine()
      let page = 4_096
      guard let memory = mmap(nil, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | 0x20, -1, 0), memory != MAP_FAILED else {
        _exit(1)
      }
      if mprotect(memory, page, PROT_READ | PROT_EXEC) == 0 { _exit(2) }
      if mmap(nil, page, PROT_READ | PROT_EXEC, MAP_PRIVATE | 0x20, -1, 0) != MAP_FAILED { _exit(3) }
      if mmap(nil, page, PROT_READ | PROT_WRITE, MAP_SHARED | 0x20, -1, 0) != MAP_FAILED { _exit(4) }
      if mmap(nil, 2 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | 0x20, -1, 0) != MAP_FAILED { _exit(5) }
      _exit(0)
    }
  }

  @Test func `a process that computes for ever ends by itself`() async {
    await #expect(processExitsWith: .signal(SIGXCPU)) {
      cseccomp_allow_seconds(0, 60)
      while true {}
    }
  }
}
