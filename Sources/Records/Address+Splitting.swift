/// Writing an address in one line, and cutting such a line into the four parts of the forms.
///
/// The two are inverse: `Address(splitting: address.text())` is that address. So a line whose cutting would give something
/// else is written with blanks between the parts, or at worst with ｜ between all four.
extension Address {
  /// Between the parts of an address that can be told apart in no other way; never part of one.
  static let bar: Unicode.Scalar = "｜"

  var parts: [String] { [city.string, street.string, community.string, number.string] }

  init(parts: [String]) {
    self.init(
      city: ExactText(parts[0]), street: ExactText(parts[1]), community: ExactText(parts[2]),
      number: ExactText(parts[3]))
  }

  /// The address in one line.
  var line: String {
    let joined = parts.joined()
    // Without street or community the reader may look the rest up among a city's places: keep the number apart then.
    let isSettled = number.string.isEmpty || parts.dropLast().allSatisfy { $0.isEmpty } || isComplete
    if isSettled, Address(splitting: joined) == self { return joined }
    let spaced = parts.filter { !$0.isEmpty }.joined(separator: " ")
    if spaced.contains(" "), Address(splitting: spaced) == self { return spaced }
    return parts.joined(separator: String(Self.bar))
  }

  /// Whether `line` is the parts one after the other; for parts that hold blanks or bars, `false` may be said wrongly.
  ///
  /// A roster asks this for every row, so it makes no `String` and no array.
  ///
  /// - Parameter packed: The UTF-8 of the four parts with a NUL between each two.
  static func showsParts(_ packed: UnsafeBufferPointer<UInt8>) -> Bool {
    withUnsafeTemporaryAllocation(of: Unicode.Scalar.self, capacity: packed.count) { room in
      let scalars = packed.decode(into: room)
      var ends = (city: 0, street: 0, community: 0)
      var (count, cuts) = (0, 0)
      for scalar in scalars {
        switch scalar {
        case " ", bar: return false
        case "\0":
          cuts += 1
          switch cuts {
          case 1: ends.city = count
          case 2: ends.street = count
          default: ends.community = count
          }
        default:
          room[count] = scalar
          count += 1
        }
      }
      let isComplete = ends.city < ends.street && ends.street < ends.community
      guard cuts == 3, isComplete || ends.community == count || ends.community == 0 else { return false }
      return AddressScanner(UnsafeBufferPointer(rebasing: room[..<count])).ends == ends
    }
  }

  /// Whether street and community are both known.
  var isComplete: Bool { !street.string.isEmpty && !community.string.isEmpty }

  /// Whether a line shows by itself where its parts are, so that no list of places is asked.
  static func isMarked(_ line: String) -> Bool {
    line.unicodeScalars.contains { $0 == bar || $0 == " " }
  }

  /// Cuts a line at bars, at blanks, or after 市 区 县, 街道 镇 乡, 社区 村; the rest is the number.
  init(splitting line: String) {
    let hasBars = line.unicodeScalars.contains(Self.bar)
    let barred =
      hasBars
      ? line.unicodeScalars.split(separator: Self.bar, omittingEmptySubsequences: false).map { String($0) } : []
    if barred.count == 4 {
      self.init(parts: barred)
    } else if let parts = Self.partsAtBlanks(line) {
      self.init(parts: parts)
    } else {
      self.init(parts: AddressScanner.parts(of: line))
    }
  }

  /// The parts when blanks show them: each piece ends like a part of its kind, in order, and only the last may be a number;
  /// or four short names stand in a row, as boxes with their suffix printed are filled.
  private static func partsAtBlanks(_ line: String) -> [String]? {
    guard line.unicodeScalars.contains(" ") else { return nil }
    let pieces = line.split(separator: " ").map { String($0) }
    if pieces.count == 4, pieces.prefix(3).allSatisfy(isBareName) { return pieces }
    var parts = ["", "", "", ""]
    var stage = 0
    for (index, piece) in pieces.enumerated() {
      let scanned = AddressScanner.parts(of: piece)
      // A functional zone has no suffix of its own; what stands apart before a street is none the less the city.
      if index == 0, isZone(piece, before: pieces.dropFirst().first) {
        parts[0] = piece
        continue
      }
      guard let kind = scanned.firstIndex(of: piece), kind >= stage else { return nil }
      if kind == 3 {
        parts[3] = pieces[index...].joined(separator: " ")
        return pieces[index...].allSatisfy { AddressScanner.parts(of: $0)[3] == $0 } ? parts : nil
      }
      if kind == stage, !parts[kind].isEmpty, kind > 0 { return nil }
      parts[kind] += piece
      stage = kind
    }
    return parts
  }

  /// 西咸新区沣东新城 before 三桥街道.
  private static func isZone(_ piece: String, before next: String?) -> Bool {
    guard let next, AddressScanner.parts(of: next)[1] == next else { return false }
    let parts = AddressScanner.parts(of: piece)
    return parts[1].isEmpty && parts[2].isEmpty && !parts[3].isEmpty
      && parts[3].unicodeScalars.allSatisfy { $0.isHan && ChineseNumerals.digit($0) == nil }
      && (parts[3].hasSuffix("新城") || parts[3].hasSuffix("区"))
  }

  /// 聊城, 柳园: two to five Chinese characters that end like no part and no house.
  private static func isBareName(_ piece: String) -> Bool {
    let scalars = piece.unicodeScalars
    guard (2...5).contains(scalars.count), scalars.allSatisfy({ $0.isHan && ChineseNumerals.digit($0) == nil }),
      let last = scalars.last
    else {
      return false
    }
    return !"省市区县旗州盟道镇乡村路街巷弄号院楼栋幢室里厦".unicodeScalars.contains(last)
  }
}

/// Finds the ends of city, street and community in an address without blanks.
struct AddressScanner {
  private let scalars: UnsafeBufferPointer<Unicode.Scalar>
  private var start = 0
  /// Where city, street and community end; the rest is the number.
  private(set) var ends = (city: 0, street: 0, community: 0)

  /// - Parameter scalars: Lent for as long as the scanner lives.
  init(_ scalars: UnsafeBufferPointer<Unicode.Scalar>) {
    self.scalars = scalars
    while let end = firstEnd(cityEnd) { start = end }
    ends.city = start
    start = firstEnd(streetEnd) ?? start
    ends.street = start
    start = firstEnd(communityEnd) ?? start
    ends.community = start
  }

  /// The four parts of a line.
  static func parts(of line: String) -> [String] {
    Array(line.unicodeScalars).withUnsafeBufferPointer { scalars in
      let ends = AddressScanner(scalars).ends
      return [0..<ends.city, ends.city..<ends.street, ends.street..<ends.community, ends.community..<scalars.count].map
      {
        String(String.UnicodeScalarView(scalars[$0]))
      }
    }
  }

  /// Whether street and community were found, or nothing is left for which one would ask for them.
  var isSettled: Bool {
    ends.community == scalars.count || (ends.street > ends.city && ends.community > ends.street)
  }

  private func at(_ index: Int) -> Unicode.Scalar? { index >= 0 && index < scalars.count ? scalars[index] : nil }

  private func has(_ word: String, at index: Int) -> Bool {
    index >= 0 && scalars[min(index, scalars.count)...].starts(with: word.unicodeScalars)
  }

  /// The end of the next unit: at least one character and its suffix, and no house number or road before it.
  @inline(__always)
  private func firstEnd(_ rule: (Int) -> Int?) -> Int? {
    var index = start
    while index < scalars.count {
      if index > start, let end = rule(index) { return end }
      if isStop(index) { return nil }
      index += 1
    }
    return nil
  }

  /// Where the number surely has begun: a figure, or a road that is not part of a longer name such as 东昌路街道.
  private func isStop(_ index: Int) -> Bool {
    switch scalars[index] {
    case "0"..."9", "０"..."９", "号", "號": true
    case "路", "巷", "弄": !beginsPlace(index + 1)
    case "街": at(index + 1) != "道" && !beginsPlace(index + 1)
    default: false
    }
  }

  /// 街道, 社区, 村, 镇, 办事处.
  private func beginsPlace(_ index: Int) -> Bool {
    switch at(index) {
    case "村", "镇": true
    case "街": at(index + 1) == "道"
    case "社": at(index + 1) == "区"
    case "办": has("办事处", at: index)
    default: false
    }
  }

  private func cityEnd(_ index: Int) -> Int? {
    switch scalars[index] {
    case "省", "盟": return index + 1
    case "旗":
      // 红旗区, 红旗街道: a name that holds the suffix.
      switch at(index + 1) {
      case "区", "县", "市", "镇", "乡", "街", "路", "村", "社": return nil
      default: return index + 1
      }
    case "市":
      switch at(index + 1) {
      case "场", "政", "民", "委": return nil
      default: return index + 1
      }
    case "州": return at(index - 1) == "治" ? index + 1 : nil
    case "县": return at(index + 1) == "医" || at(index + 1) == "委" ? nil : index + 1
    case "区": return districtEnd(index)
    default: return nil
    }
  }

  private func districtEnd(_ index: Int) -> Int? {
    // 社区 and 小区 are smaller; a works' or school's own quarter is no district.
    switch at(index - 1) {
    case nil, "社", "小", "园", "街", "校", "厂", "矿", "院", "库", "景", "宿", "住": return nil
    default: break
    }
    switch at(index + 1) {
    case "域", "政", "委", "镇", "乡": return nil
    default: return index + 1
    }
  }

  private func streetEnd(_ index: Int) -> Int? {
    switch scalars[index] {
    case "街":
      guard at(index + 1) == "道" else { return nil }
      return has("办事处", at: index + 2) ? index + 5 : index + 2
    case "办": return has("办事处", at: index) ? index + 3 : nil
    case "镇", "乡":
      // 周镇市 and 桐乡县 are places whose name holds the suffix.
      switch at(index + 1) {
      case "市", "县", "区", "村", "街", "路": return nil
      default: return index + 1
      }
    case "苏": return at(index + 1) == "木" ? index + 2 : nil
    default: return nil
    }
  }

  private func communityEnd(_ index: Int) -> Int? {
    switch scalars[index] {
    case "社":
      guard at(index + 1) == "区" else { return nil }
      return has("居委会", at: index + 2) ? index + 5 : index + 2
    case "居":
      if has("居民委员会", at: index) { return index + 5 }
      return has("居委会", at: index) ? index + 3 : nil
    case "村":
      if has("村民委员会", at: index) { return index + 5 }
      if has("村委会", at: index) { return index + 3 }
      switch at(index + 1) {
      case "镇", "乡", "街", "路", "区", "大", "社", "居", "小": return nil
      default: return index + 1
      }
    default: return nil
    }
  }
}
