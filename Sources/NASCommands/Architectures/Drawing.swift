/// A graph to be drawn: what stands in the nodes and on the edges, but not where.
package struct Drawing {
  /// How it is laid out.
  package enum Style: Sendable {
    /// Circles on a line in order of computation, longer edges as arcs: for small cells.
    case arcs
    /// Boxes in layers from left to right.
    case rightward
    /// Boxes in layers from top to bottom.
    case downward
  }

  /// A node with lines of text; the first is its name.
  package struct Node {
    var lines: [String]
    var tint: Tint

    /// A node.
    package init(_ lines: [String], tint: Tint = .plain) { (self.lines, self.tint) = (lines, tint) }
  }

  /// An arrow between two nodes, by index.
  package struct Edge {
    var from: Int
    var to: Int
    var label: String
    var tint: Tint

    /// An arrow; `from` is less than `to`.
    package init(_ from: Int, _ to: Int, label: String = "", tint: Tint = .plain) {
      (self.from, self.to, self.label, self.tint) = (from, to, label, tint)
    }
  }

  var title: String
  var style: Style
  var nodes: [Node] = []
  var edges: [Edge] = []

  /// An empty drawing.
  package init(title: String, style: Style) { (self.title, self.style) = (title, style) }

  /// Adds a node.
  package mutating func add(_ node: Node) { nodes.append(node) }

  /// Adds an arrow.
  package mutating func add(_ edge: Edge) { edges.append(edge) }
}
