private import Glibc
internal import ReaderProtocol

/// One running reader process, and the socket to it. Killed and reaped when the owner lets go of it.
final class ReaderProcess: Sendable {
  private let process: pid_t
  private let socket: CInt
  private let errors: CInt

  /// Why no message came.
  enum Silence: Error {
    case timeout
    /// The process has gone, or closed its end.
    case gone
    /// A message longer than allowed.
    case tooLong
  }

  /// - Returns: `nil` when there is no such program or no process can be started.
  init?(path: String, arguments: [String]) {
    var ends: [CInt] = [-1, -1]
    var errorEnds: [CInt] = [-1, -1]
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
    // Neither end may block: a talkative child must not hang on a full channel that nobody reads.
    guard socketpair(AF_UNIX, type | CInt(SOCK_NONBLOCK.rawValue), 0, &errorEnds) == 0 else {
      ends.forEach { close($0) }
      return nil
    }
    let child = spawn(path, arguments, socket: ends[1], errors: errorEnds[1])
    close(ends[1])
    close(errorEnds[1])
    guard let child else {
      close(ends[0])
      close(errorEnds[0])
      return nil
    }
    process = child
    socket = ends[0]
    errors = errorEnds[0]
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(socket)
    close(errors)
    // It holds nothing that would have to be put in order.
    kill(process, SIGKILL)
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  /// Sends a message, and with it a descriptor.
  func send(_ message: [UInt8], with descriptor: CInt, until deadline: inout Deadline) throws(Silence) {
    let header = (0..<ReaderLimits.headerLength).map { UInt8(truncatingIfNeeded: message.count >> (8 * $0)) }
    try sendAll(header + message, until: &deadline) { socket, bytes, isFirst in
      isFirst
        ? DescriptorPassing.send(bytes, descriptor, over: socket)
        : Glibc.send(socket, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
    }
  }

  func receive(limit: Int, until deadline: inout Deadline) throws(Silence) -> [UInt8] {
    let header = try receiveAll(ReaderLimits.headerLength, until: &deadline)
    let length = header.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    guard length <= limit else { throw .tooLong }
    return try receiveAll(length, until: &deadline)
  }

  /// How long it has ever been ready to run and had to wait for a processor that others had.
  ///
  /// Linux counts this for each thread, of which a reader has one (`/proc/PID/schedstat`, the second number, in nanoseconds). Where the
  /// kernel does not tell, it is nothing, and all time counts.
  func timeInQueue() -> Duration {
    let file = open("/proc/\(process)/schedstat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .zero }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = read(file, &buffer, buffer.count)
    let numbers = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    return .nanoseconds(numbers.count > 1 ? Int64(numbers[1]) ?? 0 : 0)
  }

  /// Why it died: what the C and C++ libraries say when memory is short, the kernel's own killers, or anything else.
  ///
  /// To be asked once it has closed its end; it is dead then, or about to be.
  func causeOfDeath() -> Reason {
    var info = siginfo_t()
    // Only looked at, and left to be reaped by `deinit`: the number of a reaped process may soon be another's.
    for _ in 0..<200 where info.si_signo == 0 {
      waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT | WNOHANG)
      if info.si_signo == 0 { usleep(1_000) }
    }
    let signal = info.si_code == CInt(CLD_EXITED) ? 0 : info._sifields._sigchld.si_status
    // It stops by itself when its processor time or, should nobody be left to kill it, its time is up.
    if signal == SIGXCPU || signal == SIGALRM { return .timeout }
    let words = lastWords()
    let complaints = ["bad_alloc", "ut of memory", "length_error", "ailed to allocate", "annot allocate"]
    return signal == SIGKILL || complaints.contains { hasWords($0, in: words) } ? .memory : .crashed
  }

  private func hasWords(_ words: String, in text: [UInt8]) -> Bool {
    let words = Array(words.utf8)
    return text.indices.contains { text[$0...].starts(with: words) }
  }

  private func lastWords() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(errors, &buffer, buffer.count)
    return Array(buffer.prefix(max(0, count)))
  }

  private func sendAll(
    _ bytes: [UInt8], until deadline: inout Deadline,
    _ send: (_ socket: CInt, _ bytes: UnsafeRawBufferPointer, _ isFirst: Bool) -> Int
  ) throws(Silence) {
    var sent = 0
    while sent < bytes.count {
      try wait(for: POLLOUT, until: &deadline)
      let count = bytes.withUnsafeBytes { send(socket, UnsafeRawBufferPointer(rebasing: $0[sent...]), sent == 0) }
      if count > 0 { sent += count } else if !isPassing(count) { throw .gone }
    }
  }

  private func receiveAll(_ count: Int, until deadline: inout Deadline) throws(Silence) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 18))
    // Grows with what has come, not with what was announced.
    while bytes.count < count {
      try wait(for: POLLIN, until: &deadline)
      let got = read(socket, &buffer, min(buffer.count, count - bytes.count))
      if got > 0 { bytes.append(contentsOf: buffer.prefix(got)) } else if !isPassing(got) { throw .gone }
    }
    return bytes
  }

  private func isPassing(_ count: Int) -> Bool {
    count < 0 && (errno == EINTR || errno == EAGAIN)
  }

  private func wait(for events: CInt, until deadline: inout Deadline) throws(Silence) {
    var poll = pollfd(fd: socket, events: Int16(events), revents: 0)
    while true {
      let milliseconds = deadline.millisecondsLeft()
      guard milliseconds > 0 else { throw .timeout }
      let ready = Glibc.poll(&poll, 1, milliseconds)
      if ready > 0 { return }
      if ready < 0 && errno != EINTR { throw .gone }
    }
  }
}

/// Starts the reader with the socket as its standard input. All else of ours is marked to close, and it closes what is not.
private func spawn(_ path: String, _ arguments: [String], socket: CInt, errors: CInt) -> pid_t? {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, socket, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, errors, 2)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  // A group of its own, so that an interrupt typed at the terminal goes to the command, which decides.
  let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
  posix_spawnattr_setflags(&attributes, Int16(flags))
  var process: pid_t = 0
  let outcome = withCStrings([path] + arguments) { arguments in
    withCStrings(environment()) { environment in
      posix_spawn(&process, path, &actions, &attributes, arguments, environment)
    }
  }
  return outcome == 0 ? process : nil
}

/// Of the environment only what finding libraries and fonts needs.
private func environment() -> [String] {
  let names = ["HOME", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME"]
  let kept = names.compactMap { name in getenv(name).map { name + "=" + String(cString: $0) } }
  return kept + ["LC_ALL=C.UTF-8"]
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { pointers.forEach { free($0) } }
  return body(pointers + [nil])
}
