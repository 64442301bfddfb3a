import Diagnostics

/// An ID number without what lists put around and into it.
struct IDCleaning {
  private(set) var bytes: [UInt8] = []
  /// Characters that looked like a digit or X, with the place in the number (1-based).
  private var lookAlikes: [Int] = []
  private var isCleaned = false
  private(set) var hasAsterisk = false
  private var hasStranger = false

  init(_ text: String) {
    bytes.reserveCapacity(18)
    if takesPlain(text) { return }
    for scalar in text.unicodeScalars { take(scalar) }
    resolveLookAlikes()
  }

  /// The common case: 18 characters, nothing to clean.
  private mutating func takesPlain(_ text: String) -> Bool {
    let utf8 = text.utf8
    guard utf8.count == 18, let last = utf8.last, utf8.dropLast().allSatisfy({ $0 &- 0x30 < 10 }),
      last &- 0x30 < 10 || last == UInt8(ascii: "X")
    else {
      return false
    }
    bytes.append(contentsOf: utf8)
    return true
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A:
      bytes.append(UInt8(scalar.value))
    case 0x61...0x7A:
      isCleaned = true
      bytes.append(UInt8(scalar.value - 0x20))
    case 0xFF10...0xFF19, 0xFF21...0xFF3A:
      isCleaned = true
      bytes.append(UInt8(scalar.value - 0xFEE0))
    case 0xFF41...0xFF5A:
      isCleaned = true
      bytes.append(UInt8(scalar.value - 0xFEE0 - 0x20))
    case 0x20, 0x3000, 0x2D, 0x2010...0x2015, 0x2212, 0xFF0D, 0x27, 0x2018, 0x2019, 0x60, 0xB4, 0xFF07, 0x22, 0x201C,
      0x201D:
      isCleaned = true
    case 0x0425, 0x0445, 0x03A7, 0x03C7, 0xD7, 0x2715, 0x2716, 0x2573, 0x2169:  // Х х Χ χ × ✕ ✖ ╳ Ⅹ
      bytes.append(UInt8(ascii: "X"))
      lookAlikes.append(bytes.count)
    case 0x249B:  // ⒛, as scans have it for 20
      lookAlikes.append(bytes.count + 1)
      bytes += Array("20".utf8)
    case 0x2A, 0xFF0A, 0x2217:
      hasAsterisk = true
      hasStranger = true
    default:
      hasStranger = true
    }
  }

  /// Letters among the digits, as character recognition leaves them: taken for digits only if the number then holds, check
  /// digit and date.
  private mutating func resolveLookAlikes() {
    guard bytes.count == 18, bytes[0] &- 0x30 < 10 || Self.digit(for: bytes[0]) != nil else { return }
    var resolved = bytes
    var places: [Int] = []
    for index in resolved.indices
    where resolved[index] &- 0x30 >= 10 && !(index == 17 && resolved[17] == UInt8(ascii: "X")) {
      guard let digit = Self.digit(for: resolved[index]) else { return }
      resolved[index] = digit
      places.append(index + 1)
    }
    guard !places.isEmpty, ResidentID.checkCharacter(resolved[..<17]) == resolved[17],
      PartialDate(
        checkedYear: decimal(resolved[6..<10]), month: decimal(resolved[10..<12]), day: decimal(resolved[12..<14]))
        != nil
    else {
      return
    }
    bytes = resolved
    lookAlikes += places
  }

  private static func digit(for letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "O"), UInt8(ascii: "D"), UInt8(ascii: "Q"): UInt8(ascii: "0")
    case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
    case UInt8(ascii: "Z"): UInt8(ascii: "2")
    case UInt8(ascii: "S"): UInt8(ascii: "5")
    case UInt8(ascii: "B"): UInt8(ascii: "8")
    default: nil
    }
  }

  /// Whether the shape is that of an ID number, old or new, or of a foreigner's card.
  var isPlausible: Bool {
    guard !hasStranger else { return false }
    let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
    switch bytes.count {
    case 18: return bytes[..<17].allSatisfy(isDigit) && (isDigit(bytes[17]) || bytes[17] == UInt8(ascii: "X"))
    case 15:
      return bytes[3...].allSatisfy(isDigit)
        && (bytes[..<3].allSatisfy(isDigit) || bytes[..<3].allSatisfy { (0x41...0x5A).contains($0) })
    default: return false
    }
  }

  func report(to notes: inout Notes) {
    if isCleaned {
      notes.fix(
        .idCleaned, "已去掉空格、连字符、引号，或把全角、小写字符改为规范写法",
        "blanks, hyphens and quotes were removed, full-width and small letters made plain")
    }
    guard !lookAlikes.isEmpty else { return }
    let list = lookAlikes.map { String($0) }.joined(separator: "、")
    notes.suggest(
      .idLookAlike, "第 \(list) 位是形近字符，已按数字或 X 读取",
      "characters \(list) only look like a digit or X; they were read as such",
      hint: Phrase("请照身份证核对这几位", "check these against the card"))
  }
}

/// What may have gone wrong in a number whose check digit is wrong: hints for a person, never repairs.
struct IDSlips {
  /// Numbers that hold with two neighbours swapped, by the first one's place (1-based).
  let swaps: [Int]
  /// Places (1-based) where another digit makes the number hold.
  let digits: [Int]
  private let expected: UInt8

  init(_ bytes: [UInt8]) {
    expected = ResidentID.checkCharacter(bytes[..<17])
    swaps = (0..<16).filter { index in
      var swapped = bytes
      swapped.swapAt(index, index + 1)
      return bytes[index] != bytes[index + 1] && Self.holds(swapped)
    }.map { $0 + 1 }
    digits = (0..<17).filter { index in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains { digit in
        var changed = bytes
        changed[index] = digit
        return digit != bytes[index] && Self.holds(changed)
      }
    }.map { $0 + 1 }
  }

  private static func holds(_ bytes: [UInt8]) -> Bool {
    ResidentID.checkCharacter(bytes[..<17]) == bytes[17] && AreaCodes.isProvince(decimal(bytes[..<2]))
      && (1900...2020).contains(decimal(bytes[6..<10]))
      && PartialDate(
        checkedYear: decimal(bytes[6..<10]), month: decimal(bytes[10..<12]), day: decimal(bytes[12..<14])) != nil
  }

  /// Places only: the digits themselves would give the number away.
  var hint: Phrase {
    let check = String(decoding: [expected], as: UTF8.self)
    var chinese = "请照身份证逐位核对。前 17 位若无误，最后一位应为 \(check)"
    var english = "Check every digit against the card. If the first 17 are right, the last should be \(check)"
    if !swaps.isEmpty {
      let list = swaps.map { "\($0)–\($0 + 1)" }.joined(separator: ", ")
      chinese += "；也可能是相邻两位写反（第 \(list) 位）"
      english += "; or two neighbours were swapped (\(list))"
    }
    if !digits.isEmpty {
      let list = digits.map { String($0) }.joined(separator: ", ")
      chinese += "；也可能是一位写错（第 \(list) 位之一）"
      english += "; or one digit is wrong (one of \(list))"
    }
    return Phrase(chinese, english)
  }
}
