import NASPlugin

/// An evaluation network of DARTS (Liu, Simonyan and Yang 2019) with the cells that its second order found, `DARTS_V2`.
struct DARTSNetwork {
  typealias Edge = (name: String, from: Int)

  /// Two edges for each of the four nodes; states 0 and 1 are the outputs of the cells before.
  static let normal: [Edge] = [
    ("sep3", 0), ("sep3", 1), ("sep3", 0), ("sep3", 1), ("sep3", 1), ("skip", 0), ("skip", 0), ("dil3", 2),
  ]
  static let reduction: [Edge] = [
    ("max", 0), ("max", 1), ("skip", 2), ("max", 1), ("max", 0), ("skip", 2), ("skip", 2), ("max", 1),
  ]

  var channels: Int
  var cells: Int
  var task: LearningTask = .cifar10
  var hasAuxiliaryHead = false

  /// A state of the network: a node, its channels, and how often the images were halved.
  private struct State {
    var node: Int
    var channels: Int
    var halvings: Int
  }

  func make() -> Network {
    var builder = NetworkBuilder()
    let stem = builder.scoped("stem") { $0.convNorm($0.input, .init(channels: 3 * channels, kernel: 3)) }
    var before = State(node: stem, channels: 3 * channels, halvings: 0)
    var last = before
    var width = channels
    for index in 0..<cells {
      let reduces = index == cells / 3 || index == 2 * cells / 3
      if reduces { width *= 2 }
      let next = builder.scoped("c\(index)") { cell(&$0, before, last, width, reduces) }
      (before, last) = (last, next)
      if hasAuxiliaryHead, index == 2 * cells / 3 {
        let side = Extent(height: task.height >> last.halvings, width: task.width >> last.halvings)
        builder.auxiliaryHead(last.node, .init(size: side, classes: task.classes))
      }
    }
    _ = builder.classifier(last.node, classes: task.classes)
    return builder.network
  }

  private func cell(_ builder: inout NetworkBuilder, _ before: State, _ last: State, _ width: Int, _ reduces: Bool)
    -> State
  {
    var states = [
      builder.scoped("s0") { matched(&$0, before, to: width, reduces: before.halvings < last.halvings) },
      builder.scoped("s1") { matched(&$0, last, to: width, reduces: false) },
    ]
    for node in 0..<4 {
      let edges = (reduces ? Self.reduction : Self.normal)[2 * node..<2 * node + 2]
      let terms = edges.enumerated().map { side, edge in
        let branch = NetworkBuilder.Branch(width, stride: reduces && edge.from < 2 ? 2 : 1)
        return builder.scoped("n\(node)e\(side)") { operation(&$0, edge.name, states[edge.from], branch) }
      }
      states.append(builder.add(.add, terms, "n\(node)"))
    }
    let output = builder.add(.concat, Array(states[2...]), "out")
    return State(node: output, channels: 4 * width, halvings: last.halvings + (reduces ? 1 : 0))
  }

  private func matched(_ builder: inout NetworkBuilder, _ state: State, to width: Int, reduces: Bool) -> Int {
    reduces
      ? builder.factorizedReduction(state.node, .init(from: state.channels, to: width, stride: 2))
      : builder.reluConvNorm(state.node, .init(channels: width, kernel: 1))
  }

  private func operation(
    _ builder: inout NetworkBuilder, _ name: String, _ x: Int, _ branch: NetworkBuilder.Branch
  ) -> Int {
    switch name {
    case "sep3": builder.separableConv(x, kernel: 3, branch)
    case "dil3": builder.dilatedConv(x, kernel: 3, branch)
    case "max": builder.maxPool(x, branch)
    default: builder.skip(x, branch)
    }
  }
}
