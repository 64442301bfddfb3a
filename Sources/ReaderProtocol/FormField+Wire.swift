extension FormField {
  func write(to wire: inout WireWriter) {
    wire.put(name)
    wire.put(type.rawValue)
    wire.put(value) { $1.write(to: &$0) }
    wire.put(options) {
      $0.put($1.export)
      $0.put($1.label)
    }
    wire.put(page) { $0.put($1) }
    wire.put(box) { wire, box in wire.put(box) { $0.put($1) } }
    wire.put(richText) { $0.put($1) }
    wire.put(tooltip) { $0.put($1) }
    wire.put(mappingName) { $0.put($1) }
    wire.put(flags.rawValue)
    wire.put(maxLength) { $0.put($1) }
    wire.put(defaultValue) { $1.write(to: &$0) }
    wire.put(widgets) { $1.write(to: &$0) }
  }

  init(from wire: inout WireReader, pages: Int) throws(WireFault) {
    let optionalText = { (wire: inout WireReader) throws(WireFault) in
      try wire.optional { (wire) throws(WireFault) in try wire.text() }
    }
    self.init(
      name: try wire.text(), type: try wire.code(Kind.self),
      value: try wire.optional { (wire) throws(WireFault) in try Value(from: &wire) },
      options: try wire.list { (wire) throws(WireFault) in
        Option(export: try wire.text(), label: try wire.text())
      },
      page: try wire.page(of: pages), box: try wire.box(),
      richText: try optionalText(&wire), tooltip: try optionalText(&wire), mappingName: try optionalText(&wire),
      flags: Flags(rawValue: try wire.integer(in: 0...Flags.all.rawValue)),
      maxLength: try wire.optional { (wire) throws(WireFault) in try wire.integer(in: 0...Int.max) },
      defaultValue: try wire.optional { (wire) throws(WireFault) in try Value(from: &wire) },
      widgets: try wire.list { (wire) throws(WireFault) in try FormWidget(from: &wire, pages: pages) })
  }
}

extension FormField.Value {
  fileprivate func write(to wire: inout WireWriter) {
    if case .many = self { wire.put(true) } else { wire.put(false) }
    wire.put(all) { $0.put($1) }
  }

  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    let isList = try wire.flag()
    let texts = try wire.list { (wire) throws(WireFault) in try wire.text() }
    if isList {
      self = .many(texts)
    } else {
      guard texts.count == 1, let text = texts.first else { throw WireFault.outOfRange }
      self = .one(text)
    }
  }
}

extension FormWidget {
  fileprivate func write(to wire: inout WireWriter) {
    wire.put(page) { $0.put($1) }
    wire.put(box) { wire, box in wire.put(box) { $0.put($1) } }
    wire.put(state) { $0.put($1) }
    wire.put(drawn) { $1.write(to: &$0) }
  }

  fileprivate init(from wire: inout WireReader, pages: Int) throws(WireFault) {
    self.init(
      page: try wire.page(of: pages), box: try wire.box(),
      state: try wire.optional { (wire) throws(WireFault) in try wire.text() },
      drawn: try wire.optional { (wire) throws(WireFault) in try Drawn(from: &wire) })
  }
}

extension FormWidget.Drawn {
  func write(to wire: inout WireWriter) {
    wire.put(text)
    wire.put(isReadable)
    wire.put(isBlank)
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(text: try wire.text(), isReadable: try wire.flag(), isBlank: try wire.flag())
  }
}

extension WireReader {
  fileprivate mutating func page(of pages: Int) throws(WireFault) -> Int? {
    try optional { (wire) throws(WireFault) in try wire.integer(in: 1...max(1, pages)) }
  }

  fileprivate mutating func box() throws(WireFault) -> [Double]? {
    let box = try optional { (wire) throws(WireFault) in
      try wire.list { (wire) throws(WireFault) in try wire.number() }
    }
    guard box == nil || box?.count == 4 else { throw WireFault.outOfRange }
    return box
  }
}
