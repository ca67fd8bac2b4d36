import NASPlugin

/// Stacks DARTS cells into a network: stem, cells with reductions at one and two thirds, classifier.
///
/// Liu, Simonyan & Yang 2019, published code.
struct DARTSSkeleton: Sendable {
  var kind: Skeleton
  /// C: channels of an operation before the first reduction.
  var channels: Int
  var layers: Int
  var options: CellTraining

  /// Where a cell stands in the network.
  struct Place {
    var number: Int
    var isReduction: Bool
    var channels: Int
  }

  func isReduction(_ layer: Int) -> Bool { layer == layers / 3 || layer == 2 * layers / 3 }

  /// The network whose cells `fill` makes of the two preprocessed inputs; it answers the four nodes.
  func network(
    _ task: LearningTask, affine: Bool, fill: (inout NetworkBuilder, [CellState], Place) -> [Int]
  ) throws -> Network {
    try kind.validate(task, smallest: 17, space: "darts-cell")
    let isImageNet = kind.isImageNet(task)
    var builder = NetworkBuilder()
    var (before, last) = stem(&builder, task, isImageNet)
    var channels = channels
    for layer in 0..<layers {
      let place = Place(
        number: layer, isReduction: isReduction(layer), channels: isReduction(layer) ? 2 * channels : channels)
      channels = place.channels
      let output = builder.scoped("c\(layer)") { inner in
        let inputs = preprocessed(&inner, before, last, channels, affine)
        let nodes = fill(&inner, inputs, place)
        let node = inner.add(.concat, nodes, "out")
        let size = place.isReduction ? inputs[1].halvedSize : inputs[1].size
        return CellState(node: node, channels: nodes.count * channels, size: size)
      }
      (before, last) = (last, output)
      if layer == 2 * layers / 3 { try addHead(&builder, last, task, isImageNet) }
    }
    options.classify(&builder, last.node, task)
    return builder.network
  }

  /// For small images 3C channels, read twice; for large ones two states of C channels, a quarter and an eighth as
  /// large.
  private func stem(
    _ builder: inout NetworkBuilder, _ task: LearningTask, _ isImageNet: Bool
  ) -> (CellState, CellState) {
    let image = CellState(node: 0, channels: task.channels, size: Extent(height: task.height, width: task.width))
    guard isImageNet else {
      let node = builder.scoped("stem") { $0.convNorm(0, .init(channels: 3 * channels, kernel: 3)) }
      let state = CellState(node: node, channels: 3 * channels, size: image.size)
      return (state, state)
    }
    let half = max(1, channels / 2)
    let first = builder.scoped("stem0") { builder in
      let node = builder.convNorm(0, .init(channels: half, kernel: 3, stride: 2))
      let quarter = builder.scoped("b") { $0.reluConvNorm(node, .init(channels: channels, kernel: 3, stride: 2)) }
      let middle = CellState(node: node, channels: half, size: image.halvedSize)
      return CellState(node: quarter, channels: channels, size: middle.halvedSize)
    }
    let node = builder.scoped("stem1") {
      $0.reluConvNorm(first.node, .init(channels: channels, kernel: 3, stride: 2))
    }
    return (first, CellState(node: node, channels: channels, size: first.halvedSize))
  }

  private func preprocessed(
    _ builder: inout NetworkBuilder, _ before: CellState, _ last: CellState, _ channels: Int, _ affine: Bool
  ) -> [CellState] {
    let first = builder.scoped("p0") {
      before.size == last.size
        ? $0.projected(before, to: channels, affine: affine) : $0.reduced(before, to: channels, affine: affine)
    }
    return [first, builder.scoped("p1") { $0.projected(last, to: channels, affine: affine) }]
  }

  /// For large images the head is the one of DARTS's code, whose pooling and norms differ.
  private func addHead(
    _ builder: inout NetworkBuilder, _ state: CellState, _ task: LearningTask, _ isImageNet: Bool
  ) throws {
    guard var head = try options.head(state.size, task, "darts-cell") else { return }
    if isImageNet {
      head = .dartsImageNet(size: state.size, classes: task.classes)
      head.weight = options.auxiliary
    }
    builder.auxiliaryHead(state.node, head)
  }
}
