import NASPlugin

extension MobileBlocks {
  /// Stem, a block without a choice, the chain, a 1×1 convolution, classifier; a skip emits nothing.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    return try network(task) { builder, x, place in
      let block = Int(architecture.tokens[place])
      guard block != Self.skip else { return x }
      return builder.scoped("b\(place)") { emit(block, &$0, x, place, task) }
    }
  }

  /// The network of all: a choice of blocks at each place.
  ///
  /// Norms learn scale and shift, as in RLNAS's code, whose angle reads them.
  func supernet(for task: LearningTask) throws -> Network {
    var choices: [Int] = []
    var network = try network(task) { builder, x, place in
      let kinds = (0..<blockCounts[place]).map { $0 == Self.skip ? Operation.Alternative.Kind.skip : .weighted }
      let choice = Self.choice(&builder, place: place, kinds: kinds) { emit($1, &$0, x, place, task) }
      choices.append(choice)
      return choice
    }
    network.cells = [Self.cell(choices)]
    return network
  }

  private func network(_ task: LearningTask, _ fill: (inout NetworkBuilder, Int, Int) -> Int) throws -> Network {
    try validate(task)
    var builder = NetworkBuilder()
    let stem = Operation.Convolution(channels: ends.stem, kernel: 3, stride: skeleton.firstStride(task))
    var x = builder.scoped("stem") { $0.convNormReLU6($0.input, stem) }
    x = builder.scoped("first") {
      $0.invertedResidual(x, kernel: 3, expansion: 1, .init(from: ends.stem, to: ends.first))
    }
    for place in places.indices { x = fill(&builder, x, place) }
    x = builder.scoped("head") { $0.convNormReLU6(x, .init(channels: ends.head, kernel: 1)) }
    x = builder.add(.globalAvgPool, [x], "pool")
    if dropout > 0 { x = builder.add(.dropout(dropout), [x], "drop") }
    builder.add(.linear(features: task.classes, bias: true), [x], "linear")
    return builder.network
  }

  /// Puts a block, by token, within the scope of its place.
  private func emit(_ block: Int, _ builder: inout NetworkBuilder, _ x: Int, _ place: Int, _ task: LearningTask) -> Int
  {
    guard block != Self.skip else { return builder.add(.identity, [x], "skip") }
    let (kernel, expansion, name) = Self.blocks[block]
    let branch = places[place].branch(firstStride: skeleton.firstStride(task), affine: true)
    return builder.scoped(name) { $0.invertedResidual(x, kernel: kernel, expansion: expansion, branch) }
  }

  func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    try validate(architecture)
    try validate(task)
    let stride = skeleton.firstStride(task)
    var tally = CostTally(task)
    tally.convNorm(task.channels, ends.stem, kernel: 3, stride: stride)
    tally.depthwise(ends.stem, kernel: 3)
    tally.convNorm(ends.stem, ends.first)
    for (place, token) in zip(places, architecture.tokens) where Int(token) != Self.skip {
      let (kernel, expansion, _) = Self.blocks[Int(token)]
      let branch = place.branch(firstStride: stride, affine: true)
      tally.convNorm(branch.inputs, expansion * branch.inputs)
      tally.depthwise(expansion * branch.inputs, kernel: kernel, stride: branch.stride)
      tally.convNorm(expansion * branch.inputs, branch.outputs)
    }
    tally.convNorm(places.last?.outputs ?? ends.first, ends.head)
    tally.linear(ends.head, task.classes, bias: true)
    return (tally.params, tally.macs)
  }
}
