/// A graph of boxes in layers, for machines without Graphviz.
struct LayeredPicture {
  private let drawing: Drawing
  private let order: LayerOrder
  private let margin = 32.0
  private let box: (width: Double, height: Double)

  init(_ drawing: Drawing) {
    self.drawing = drawing
    order = LayerOrder(nodes: drawing.nodes.count, edges: drawing.edges)
    let lines = drawing.nodes.flatMap { node in node.lines.map { SVGText.width(of: $0, size: 14) } }
    box = (max(70, lines.max() ?? 0) + 20, Double(drawing.nodes.map(\.lines.count).max() ?? 1) * 16 + 20)
  }

  private var isRightward: Bool { drawing.style == .rightward }

  /// The distance from layer to layer, and from point to point in a layer.
  private var steps: (along: Double, across: Double) {
    isRightward ? (box.width + 44, box.height + 24) : (box.height + 36, box.width + 30)
  }

  private var crossing: Double { Double((order.layers.map(\.count).max() ?? 1) - 1) * steps.across }

  var text: String {
    var svg = SVGText()
    let places = self.places
    for (edge, way) in zip(drawing.edges, order.ways) { svg.arrow(path(way.compactMap { places[$0] }), edge.tint) }
    for (index, node) in drawing.nodes.enumerated() {
      guard let place = places[index] else { continue }
      svg.shape(x: place.x, y: place.y, width: box.width, height: box.height, radius: 8, node)
    }
    svg.text(drawing.title, x: size.width / 2, y: size.height - 20, size: 14, color: "#475569", isBold: false)
    return svg.document(width: size.width, height: size.height, arrows: drawing.edges.map(\.tint))
  }

  private var size: (width: Double, height: Double) {
    let along = Double(order.layers.count - 1) * steps.along
    let (width, height) = isRightward ? (along, crossing) : (crossing, along)
    let title = SVGText.width(of: drawing.title, size: 14)
    return (max(width + box.width, title) + 2 * margin, height + box.height + 2 * margin + 30)
  }

  private var places: [Int: (x: Double, y: Double)] {
    let length = Double(order.layers.count - 1) * steps.along
    var places: [Int: (x: Double, y: Double)] = [:]
    for (layer, points) in order.layers.enumerated() {
      for (index, point) in points.enumerated() {
        let along = Double(layer) * steps.along
        let across = (Double(index) - Double(points.count - 1) / 2) * steps.across
        places[point] =
          isRightward
          ? (size.width / 2 - length / 2 + along, margin + box.height / 2 + crossing / 2 + across)
          : (size.width / 2 + across, margin + box.height / 2 + along)
      }
    }
    return places
  }

  /// Leaves a box at its side, bends smoothly through the points between, and ends at the side of the next.
  private func path(_ points: [(x: Double, y: Double)]) -> String {
    guard let first = points.first, let last = points.last else { return "" }
    let half = isRightward ? (x: box.width / 2, y: 0) : (x: 0, y: box.height / 2)
    var stops = points
    stops[0] = (first.x + half.x, first.y + half.y)
    stops[stops.count - 1] = (last.x - half.x, last.y - half.y)
    let start = "M\(SVGText.number(stops[0].x)) \(SVGText.number(stops[0].y))"
    return zip(stops, stops.dropFirst()).reduce(start) { path, pair in path + curve(pair.0, pair.1) }
  }

  private func curve(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double)) -> String {
    let middle = ((from.x + to.x) / 2, (from.y + to.y) / 2)
    let points =
      isRightward
      ? [middle.0, from.y, middle.0, to.y, to.x, to.y] : [from.x, middle.1, to.x, middle.1, to.x, to.y]
    return " C" + points.map(SVGText.number).joined(separator: " ")
  }
}
