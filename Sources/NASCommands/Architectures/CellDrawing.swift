package import NASPlugin

/// The cell of a space whose decisions are the edges of a small graph.
package enum CellDrawing {
  /// The drawing of an architecture where every decision is named after an edge: `2~1` or `2<-1` (target, source),
  /// `1->2` or `1→2` (source, target); nil for other spaces.
  package static func drawing(of architecture: Architecture, decisions: [Decision], title: String) -> Drawing? {
    let edges = decisions.compactMap { edge(named: $0.name) }
    guard !edges.isEmpty, edges.count == decisions.count, architecture.tokens.count == edges.count,
      edges.allSatisfy({ $0.from < $0.to }), let last = edges.map(\.to).max(), last <= 32
    else { return nil }
    var drawing = Drawing(title: title, style: .arcs)
    for node in 0...last { drawing.add(self.node(node, last: last)) }
    for (index, edge) in edges.enumerated() {
      let token = Int(architecture.tokens[index])
      guard decisions[index].options.indices.contains(token) else { return nil }
      let label = decisions[index].options[token]
      drawing.add(Drawing.Edge(edge.from, edge.to, label: label, tint: Tint(of: label)))
    }
    return drawing
  }

  private static func node(_ number: Int, last: Int) -> Drawing.Node {
    switch number {
    case 0: Drawing.Node(["in"], tint: .terminal)
    case last: Drawing.Node(["out"], tint: .terminal)
    default: Drawing.Node(["\(number)"])
    }
  }

  private static func edge(named name: String) -> (from: Int, to: Int)? {
    for (mark, isBackward) in [("~", true), ("<-", true), ("->", false), ("→", false)] {
      let parts = name.components(separatedBy: mark)
      guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]), first >= 0, second >= 0 else {
        continue
      }
      return isBackward ? (second, first) : (first, second)
    }
    return nil
  }
}

extension String {
  /// The pieces between marks.
  fileprivate func components(separatedBy mark: String) -> [String] {
    split(separator: mark, omittingEmptySubsequences: false).map(String.init)
  }
}
