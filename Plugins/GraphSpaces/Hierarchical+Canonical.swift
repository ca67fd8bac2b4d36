import NASPlugin

extension Hierarchical {
  /// One form for architectures that differ in the names of inner nodes and of motifs, or in what has no effect.
  ///
  /// Edges on no path from input to output are none; a motif that nothing passes is none; motifs that are not used are
  /// empty, alike ones are one, and the used ones stand first, in descending order.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    try validate(architecture)
    guard variant == .flat else { return Architecture(HierarchyForm.tokens(of: architecture.tokens)) }
    let form = MotifOrder.form(of: Motif(nodes: levels[0].nodes, labels: architecture.tokens[...]).pruned)
    return Architecture(Array(form.labels))
  }

  /// The cell without the edges that carry an empty motif, or lie on no path.
  static func effective(_ cell: Motif, _ motifs: [Motif]) -> Motif {
    var cell = cell
    for place in cell.labels.indices where cell.labels[place] > 0 && motifs[Int(cell.labels[place]) - 1].isEmpty {
      cell.labels[place] = 0
    }
    return cell.pruned
  }
}
