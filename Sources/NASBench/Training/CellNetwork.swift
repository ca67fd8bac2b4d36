import NASPlugin

/// The network of a NAS-Bench-201 cell, or the supernet of all of them (Dong and Yang 2020).
///
/// Built here, for plugins cannot be imported; the PyTorch side, `Benchmarks/nas_bench_201.py`, has the same layers.
struct CellNetwork {
  /// The operation on an edge.
  enum Operation: CaseIterable { case none, skip, conv1, conv3, pool }

  /// Five 3×3 convolutions and a skip from the first node to the last, by edge: 0→1, 0→2, 1→2, 0→3, 1→3, 2→3.
  static let cell: [Operation] = [.conv3, .conv3, .conv3, .skip, .conv3, .conv3]

  /// Channels of the first stage; the others have twice and four times as many.
  var channels: Int
  /// Cells in each of the three stages.
  var cells: Int
  /// Whether every edge is a choice of all operations.
  var isSupernet = false

  /// How many choices the supernet has: six edges a cell.
  var choices: Int { 18 * cells }

  /// The network for images of CIFAR-10's shape.
  var network: Network {
    var builder = NetworkBuilder()
    var x = builder.scoped("stem") { $0.convNorm($0.input, .init(channels: channels, kernel: 3)) }
    var cell = 0
    for stage in 0..<3 {
      let width = channels << stage
      if stage > 0 { x = builder.scoped("r\(stage)") { residual(&$0, x, width) } }
      for _ in 0..<cells {
        x = builder.scoped("c\(cell)") { self.cell(&$0, cell, x, width) }
        cell += 1
      }
    }
    x = builder.add(.relu, [builder.add(.batchNorm(affine: true), [x], "last.norm")], "last.relu")
    _ = builder.classifier(x, classes: LearningTask.cifar10.classes)
    return builder.network
  }

  private func residual(_ builder: inout NetworkBuilder, _ x: Int, _ width: Int) -> Int {
    let halved = builder.scoped("a") { $0.reluConvNorm(x, .init(channels: width, kernel: 3, stride: 2)) }
    let body = builder.scoped("b") { $0.reluConvNorm(halved, .init(channels: width, kernel: 3)) }
    let pooled = builder.add(.avgPool(.init(kernel: 2, stride: 2), countPadding: true), [x], "pool")
    let shortcut = builder.add(.conv2d(.init(channels: width, kernel: 1)), [pooled], "short")
    return builder.add(.add, [shortcut, body], "add")
  }

  private func cell(_ builder: inout NetworkBuilder, _ cell: Int, _ x: Int, _ width: Int) -> Int {
    var (nodes, edges) = ([x], [Network.Cell.Edge]())
    for target in 1...3 {
      let terms = (0..<target).map { source in
        let edge = self.edge(&builder, cell, edges.count, from: nodes[source], "e\(source)\(target)", width)
        edges.append(Network.Cell.Edge(from: source, to: target, choice: edge))
        return edge
      }
      nodes.append(terms.count == 1 ? terms[0] : builder.add(.add, terms, "n\(target)"))
    }
    if isSupernet { builder.declare(Network.Cell(name: "c\(cell)", inputs: [0], outputs: [3], edges: edges)) }
    return nodes[3]
  }

  private func edge(
    _ builder: inout NetworkBuilder, _ cell: Int, _ edge: Int, from x: Int, _ name: String, _ width: Int
  ) -> Int {
    builder.scoped(name) { builder in
      guard isSupernet else { return operation(&builder, Self.cell[edge], x, width) }
      var outputs: [Int] = []
      let alternatives = Operation.allCases.enumerated().map { number, kind in
        let first = builder.network.nodes.count
        outputs.append(builder.scoped("a\(number)") { operation(&$0, kind, x, width) })
        return NASPlugin.Operation.Alternative(kind.kind, nodes: first..<builder.network.nodes.count)
      }
      return builder.add(.choice(.init(decision: 6 * cell + edge, alternatives: alternatives)), outputs, "choice")
    }
  }

  private func operation(_ builder: inout NetworkBuilder, _ operation: Operation, _ x: Int, _ width: Int) -> Int {
    switch operation {
    case .none: builder.add(.zero(stride: 1), [x], "zero")
    case .skip: isSupernet ? builder.add(.identity, [x], "skip") : x
    case .conv1: builder.reluConvNorm(x, .init(channels: width, kernel: 1))
    case .conv3: builder.reluConvNorm(x, .init(channels: width, kernel: 3))
    case .pool: builder.add(.avgPool(.init(kernel: 3, padding: 1), countPadding: false), [x], "pool")
    }
  }
}

extension CellNetwork.Operation {
  /// How metrics over paths treat it.
  var kind: NASPlugin.Operation.Alternative.Kind {
    switch self {
    case .none: .none
    case .skip: .skip
    case .pool: .pool
    case .conv1, .conv3: .weighted
    }
  }
}
