import Glibc
import Handover

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

/// libFuzzer's library wants a symbol of this name, though our own main calls it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

let words = Array(CommandLine.arguments.dropFirst())
let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
if words.first == "--targets" {
  print(names)
  exit(0)
}
if words.first == "--seeds", words.count == 2, let today = PartialDate(checkedYear: 2026, month: 11, day: 21) {
  try Seeds(toolkit: Toolkit(try Locations.standard(), today: today), folder: words[1]).write()
  exit(0)
}
guard let name = words.first, let target = FuzzTarget(rawValue: name) else {
  print("Fuzzing TARGET CORPUS…\nFuzzing --seeds FOLDER\nFuzzing --targets\ntargets: \(names)")
  exit(2)
}
chosen = target
var count = CommandLine.argc - 1
var arguments = CommandLine.unsafeArgv + 1
exit(runFuzzer(&count, &arguments) { testOneInput($0, $1) })
