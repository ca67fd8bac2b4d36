import Foundation

/// A cell on a line: neighbours are joined straight, others by arcs above and below that cross as little as may be.
struct ArcPicture {
  private let drawing: Drawing
  private let arcs: [Arc]
  private let radius = 26.0
  private let margin = 40.0

  /// An edge that does not join neighbours: on which side it runs, and over how many others.
  private struct Arc {
    let edge: Drawing.Edge
    let isAbove: Bool
    let level: Int
  }

  init(_ drawing: Drawing) {
    self.drawing = drawing
    arcs = Self.arcs(of: drawing.edges.filter { $0.to - $0.from > 1 })
  }

  var text: String {
    var svg = SVGText()
    for edge in drawing.edges where edge.to - edge.from == 1 { draw(straight: edge, in: &svg) }
    for arc in arcs { draw(arc, in: &svg) }
    for (index, node) in drawing.nodes.enumerated() {
      svg.shape(x: x(index), y: middle, width: 2 * radius, height: 2 * radius, radius: radius, node)
    }
    svg.text(drawing.title, x: width / 2, y: height - 24, size: 14, color: "#475569", isBold: false)
    return svg.document(width: width, height: height, arrows: drawing.edges.map(\.tint))
  }

  private var gap: Double {
    let widest = drawing.edges.map { SVGText.width(of: $0.label, size: 13) }.max() ?? 0
    return max(150, 2 * radius + widest + 66)
  }

  private var width: Double {
    let needed = 2 * (margin + radius) + Double(drawing.nodes.count - 1) * gap
    return max(needed, SVGText.width(of: drawing.title, size: 14) + 2 * margin)
  }

  private var middle: Double { margin + room(above: true) }

  private var height: Double { middle + max(radius, room(above: false)) + margin + 30 }

  private func x(_ node: Int) -> Double { width / 2 + (Double(node) - Double(drawing.nodes.count - 1) / 2) * gap }

  private func room(above: Bool) -> Double {
    let highest = arcs.filter { $0.isAbove == above }.map { rise($0.level) }.max() ?? 0
    return max(radius, highest + 14)
  }

  /// How far the top of an arc is from the line.
  private func rise(_ level: Int) -> Double { 40 + 56 * Double(level) }

  private func draw(straight edge: Drawing.Edge, in svg: inout SVGText) {
    let (start, end) = (x(edge.from) + radius, x(edge.to) - radius)
    svg.arrow(
      "M\(SVGText.number(start)) \(SVGText.number(middle)) L\(SVGText.number(end)) \(SVGText.number(middle))", edge.tint
    )
    svg.label(edge.label, x: (start + end) / 2 - 3, y: middle, edge.tint)
  }

  private func draw(_ arc: Arc, in svg: inout SVGText) {
    let side = arc.isAbove ? -1.0 : 1.0
    // Higher arcs leave their node more steeply, so that two from one node part at once.
    let angle = min(85, 42 + 18 * Double(arc.level)) * .pi / 180
    let (dx, dy) = (radius * cos(angle), side * radius * sin(angle))
    let (start, end) = (x(arc.edge.from) + dx, x(arc.edge.to) - dx)
    // A cubic reaches three quarters of the way to its control points.
    let control = middle + dy + side * (rise(arc.level) - abs(dy)) * 4 / 3
    let reach = (end - start) * 0.16
    let points = [start, middle + dy, start + reach, control, end - reach, control, end, middle + dy].map(
      SVGText.number)
    svg.arrow("M\(points[0]) \(points[1]) C\(points[2...].joined(separator: " "))", arc.edge.tint)
    svg.label(arc.edge.label, x: (start + end) / 2, y: middle + side * rise(arc.level), arc.edge.tint)
  }

  /// Short arcs first: each goes where it crosses fewer of those placed before, and over those that it spans.
  private static func arcs(of edges: [Drawing.Edge]) -> [Arc] {
    let sorted = edges.sorted { ($0.to - $0.from, $0.from) < ($1.to - $1.from, $1.from) }
    return sorted.reduce(into: [Arc]()) { placed, edge in
      func others(_ above: Bool) -> [Arc] { placed.filter { $0.isAbove == above } }
      func burden(_ above: Bool) -> (Int, Int) {
        (others(above).filter { crosses($0.edge, edge) }.count, others(above).count)
      }
      let isAbove = burden(true) <= burden(false)
      let under = others(isAbove).filter { $0.edge.from < edge.to && edge.from < $0.edge.to }.map(\.level).max() ?? 0
      placed.append(Arc(edge: edge, isAbove: isAbove, level: under + 1))
    }
  }

  private static func crosses(_ first: Drawing.Edge, _ second: Drawing.Edge) -> Bool {
    (first.from < second.from && second.from < first.to && first.to < second.to)
      || (second.from < first.from && first.from < second.to && second.to < first.to)
  }
}
