/// A small generator of numbers that look random and are the same for a seed on every machine (Steele, Lea, Flood 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not including, a bound. The modulus favours low numbers by less than 1 in 10¹⁵: no matter here.
  package mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

  package mutating func pick(_ words: [String]) -> String { words.isEmpty ? "" : words[below(words.count)] }

  /// `true` once in so many times.
  package mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
}
