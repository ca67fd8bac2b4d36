import NASPlugin

/// Whole networks, trained for twenty steps as their papers train: Nesterov's momentum, weight decay, clipping.
enum NetworkCases {
  /// The networks as they are, PyTorch in the trainer's memory format, each step from the same weights.
  static let guided = networks.map { network in
    var parity = network
    (parity.isGuided, parity.isChannelsLast) = (true, true)
    return parity
  }

  /// The one that both sides compute bit for bit the same, in one memory format, each from its own weights.
  static let alike = networks.prefix(1).map { network in
    var parity = network
    (parity.name, parity.isChannelsLast) = (network.name + "-alike", true)
    return parity
  }

  /// The same with PyTorch's own memory format.
  static let reformatted = networks.map { network in
    var parity = network
    (parity.name, parity.isGuided) = (network.name + "-nchw", true)
    return parity
  }

  /// The same without kinks, PyTorch as it comes, each side from its own weights: tanh for ReLU, mean for maximum.
  ///
  /// At ten times this rate what rounding does to DARTS's gradients grows to 4e-4 in twenty steps.
  static let free = networks.map { network in
    var parity = network
    parity.name += "-smooth"
    parity.settings["learning_rate"] = .real(0.0025)
    parity.network.nodes = network.network.nodes.map { node in
      var node = node
      switch node.operation {
      case .relu, .relu6: node.operation = .tanh
      case .maxPool(let window): node.operation = .avgPool(window, countPadding: false)
      default: break
      }
      return node
    }
    return parity
  }

  private static let recipe: [String: OptionValue] = [
    "learning_rate": .real(0.025), "momentum": .real(0.9), "nesterov": .boolean(true), "weight_decay": .real(5e-4),
    "clip_norm": .real(5),
  ]

  private static let networks = [
    ParityCase(name: "nas-bench-201", network: bench201(), task: small, batch: 16, steps: 20, settings: recipe),
    ParityCase(
      name: "inverted-residual", network: mobile(), task: small, batch: 16, steps: 20, settings: recipe),
    ParityCase(name: "shuffle", network: shuffle(), task: small, batch: 16, steps: 20, settings: recipe),
    ParityCase(
      name: "darts", network: DARTSNetwork(channels: 8, cells: 5, task: odd, hasAuxiliaryHead: true).make(),
      task: odd, batch: 16, steps: 20, settings: recipe),
  ]

  /// As small as an auxiliary head allows after two reductions.
  private static let odd = LearningTask(channels: 3, height: 20, width: 20, classes: 10)

  private static let small = LearningTask(channels: 3, height: 16, width: 16, classes: 10)

  /// NAS-Bench-201 (Dong and Yang 2020) with C = 8, N = 1, and each of the five operations in its cell.
  static func bench201() -> Network {
    var builder = NetworkBuilder()
    var x = builder.scoped("stem") { $0.convNorm($0.input, .init(channels: 8, kernel: 3)) }
    for (stage, width) in [8, 16, 32].enumerated() {
      if stage > 0 { x = builder.scoped("r\(stage)") { residual(&$0, x, width) } }
      x = builder.scoped("c\(stage)") { cell(&$0, x, width) }
    }
    x = builder.add(.relu, [builder.add(.batchNorm(affine: true), [x], "norm")], "relu")
    _ = builder.classifier(x, classes: 10)
    return builder.network
  }

  private static func cell(_ builder: inout NetworkBuilder, _ x: Int, _ width: Int) -> Int {
    let conv3 = builder.scoped("01") { $0.reluConvNorm(x, .init(channels: width, kernel: 3)) }
    let pool = builder.scoped("02") { $0.avgPool(x, .init(width)) }
    let conv1 = builder.scoped("12") { $0.reluConvNorm(conv3, .init(channels: width, kernel: 1)) }
    let second = builder.add(.add, [pool, conv1], "2")
    let skip = builder.add(.identity, [x], "03")
    let none = builder.add(.zero(stride: 1), [conv3], "13")
    let conv = builder.scoped("23") { $0.reluConvNorm(second, .init(channels: width, kernel: 3)) }
    return builder.add(.add, [skip, none, conv], "3")
  }

  private static func residual(_ builder: inout NetworkBuilder, _ x: Int, _ width: Int) -> Int {
    let first = builder.scoped("a") { $0.reluConvNorm(x, .init(channels: width, kernel: 3, stride: 2)) }
    let second = builder.scoped("b") { $0.reluConvNorm(first, .init(channels: width, kernel: 3)) }
    let pool = builder.add(.avgPool(.init(kernel: 2, stride: 2), countPadding: false), [x], "pool")
    let short = builder.add(.conv2d(.init(channels: width, kernel: 1)), [pool], "short")
    return builder.add(.add, [second, short], "sum")
  }

  /// A few blocks of MobileNet V2, with odd sizes on the way.
  static func mobile() -> Network {
    var builder = NetworkBuilder()
    var x = builder.scoped("stem") { $0.convNormReLU6($0.input, .init(channels: 8, kernel: 3)) }
    let blocks = [(8, 3, 1, 1), (12, 3, 3, 2), (12, 5, 6, 1), (16, 7, 3, 2), (16, 3, 6, 1), (24, 5, 3, 2)]
    var channels = 8
    for (index, (wanted, kernel, expansion, stride)) in blocks.enumerated() {
      let branch = NetworkBuilder.Branch(from: channels, to: wanted, stride: stride)
      x = builder.scoped("b\(index)") { $0.invertedResidual(x, kernel: kernel, expansion: expansion, branch) }
      channels = wanted
    }
    x = builder.scoped("last") { $0.convNormReLU6(x, .init(channels: 48, kernel: 1)) }
    _ = builder.classifier(x, classes: 10)
    return builder.network
  }

  /// Blocks of Single Path One-Shot.
  static func shuffle() -> Network {
    var builder = NetworkBuilder()
    var x = builder.scoped("stem") { $0.add(.relu, [$0.convNorm($0.input, .init(channels: 8, kernel: 3))], "relu") }
    x = builder.scoped("b0") { $0.shuffleBlock(x, kernel: 5, .init(from: 8, to: 16, stride: 2)) }
    x = builder.scoped("b1") { $0.shuffleBlock(x, kernel: 3, .init(16)) }
    x = builder.scoped("b2") { $0.xceptionBlock(x, .init(from: 16, to: 24, stride: 2)) }
    x = builder.scoped("b3") { $0.xceptionBlock(x, .init(24)) }
    x = builder.scoped("b4") { $0.shuffleBlock(x, kernel: 7, .init(24)) }
    _ = builder.classifier(x, classes: 10)
    return builder.network
  }
}
