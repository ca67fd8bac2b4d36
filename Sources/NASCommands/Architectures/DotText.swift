/// A drawing in Graphviz's language.
package struct DotText {
  private let drawing: Drawing

  /// A drawing to be written down.
  package init(_ drawing: Drawing) { self.drawing = drawing }

  /// The graph; `dot -Tsvg` draws it.
  package var text: String {
    let direction = drawing.style == .downward ? "TB" : "LR"
    let shape = drawing.style == .arcs ? "circle" : "box"
    let head = [
      "digraph architecture {", "  rankdir=\(direction);", "  label=\(Self.quoted(drawing.title));",
      "  node [shape=\(shape), style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=12];",
      "  edge [fontname=\"Helvetica\", fontsize=11];",
    ]
    return (head + drawing.nodes.indices.map(node) + drawing.edges.map(edge) + ["}"]).joined(separator: "\n") + "\n"
  }

  private func node(_ index: Int) -> String {
    let node = drawing.nodes[index]
    let label = Self.quoted(node.lines.joined(separator: "\n"))
    return "  n\(index) [label=\(label), color=\"\(node.tint.stroke)\", fillcolor=\"\(node.tint.fill)\"];"
  }

  private func edge(_ edge: Drawing.Edge) -> String {
    let style = edge.tint.isBroken ? ", style=dashed" : ""
    return "  n\(edge.from) -> n\(edge.to) [label=\(Self.quoted(edge.label)), color=\"\(edge.tint.stroke)\"\(style)];"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { ["\"": "\\\"", "\\": "\\\\", "\n": "\\n"][$0] ?? String($0) }
    return "\"" + escaped.joined() + "\""
  }
}
