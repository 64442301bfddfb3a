import Pages

/// The logical structure of a batch, element by element as its pages fill.
struct BatchStructure {
  private enum Open {
    /// A paragraph or heading, which may go on on the next page.
    case words(block: Int, StructureElement)
    case table(block: Int)
  }

  private var events: [StructureEvent] = [.begin(StructureElement(.document))]
  private var open: Open?

  /// Adds to the words of a block.
  mutating func add(_ words: StructureElement, block: Int) {
    if case .words(block, var element)? = open {
      element.children += words.children
      open = .words(block: block, element)
    } else {
      close()
      open = .words(block: block, words)
    }
  }

  /// Whether words go on on the next page: what there is of them must go out together with the rest.
  var awaitsWords: Bool { if case .words? = open { true } else { false } }

  /// Ends the words added last.
  mutating func endWords() { if awaitsWords { close() } }

  /// Adds a row of a table.
  mutating func add(row: StructureEvent, block: Int) {
    if case .table(block)? = open {
      events.append(row)
    } else {
      close()
      events += [.begin(StructureElement(.table)), row]
      open = .table(block: block)
    }
  }

  mutating func finish() {
    close()
    events.append(.end)
  }

  /// What has come since the last call.
  mutating func take() -> [StructureEvent] {
    defer { events = [] }
    return events
  }

  private mutating func close() {
    switch open {
    case .words(_, let element): events.append(.element(element))
    case .table: events.append(.end)
    case nil: break
    }
    open = nil
  }
}
