import NASPlugin

extension DARTSCell: WeightSharing {
  /// The network of all: a choice of eight operations on each of the 14 edges of every cell.
  ///
  /// Norms have no scale and shift, save the stem's (or all with `affine_supernet`, as RLNAS's code has them), and
  /// poolings are followed by one. Nothing is dropped.
  func supernet(for task: LearningTask) throws -> Network {
    var plain = skeleton
    plain.options = CellTraining()
    var cells: [Network.Cell] = []
    var network = try plain.network(task, affine: isSupernetAffine) { builder, inputs, place in
      var states = inputs.map(\.node)
      var edges: [Network.Cell.Edge] = []
      for node in 2..<6 {
        let terms = (0..<node).map { source in
          let edge = DARTSEdge(source: source, node: node)
          let choice = choice(&builder, edge, states[source], place)
          edges.append(.init(from: source, to: node, choice: choice))
          return choice
        }
        states.append(builder.add(.add, terms, "n\(node)"))
      }
      cells.append(.init(name: "c\(place.number)", inputs: [0, 1], outputs: [2, 3, 4, 5], edges: edges))
      return Array(states.dropFirst(2))
    }
    network.cells = cells
    return network
  }

  private func choice(
    _ builder: inout NetworkBuilder, _ edge: DARTSEdge, _ x: Int, _ place: DARTSSkeleton.Place
  ) -> Int {
    var branch = branch(edge, place, affine: isSupernetAffine)
    branch.dropPath = 0
    let decision = (place.isReduction ? 14 : 0) + edge.node * (edge.node - 1) / 2 - 1 + edge.source
    return builder.scoped(edge.tag) { inner in
      var (ends, alternatives): ([Int], [Operation.Alternative]) = ([], [])
      for operation in Self.operations.indices {
        let start = inner.network.nodes.count
        ends.append(emit(operation, &inner, x, branch, inSupernet: true))
        let kind = Self.operations[operation].kind(stride: branch.stride)
        alternatives.append(.init(kind, nodes: start..<inner.network.nodes.count))
      }
      return inner.add(.choice(.init(decision: decision, alternatives: alternatives)), ends, "choice")
    }
  }

  /// Every cell of a type takes the genes of its type.
  func path(of architecture: Architecture) throws -> [Int32] {
    try validate(architecture)
    return (0..<skeleton.layers).flatMap { layer in
      architecture.tokens[skeleton.isReduction(layer) ? 14..<28 : 0..<14]
    }
  }

  /// The path of a random architecture: all cells of a type share their operations.
  ///
  /// RLNAS draws all 28 genes and repairs them, which gives every architecture the same probability, as `sample` does.
  func samplePath(_ random: inout RandomStream) throws -> [Int32] { try path(of: sample(&random)) }
}

extension CellOperation {
  /// How metrics over paths treat the operation; a skip that halves the image has weights.
  fileprivate func kind(stride: Int) -> Operation.Alternative.Kind {
    switch self {
    case .none: .none
    case .skip: stride == 1 ? .skip : .weighted
    case .average3, .max3, .max5, .max7: .pool
    default: .weighted
    }
  }
}
