import NASPlugin

extension NASBench201: WeightSharing {
  /// The network of all: a choice of five operations on each of the six edges of every cell.
  ///
  /// As in RLNAS (Zhang et al., CVPR 2021, published code): the norms of the cells have no scale and shift, those of
  /// the stem, the residual blocks and the end do.
  func supernet(for task: LearningTask) throws -> Network {
    var cells: [Network.Cell] = []
    var network = try network(task) { builder, x, width in
      var states = [x]
      var edges: [Network.Cell.Edge] = []
      for target in 1...3 {
        let terms = states.enumerated().map { source, state in
          let edge = CellEdge(source: source, target: target)
          return choice(&builder, edge, from: state, width)
        }
        edges += terms.enumerated().map { Network.Cell.Edge(from: $0, to: target, choice: $1) }
        states.append(terms.count == 1 ? terms[0] : builder.add(.add, terms, "n\(target)"))
      }
      cells.append(Network.Cell(name: "c\(cells.count)", inputs: [0], outputs: [3], edges: edges))
      return states[3]
    }
    network.cells = cells
    return network
  }

  private func choice(_ builder: inout NetworkBuilder, _ edge: CellEdge, from x: Int, _ width: Int) -> Int {
    var (ends, alternatives): ([Int], [Operation.Alternative]) = ([], [])
    for operation in CellOperation.allCases {
      let start = builder.network.nodes.count
      switch operation {
      case .none: ends.append(builder.add(.zero(stride: 1), [x], edge.tag + ".none"))
      case .skip: ends.append(builder.add(.identity, [x], edge.tag + ".skip"))
      case .conv1, .conv3, .pool: ends.append(compute(&builder, operation, from: x, edge, width, affine: false))
      }
      alternatives.append(.init(operation.kind, nodes: start..<builder.network.nodes.count))
    }
    let decision = CellEdge.first(into: edge.target) + edge.source
    return builder.add(.choice(.init(decision: decision, alternatives: alternatives)), ends, edge.tag + ".choice")
  }

  /// All cells take the operations of the architecture.
  func path(of architecture: Architecture) throws -> [Int32] {
    try validate(architecture)
    return (0..<3 * cells).flatMap { _ in architecture.tokens }
  }

  /// Each cell draws its own operations, uniformly; those into a node are drawn again while all are none.
  func samplePath(_ random: inout RandomStream) -> [Int32] {
    var path: [Int32] = []
    path.reserveCapacity(18 * cells)
    for _ in 0..<3 * cells {
      for node in 1...3 {
        let start = path.count
        repeat {
          path.removeLast(path.count - start)
          for _ in 0..<node { path.append(Int32(truncatingIfNeeded: random.index(below: 5))) }
        } while path[start...].allSatisfy { $0 == CellOperation.none.rawValue }
      }
    }
    return path
  }
}

extension CellOperation {
  /// How metrics over paths treat the operation.
  fileprivate var kind: Operation.Alternative.Kind {
    switch self {
    case .none: .none
    case .skip: .skip
    case .pool: .pool
    case .conv1, .conv3: .weighted
    }
  }
}
