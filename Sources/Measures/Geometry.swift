/// A place on a page. The origin is the page's top-left corner and y grows downwards.
package struct Point: Sendable, Hashable {
  package var x: Length
  package var y: Length

  @inlinable package init(x: Length, y: Length) {
    self.x = x
    self.y = y
  }

  package static let zero = Point(x: .zero, y: .zero)
}

package struct Size: Sendable, Hashable {
  package var width: Length
  package var height: Length

  @inlinable package init(width: Length, height: Length) {
    self.width = width
    self.height = height
  }

  /// The same sheet, turned by 90°.
  package var turned: Size { Size(width: height, height: width) }

  /// ISO 216 and GB/T 148 sheets, upright.
  package static let a4 = Size(width: .mm(210), height: .mm(297))
  package static let a3 = Size(width: .mm(297), height: .mm(420))
}

/// Distances kept free at the four sides.
package struct Insets: Sendable, Hashable {
  package var top: Length
  package var right: Length
  package var bottom: Length
  package var left: Length

  package init(top: Length, right: Length, bottom: Length, left: Length) {
    self.top = top
    self.right = right
    self.bottom = bottom
    self.left = left
  }

  package static let zero = Insets(top: .zero, right: .zero, bottom: .zero, left: .zero)
}

/// An upright rectangle; `origin` is its top-left corner.
package struct Rect: Sendable, Hashable {
  package var origin: Point
  package var size: Size

  @inlinable package init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  @inlinable package init(x: Length, y: Length, width: Length, height: Length) {
    self.init(origin: Point(x: x, y: y), size: Size(width: width, height: height))
  }

  package var minX: Length { origin.x }
  package var minY: Length { origin.y }
  package var maxX: Length { origin.x + size.width }
  package var maxY: Length { origin.y + size.height }
  package var width: Length { size.width }
  package var height: Length { size.height }

  package func inset(by insets: Insets) -> Rect {
    Rect(
      x: minX + insets.left, y: minY + insets.top,
      width: width - insets.left - insets.right, height: height - insets.top - insets.bottom)
  }

  package func moved(x: Length = .zero, y: Length = .zero) -> Rect {
    Rect(origin: Point(x: minX + x, y: minY + y), size: size)
  }
}
