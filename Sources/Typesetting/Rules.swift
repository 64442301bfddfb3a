import Measures
import Pages

/// The rules of a table on one page: edges that touch or overlap become one line.
struct Rules {
  private struct Edge: Hashable {
    /// Thousandths of a point, so that edges computed on different ways meet.
    var position: Int
    var width: Int
  }

  private var horizontal: [Edge: [(Length, Length)]] = [:]
  private var vertical: [Edge: [(Length, Length)]] = [:]

  mutating func add(_ rect: Rect, width: Length) {
    guard width > .zero else { return }
    horizontal[edge(rect.minY, width), default: []].append((rect.minX, rect.maxX))
    horizontal[edge(rect.maxY, width), default: []].append((rect.minX, rect.maxX))
    vertical[edge(rect.minX, width), default: []].append((rect.minY, rect.maxY))
    vertical[edge(rect.maxX, width), default: []].append((rect.minY, rect.maxY))
  }

  /// The lines, top to bottom and then left to right.
  func lines() -> [PaintItem] {
    let across = horizontal.sorted { order($0.key, $1.key) }.flatMap { edge, spans in
      merged(spans).map { span -> PaintItem in
        let y = Length.points(Double(edge.position) / 1000)
        return .line(from: Point(x: span.0, y: y), to: Point(x: span.1, y: y), width: width(edge))
      }
    }
    let down = vertical.sorted { order($0.key, $1.key) }.flatMap { edge, spans in
      merged(spans).map { span -> PaintItem in
        let x = Length.points(Double(edge.position) / 1000)
        return .line(from: Point(x: x, y: span.0), to: Point(x: x, y: span.1), width: width(edge))
      }
    }
    return across + down
  }

  private func order(_ a: Edge, _ b: Edge) -> Bool { (a.width, a.position) < (b.width, b.position) }
  private func edge(_ position: Length, _ width: Length) -> Edge {
    Edge(position: Int((position.points * 1000).rounded()), width: Int((width.points * 1000).rounded()))
  }
  private func width(_ edge: Edge) -> Length { .points(Double(edge.width) / 1000) }

  private func merged(_ spans: [(Length, Length)]) -> [(Length, Length)] {
    var merged: [(Length, Length)] = []
    for span in spans.sorted(by: { $0.0 < $1.0 }) {
      if let last = merged.last, span.0 <= last.1 + .points(0.01) {
        merged[merged.count - 1].1 = max(last.1, span.1)
      } else {
        merged.append(span)
      }
    }
    return merged
  }
}
