import Glibc

// Fuzzing: feeds one reader with inputs that libFuzzer makes up. `make fuzz` builds and runs it; by hand:
//
//   .build/fuzz/release/Fuzzing TARGET CORPUS [-max_total_time=60 …]
//
// A target is one of `FuzzTarget.allCases`. Whatever a reader is given, it must answer; it may not trap, hang or leak.

/// libFuzzer's own loop; the ordinary entry point would want a program of its own for each target.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<FuzzerArguments>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
private typealias FuzzerArguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// The C callback can capture nothing, so the chosen target stands here; it is set once, before the loop.
nonisolated(unsafe) private var chosen = FuzzTarget.wire

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

guard let name = CommandLine.arguments.dropFirst().first, let target = FuzzTarget(rawValue: name) else {
  print("Fuzzing TARGET CORPUS…\ntargets: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
  exit(2)
}
chosen = target
var count = CommandLine.argc - 1
var arguments = CommandLine.unsafeArgv + 1
exit(runFuzzer(&count, &arguments) { testOneInput($0, $1) })
