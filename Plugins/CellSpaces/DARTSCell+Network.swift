import NASPlugin

extension DARTSCell {
  /// The discrete network: each node is the sum of its two operations.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    let cells = (0..<2).map { DARTSGenes.cell($0, of: architecture.tokens) }
    return try skeleton.network(task, affine: true) { builder, inputs, place in
      let cell = cells[place.isReduction ? 1 : 0]
      var states = inputs.map(\.node)
      for index in 0..<cell.count {
        let terms = [cell[index].first, cell[index].second].map { half in
          let edge = DARTSEdge(source: half.state, node: index + 2)
          return builder.scoped(edge.tag) {
            emit(half.operation, &$0, states[half.state], branch(edge, place, affine: true), inSupernet: false)
          }
        }
        states.append(builder.add(.add, terms, "n\(index + 2)"))
      }
      return Array(states.dropFirst(2))
    }
  }

  /// Stride 2 where an edge of a reduction cell reads an input of the cell.
  func branch(_ edge: DARTSEdge, _ place: DARTSSkeleton.Place, affine: Bool) -> NetworkBuilder.Branch {
    NetworkBuilder.Branch(
      place.channels, stride: place.isReduction && edge.source < 2 ? 2 : 1, affine: affine,
      dropPath: skeleton.options.dropPath)
  }

  /// One operation in a scope of its own, so that a network inherits from the supernet what it has of it.
  func emit(
    _ operation: Int, _ builder: inout NetworkBuilder, _ x: Int, _ branch: NetworkBuilder.Branch, inSupernet: Bool
  ) -> Int {
    let operation = Self.operations[operation]
    return builder.scoped(operation.tag) { operation.emit(&$0, x, branch, norm: inSupernet) }
  }
}

extension DARTSEdge {
  /// What its nodes are called.
  var tag: String { "e\(source)\(node)" }
}
