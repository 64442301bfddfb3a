/// What the second reader sees: where it disagrees, and what the widgets show.
package struct SecondOpinion: Sendable, Equatable {
  /// What one widget shows.
  package struct Sight: Sendable, Equatable {
    /// Index of the field in the file's fields.
    package var field: Int
    /// Index of the widget in the field's.
    package var widget: Int
    package var drawn: FormWidget.Drawn

    package init(field: Int, widget: Int, drawn: FormWidget.Drawn) {
      self.field = field
      self.widget = widget
      self.drawn = drawn
    }
  }

  package var notes: [FormNote]
  package var sights: [Sight]

  package init(notes: [FormNote] = [], sights: [Sight] = []) {
    self.notes = notes
    self.sights = sights
  }

  func write(to wire: inout WireWriter) {
    wire.put(notes) { $1.write(to: &$0) }
    wire.put(sights) {
      $0.put($1.field)
      $0.put($1.widget)
      $1.drawn.write(to: &$0)
    }
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      notes: try wire.list { (wire) throws(WireFault) in try FormNote(from: &wire) },
      sights: try wire.list { (wire) throws(WireFault) in
        Sight(
          field: try wire.integer(in: 0...Int.max), widget: try wire.integer(in: 0...Int.max),
          drawn: try FormWidget.Drawn(from: &wire))
      })
  }
}

extension FormFile {
  /// Takes in what the second reader saw.
  ///
  /// - Returns: whether it spoke of widgets that are there; otherwise nothing is taken.
  package mutating func take(_ opinion: SecondOpinion) -> Bool {
    let isSound = opinion.sights.allSatisfy {
      fields.indices.contains($0.field) && fields[$0.field].widgets.indices.contains($0.widget)
    }
    guard isSound else { return false }
    for sight in opinion.sights { fields[sight.field].widgets[sight.widget].drawn = sight.drawn }
    notes += opinion.notes
    return true
  }
}
