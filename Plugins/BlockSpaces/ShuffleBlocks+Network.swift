import NASPlugin

extension ShuffleBlocks {
  /// Stem, the chain, a 1×1 convolution, dropout, a classifier without bias.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    return try network(task, affine: true) { builder, x, place in
      builder.scoped("b\(place)") { emit(Int(architecture.tokens[place]), &$0, x, place, task, affine: true) }
    }
  }

  /// The network of all: a choice of four blocks at each place; no norm learns a scale or shift.
  func supernet(for task: LearningTask) throws -> Network {
    var choices: [Int] = []
    let kinds = Self.blocks.map { _ in Operation.Alternative.Kind.weighted }
    var network = try network(task, affine: false) { builder, x, place in
      let choice = Self.choice(&builder, place: place, kinds: kinds) {
        emit($1, &$0, x, place, task, affine: false)
      }
      choices.append(choice)
      return choice
    }
    network.cells = [Self.cell(choices)]
    return network
  }

  private func network(
    _ task: LearningTask, affine: Bool, _ fill: (inout NetworkBuilder, Int, Int) -> Int
  ) throws -> Network {
    try validate(task)
    var builder = NetworkBuilder()
    let stem = Operation.Convolution(channels: ends.stem, kernel: 3, stride: skeleton.firstStride(task))
    var x = builder.scoped("stem") { $0.add(.relu, [$0.convNorm($0.input, stem, affine: affine)], "relu") }
    for place in places.indices { x = fill(&builder, x, place) }
    let head = Operation.Convolution(channels: ends.head, kernel: 1)
    x = builder.scoped("head") { $0.add(.relu, [$0.convNorm(x, head, affine: affine)], "relu") }
    x = builder.add(.globalAvgPool, [x], "pool")
    if dropout > 0 { x = builder.add(.dropout(dropout), [x], "drop") }
    builder.add(.linear(features: task.classes, bias: false), [x], "linear")
    return builder.network
  }

  /// Puts a block, by token, within the scope of its place.
  private func emit(
    _ block: Int, _ builder: inout NetworkBuilder, _ x: Int, _ place: Int, _ task: LearningTask, affine: Bool
  ) -> Int {
    let branch = places[place].branch(firstStride: skeleton.firstStride(task), affine: affine)
    return builder.scoped(Self.blocks[block]) {
      block == Self.xception
        ? $0.xceptionBlock(x, branch) : $0.shuffleBlock(x, kernel: 3 + 2 * block, branch)
    }
  }

  func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    try validate(architecture)
    try validate(task)
    let stride = skeleton.firstStride(task)
    var tally = CostTally(task)
    tally.convNorm(task.channels, ends.stem, kernel: 3, stride: stride)
    for (place, token) in zip(places, architecture.tokens) {
      tally.count(Int(token), place.branch(firstStride: stride, affine: true))
    }
    tally.convNorm(places.last?.outputs ?? ends.stem, ends.head)
    tally.linear(ends.head, task.classes, bias: false)
    return (tally.params, tally.macs)
  }
}

extension CostTally {
  /// A block of `ShuffleBlocks`: half of the channels at stride 1, all of them and a second branch at stride 2.
  fileprivate mutating func count(_ block: Int, _ branch: NetworkBuilder.Branch) {
    let isXception = block == ShuffleBlocks.xception
    let kernel = isXception ? 3 : 3 + 2 * block
    let inputs = branch.stride == 1 ? branch.inputs / 2 : branch.inputs
    let (middle, outputs) = (branch.outputs / 2, branch.outputs - inputs)
    if branch.stride == 2 {
      beside {
        $0.depthwise(inputs, kernel: kernel, stride: 2)
        $0.convNorm(inputs, inputs)
      }
    }
    if isXception {
      depthwise(inputs, kernel: 3, stride: branch.stride)
      convNorm(inputs, middle)
      depthwise(middle, kernel: 3)
      convNorm(middle, middle)
      depthwise(middle, kernel: 3)
    } else {
      convNorm(inputs, middle)
      depthwise(middle, kernel: kernel, stride: branch.stride)
    }
    convNorm(middle, outputs)
  }
}
