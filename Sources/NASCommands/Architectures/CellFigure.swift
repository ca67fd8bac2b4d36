package import NASPlugin

/// Cells in the manner of the papers' figures: inputs on top, a box for each operation, sums, and what is concatenated.
package enum CellFigure {
  /// The drawing of all cells of an architecture; nil where its decisions describe none.
  package static func drawing(of architecture: Architecture, decisions: [Decision], title: String) -> Drawing? {
    let cells = CellPlan.cells(of: architecture, decisions: decisions)
    guard !cells.isEmpty else { return nil }
    var drawing = Drawing(title: title, style: .downward)
    for cell in cells { draw(cell, in: &drawing) }
    return drawing
  }

  private static func draw(_ cell: CellPlan, in drawing: inout Drawing) {
    var places: [Int: Int] = [:]
    for input in 0..<cell.inputs {
      // The newest cell is the last input: h of i, and before it h of i − 1.
      let back = cell.inputs - 1 - input
      places[input] = drawing.put(["\(cell.name) input", back == 0 ? "h" : "h−\(back)"], .terminal)
    }
    for state in cell.states {
      let terms = state.terms.compactMap { term in
        places[term.source].map { source in drawing.put([term.operation], Tint(of: term.operation), after: [source]) }
      }
      places[state.number] = drawing.put(["\(state.number)", state.combiner], .plain, after: terms)
    }
    _ = drawing.put(["\(cell.name) output", "concat"], .terminal, after: cell.outputs.compactMap { places[$0] })
  }
}

extension Drawing {
  /// Adds a node that reads others, and says its index.
  fileprivate mutating func put(_ lines: [String], _ tint: Tint, after sources: [Int] = []) -> Int {
    let index = nodes.count
    add(Node(lines, tint: tint))
    for source in sources { add(Edge(source, index)) }
    return index
  }
}
