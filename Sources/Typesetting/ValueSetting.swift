import Documents
import Fonts
import Measures
import Pages

/// A box for values, with how they are made to fit it.
struct TextBox: Sendable {
  let rect: Rect
  let fitting: TextFitting
  let line: OneLine

  init(_ rect: Rect, fitting: TextFitting) {
    self.rect = rect
    self.fitting = fitting
    line = fitting.oneLine(in: rect)
  }
}

/// Sets values into boxes. It keeps what it works in, so that a value costs no memory of its own.
struct ValueSetting {
  let fonts: FontCollection
  private var shaped = SetText()
  private var breaking = LineBreaking()

  init(fonts: FontCollection) { self.fonts = fonts }

  enum Outcome {
    /// At this size.
    case set(Length)
    /// Nothing of so many glyphs has room.
    case tooLarge(Int)
    /// Nothing is set, as no font has these.
    case missing([Unicode.Scalar])
  }

  /// Sets a value that is not empty.
  ///
  /// - Parameter text: UTF-8.
  mutating func set(_ text: UnsafeBufferPointer<UInt8>, in box: TextBox, mark: Int?, into texts: inout PlacedTexts)
    -> Outcome
  {
    if box.line.set(text, fonts: fonts, mark: mark, into: &texts) { return .set(box.line.size) }
    let missing = shape(text, role: box.line.role, in: fonts, into: &shaped)
    guard missing.isEmpty else { return .missing(missing) }
    shaped.track(by: box.fitting.style.trackingThousandths)
    let size = box.fitting.set(shaped, in: box.rect, mark: mark, breaking: &breaking, into: &texts)
    return size.map { .set($0) } ?? .tooLarge(shaped.glyphs.count)
  }

  /// How many lines a value takes at its full size; what no font has is left out.
  mutating func lines(
    of text: UnsafeBufferPointer<UInt8>, on line: OneLine, fitting: TextFitting, width: Length
  ) -> Int {
    if text.isEmpty || line.hasRoom(for: text, fonts: fonts) { return 1 }
    _ = shape(text, role: line.role, in: fonts, into: &shaped)
    shaped.track(by: fitting.style.trackingThousandths)
    return fitting.lines(of: shaped, width: width, breaking: &breaking)
  }
}
