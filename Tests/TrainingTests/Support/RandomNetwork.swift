import NASPlugin

/// Seeded networks of nodes with one shape, plain or with choices.
struct RandomNetwork {
  static let task = LearningTask(channels: 4, height: 6, width: 5, classes: 3)
  private static let window = Operation.Pooling(kernel: 3, stride: 1, padding: 1)
  private static let unary: [Operation] = [
    .relu, .relu, .relu, .conv2d(.init(channels: 4, kernel: 3)), .conv2d(.init(channels: 4, kernel: 1)),
    .batchNorm(affine: true), .batchNorm(affine: false), .batchNorm(affine: true), .identity, .zero(stride: 1), .tanh,
    .sigmoid, .hardSwish, .avgPool(window, countPadding: false), .maxPool(window), .channelShuffle(groups: 2),
  ]

  private var random: RandomStream
  private var builder = NetworkBuilder()
  private var values = [0]
  private let choices: Bool

  /// A network of about `nodes` nodes; with choices, about every fifth value is one.
  static func make(seed: UInt64, nodes: Int = 30, choices: Bool = false) -> Network {
    var maker = RandomNetwork(random: RandomStream(seed: seed), choices: choices)
    for _ in 0..<nodes { maker.grow() }
    return maker.finished()
  }

  /// The plain network of a path: each choice is its alternative, all else stays with its id.
  static func path(_ network: Network, _ tokens: [Int]) -> Network {
    var (plain, rest) = (network, tokens[...])
    for (index, node) in network.nodes.enumerated() {
      guard case .choice = node.operation else { continue }
      plain.nodes[index] = Network.Node(id: node.id, .identity, inputs: [node.inputs[rest.removeFirst()]])
    }
    return plain
  }

  private init(random: RandomStream, choices: Bool) { (self.random, self.choices) = (random, choices) }

  private mutating func pick() -> Int {
    // Mostly young values, so that networks are deep.
    values[max(0, values.count - 1 - random.index(below: min(values.count, 6)))]
  }

  private mutating func node(_ operation: Operation, _ inputs: [Int]) -> Int {
    builder.add(operation, inputs, "n\(builder.network.nodes.count)")
  }

  private mutating func anyUnary(_ input: Int) -> Int { node(random.pick(Self.unary) ?? .relu, [input]) }

  private mutating func grow() {
    switch random.index(below: choices ? 12 : 10) {
    case 0, 1: values.append(node(.add, (0..<1 + random.index(below: 3)).map { _ in pick() }))
    case 2: values.append(node(.multiply, [pick(), pick()]))
    case 3:
      let wide = node(.concat, [pick(), pick()])
      values.append(
        node(random.chance(0.5) ? .slice(start: 2, count: 4) : .conv2d(.init(channels: 4, kernel: 1)), [wide]))
    case 10, 11: values.append(choice())
    default: values.append(anyUnary(pick()))
    }
  }

  private mutating func choice() -> Int {
    var (inputs, alternatives): ([Int], [Operation.Alternative]) = ([], [])
    let input = pick()
    for _ in 0..<2 + random.index(below: 3) {
      let start = builder.network.nodes.count
      var value = anyUnary(input)
      for _ in 0..<random.index(below: 3) { value = anyUnary(value) }
      inputs.append(value)
      alternatives.append(.init(.weighted, nodes: start..<builder.network.nodes.count))
    }
    return node(.choice(.init(decision: 0, alternatives: alternatives)), inputs)
  }

  private mutating func finished() -> Network {
    // The image keeps the sum from being zero.
    let stem = node(.batchNorm(affine: true), [node(.conv2d(.init(channels: 4, kernel: 3)), [0])])
    let sum = node(.add, values.suffix(4) + [stem])
    _ = builder.classifier(sum, classes: Self.task.classes)
    return builder.network
  }
}
