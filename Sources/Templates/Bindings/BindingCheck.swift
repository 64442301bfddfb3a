import Diagnostics
import Records

/// Holds a binding against the dictionary and against itself.
struct BindingCheck {
  let binding: ForeignBinding
  let dictionary: FieldDictionary
  let faults: Faults

  func run() {
    checkBoxes()
    for box in binding.boxes {
      guard let target = box.use.target else { continue }
      checkEntry(target, at: box.place)
      checkWords(target, at: box.place)
    }
    checkOwners()
    checkParts()
  }

  /// A box is named once.
  private func checkBoxes() {
    var known: Set<String> = []
    for box in binding.boxes where !known.insert("\(box.kind.rawValue) \(box.name)").inserted {
      faults.add(
        .bindingBoxTwice, at: box.place, Phrase("“\(box.name)” 写了两次", "\"\(box.name)\" stands here twice"),
        hint: Phrase("删去其中一个", "remove one of them"))
    }
  }

  private func checkEntry(_ target: ForeignBinding.Target, at place: Place) {
    let name = target.key.name
    let entity = String(name.rawValue.prefix { $0 != "." })
    guard let entry = target.entry else {
      guard let group = dictionary.groups.first(where: { $0.entity == entity && $0.name != .people }) else { return }
      faults.add(
        .bindingEntry, at: place,
        Phrase("“\(name)” 可有多份，要说明是第几份", "\"\(name)\" may occur several times; say which one it is"),
        hint: Phrase("加上 group=\"\(group.name)\" entry=\"1\"", "add group=\"\(group.name)\" entry=\"1\""))
      return
    }
    guard let group = dictionary.group(entry.group) else {
      let known = dictionary.groups.map(\.name.rawValue).joined(separator: " ")
      faults.add(
        .templateUnknownGroup, at: place,
        Phrase("字典中没有组 “\(entry.group)”", "the dictionary has no group \"\(entry.group)\""),
        hint: Phrase("可用：\(known)", "one of: \(known)"))
      return
    }
    if !group.entities.contains(entity) {
      faults.add(
        .bindingEntry, at: place,
        Phrase("组 “\(group.name)” 里没有 “\(name)”", "the group \"\(group.name)\" holds no \"\(name)\""),
        hint: Phrase("换成该组的字段", "take a field of this group: \(group.entities.joined(separator: " "))"))
    }
    if group.name.rawValue.hasPrefix("batch."), binding.subject != .batch {
      faults.add(
        .bindingEntry, at: place,
        Phrase("“\(group.name)” 属于一批人，而本表是每人一份", "\"\(group.name)\" belongs to a batch; this form is about one person"),
        hint: Phrase("一批人的表写 per=\"batch\"", "a form about a batch has per=\"batch\""))
    }
  }

  /// What boxes mean must be words or codes of the field's list, unless the list is open.
  private func checkWords(_ target: ForeignBinding.Target, at place: Place) {
    // Of one option of several the words are yes and no.
    guard target.key.part == nil, let list = dictionary.options(of: target.key.name), !list.isOpen else { return }
    let index = OptionIndex(list)
    for word in target.words.values.sorted() + [target.word].compactMap(\.self) where index.option(word) == nil {
      let known = list.options.prefix(12).map(\.label).joined(separator: " ")
      faults.add(
        .bindingWord, at: place,
        Phrase("“\(word)” 不是“\(target.key.name)”的选项", "\"\(word)\" is no option of \(target.key.name)"),
        hint: Phrase("可用：\(known)", "one of: \(known)"))
    }
  }

  /// A value stands in one box, or in pieces, or is ticked among words.
  private func checkOwners() {
    let targets = binding.boxes.compactMap { box in box.use.target.map { (box, $0) } }
    for (owner, boxes) in Dictionary(grouping: targets, by: \.1.owner) where boxes.count > 1 {
      if boxes.allSatisfy({ $0.1.word != nil }) { continue }
      if boxes.allSatisfy({ $0.1.piece != nil }) {
        checkPieces(boxes.map { ($0.0, $0.1.piece ?? 0) }, of: owner)
        continue
      }
      let names = boxes.map { "“\($0.0.name)”" }
      faults.add(
        .bindingFieldTwice, at: boxes[1].0.place.field(owner.key.description),
        Phrase("\(names.joined(separator: "、")) 都是同一个字段", "\(names.joined(separator: ", ")) are all the same field"),
        hint: Phrase(
          "留一个；一个值分在几个框里就写 piece，勾选的写 means", "keep one; with piece= for parts of one value, means= for words to tick"))
    }
  }

  private func checkPieces(_ boxes: [(ForeignBinding.Box, Int)], of owner: ForeignBinding.Owner) {
    guard boxes.map(\.1).sorted() != Array(1...boxes.count) else { return }
    faults.add(
      .bindingPieces, at: boxes[0].0.place.field(owner.key.description),
      Phrase("各框的 piece 不是从 1 到 \(boxes.count)", "the pieces are not numbered from 1 to \(boxes.count)"),
      hint: Phrase("按从左到右编号", "number them from left to right"))
  }

  /// A value stands whole, or in parts.
  private func checkParts() {
    let targets = binding.boxes.compactMap { box in box.use.target.map { (box, $0) } }
    let whole = Set(targets.filter { $0.1.key.part == nil }.map(\.1.owner))
    for (box, target) in targets where target.key.part != nil {
      guard whole.contains(ForeignBinding.Owner(key: FieldKey(target.key.name), entry: target.entry)) else { continue }
      faults.add(
        .bindingFieldTwice, at: box.place.field(target.key.description),
        Phrase("“\(target.key.name)” 既有整个的框，又有分开的框", "\(target.key.name) has a box of its own and boxes for its parts"),
        hint: Phrase("只留一种", "keep one of both"))
    }
  }
}
