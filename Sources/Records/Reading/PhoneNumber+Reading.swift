import Diagnostics

/// Reads phone numbers: mobile, landline with or without area code, several in one cell.
extension PhoneNumber {
  /// - Parameter areaCode: The area code to propose for local numbers, such as `0635`.
  /// - Returns: Every number of the text in order; empty with an error noted when one of them is none.
  static func read(_ text: String, areaCode: String?, _ notes: inout Notes) -> [PhoneNumber] {
    if isPlainMobile(text) { return [PhoneNumber(number: text)] }
    var reader = PhoneReader(areaCode: areaCode)
    var phones: [PhoneNumber] = []
    for piece in pieces(of: text.foldedToASCII, &notes) {
      guard let phone = reader.read(piece, &notes) else { return [] }
      if !phones.contains(phone) { phones.append(phone) }
    }
    guard !phones.isEmpty, phones.count <= 10 else {
      reader.refuse(text, &notes)
      return []
    }
    if reader.isCleaned || ExactText(text.foldedToASCII) != ExactText(text) {
      notes.fix(.phoneCleaned, "已去掉 +86、空格、连字符等", "+86, blanks, hyphens and the like were removed")
    }
    if phones.count > 1 {
      notes.suggest(
        .phoneSeveral, "一格里有 \(phones.count) 个号码，都已保留", "there are \(phones.count) numbers in one cell; all are kept",
        hint: Phrase("请确认哪个是本人号码", "confirm which is the person's own"))
    }
    return phones
  }

  private static func isPlainMobile(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count == 11, bytes.first == UInt8(ascii: "1"), text.isDigits else { return false }
    return bytes[bytes.index(after: bytes.startIndex)] >= UInt8(ascii: "3")
  }

  /// The numbers of a cell, and words about them left out with a note.
  private static func pieces(of text: String, _ notes: inout Notes) -> [String] {
    var pieces: [String] = []
    var current = String.UnicodeScalarView()
    var hasNote = false
    func close() {
      if current.contains(where: { ("0"..."9").contains($0) }) { pieces.append(String(current)) }
      current = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "转": current.append("-")
      case "、", "/", ";", "；", ",", "，", "\\", "|", "或", "和", "。": close()
      case _ where scalar.isHan:
        hasNote = true
        close()
      case ":", "：": break
      default: current.append(scalar)
      }
    }
    close()
    if hasNote {
      notes.suggest(
        .phoneNote, "号码旁的文字没有保留（\(notes.shown(text))）", "words beside the number were not kept (\(notes.shown(text)))",
        hint: Phrase("若是亲属的号码，请填到联系人一栏", "if it is a relative's number, give it among the contacts"))
    }
    return pieces.flatMap(splitAtBlanks)
  }

  /// Blanks part two numbers or the groups of one: whole numbers on both sides mean two.
  private static func splitAtBlanks(_ piece: String) -> [String] {
    let words = piece.split(separator: " ").map { String($0) }
    let areWhole = words.allSatisfy { word in word.utf8.reduce(0) { $0 + ($1 &- 0x30 < 10 ? 1 : 0) } >= 7 }
    return words.count > 1 && areWhole ? words : [piece]
  }
}

/// Reads one number.
private struct PhoneReader {
  let areaCode: String?
  var isCleaned = false

  init(areaCode: String?) { self.areaCode = areaCode }

  mutating func read(_ piece: String, _ notes: inout Notes) -> PhoneNumber? {
    var text = piece.removing { " ()[]".unicodeScalars.contains($0) }
    text = replacingDashes(text)
    let isForeign = dropCountryCode(&text)
    if isForeign { return foreign(text, piece, &notes) }
    guard let number = number(text, &notes) else {
      refuse(piece, &notes)
      return nil
    }
    if number.removing({ $0 == "-" }) != piece.removing({ $0 == "-" })
      || (!number.utf8.contains(UInt8(ascii: "-")) && number != piece)
    {
      isCleaned = true
    }
    return PhoneNumber(number: number)
  }

  private func replacingDashes(_ text: String) -> String {
    let dashes = "—–－‐‑―−_.".unicodeScalars
    return String(String.UnicodeScalarView(text.unicodeScalars.map { dashes.contains($0) ? "-" : $0 }))
  }

  /// Drops +86 and its kin; `true` for the number of another country.
  private func dropCountryCode(_ text: inout String) -> Bool {
    for prefix in ["+0086", "+86", "0086", "(86)"] where text.hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count).drop { $0 == "-" })
      return false
    }
    if text.hasPrefix("86"), text.utf8.count == 13, text.isDigits { text = String(text.dropFirst(2)) }
    return text.hasPrefix("+")
  }

  private func foreign(_ text: String, _ piece: String, _ notes: inout Notes) -> PhoneNumber? {
    let digits = String(text.dropFirst()).removing { $0 == "-" }
    guard digits.isDigits, (7...15).contains(digits.utf8.count), !digits.hasPrefix("0") else {
      refuse(piece, &notes)
      return nil
    }
    notes.warn(.phoneForeign, "是境外号码，只核对了位数", "this is a number abroad; only its length was checked")
    return PhoneNumber(number: "+" + digits)
  }

  /// The plain form of a domestic number; `nil` when it is none.
  private func number(_ text: String, _ notes: inout Notes) -> String? {
    let groups = text.split(separator: "-").map { String($0) }
    guard !groups.isEmpty, groups.allSatisfy({ $0.isDigits }) else { return nil }
    let digits = groups.joined()
    if isMobile(digits) || isService(digits) { return digits }
    if digits.hasPrefix("0") { return landline(groups) }
    if let local = local(groups, &notes) { return local }
    return lostZero(groups, &notes)
  }

  private func isMobile(_ digits: String) -> Bool {
    let bytes = Array(digits.utf8)
    return bytes.count == 11 && bytes[0] == UInt8(ascii: "1") && bytes[1] >= UInt8(ascii: "3")
  }

  /// 400 and 800 numbers, and short ones such as 12345 and 95598.
  private func isService(_ digits: String) -> Bool {
    switch digits.utf8.count {
    case 10: digits.hasPrefix("400") || digits.hasPrefix("800")
    case 5, 6: digits.hasPrefix("12") || digits.hasPrefix("95") || digits.hasPrefix("96")
    default: false
    }
  }

  /// Area code, number and extension, with hyphens between: 010 and 02x have three digits, all others four.
  private func landline(_ groups: [String]) -> String? {
    let first = groups[0]
    let areaLength = first.hasPrefix("01") || first.hasPrefix("02") ? 3 : 4
    guard first.utf8.count >= areaLength else { return nil }
    let area = String(first.prefix(areaLength))
    var rest = Array(groups.dropFirst())
    let attached = String(first.dropFirst(areaLength))
    if !attached.isEmpty { rest.insert(attached, at: 0) }
    guard let (number, `extension`) = splitExtension(rest) else { return nil }
    return ([area, number] + (`extension`.map { [$0] } ?? [])).joined(separator: "-")
  }

  /// A number of seven or eight digits that begins with 2 to 9, written in groups or not, and what follows it.
  private func splitExtension(_ groups: [String]) -> (String, String?)? {
    for count in [1, 2] where groups.count >= count {
      let number = groups[..<count].joined()
      guard (7...8).contains(number.utf8.count), let first = number.utf8.first, first >= UInt8(ascii: "2") else {
        continue
      }
      let rest = groups[count...].joined()
      guard rest.utf8.count <= 6, groups.count <= count + 1 else { continue }
      return (number, rest.isEmpty ? nil : rest)
    }
    return nil
  }

  private func local(_ groups: [String], _ notes: inout Notes) -> String? {
    guard let (number, `extension`) = splitExtension(groups) else { return nil }
    let plain = `extension`.map { "\(number)-\($0)" } ?? number
    let proposal = areaCode.map { "\($0)-\(plain)" }
    notes.suggest(
      .phoneAreaCode,
      "固定电话没有区号" + (proposal.map { "，建议改为 \(notes.shown($0))" } ?? ""),
      "the landline has no area code" + (proposal.map { "; proposed: \(notes.shown($0))" } ?? ""),
      hint: Phrase("请补上区号" + (areaCode ?? ""), "add the area code \(areaCode ?? "")"))
    return plain
  }

  /// 635 8240000: a numeric cell dropped the zero of the area code.
  private func lostZero(_ groups: [String], _ notes: inout Notes) -> String? {
    let digits = groups.joined()
    let bytes = Array(digits.utf8)
    let isShort = bytes.count == 10 && (digits.hasPrefix("10") || digits.hasPrefix("2"))
    let isLong = (10...11).contains(bytes.count) && bytes[0] >= UInt8(ascii: "3")
    guard isShort || isLong, let number = landline(["0" + groups[0]] + groups.dropFirst()) else { return nil }
    notes.suggest(
      .phoneLostZero, "区号开头的 0 丢了，已补上（\(notes.shown(number))）",
      "the area code lost its leading 0, which was put back (\(notes.shown(number)))",
      hint: Phrase("请确认；并把该列设为文本格式", "confirm it, and format the column as text"))
    return number
  }

  func refuse(_ piece: String, _ notes: inout Notes) {
    let count = piece.utf8.reduce(0) { $0 + ($1 &- 0x30 < 10 ? 1 : 0) }
    notes.refuse(
      .phoneShape, "不是电话号码（\(notes.shown(piece))，\(count) 位数字）",
      "this is no phone number (\(notes.shown(piece)), \(count) digits)",
      hint: Phrase(
        "手机应为 1 开头的 11 位，固定电话应为区号加 7 或 8 位",
        "a mobile has 11 digits beginning with 1, a landline an area code and 7 or 8 digits"))
  }
}
