import NASPlugin

/// Networks of one primitive each, with attributes that are drawn: odd sizes, strides, dilations, groups, margins.
enum PrimitiveCases {
  static func all() throws -> [ParityCase] {
    try convolutions() + pools() + reshapes() + pointwise() + norms() + joins()
  }

  /// A network of what `emit` adds to the input, and a convolution that reads all of it.
  static func make(
    _ name: String, _ random: inout RandomStream, channels: Int? = nil, isTraining: Bool = true,
    _ emit: (inout NetworkBuilder) -> Int
  ) throws -> ParityCase {
    let task = LearningTask(
      channels: channels ?? 2 * (1 + random.index(below: 4)), height: 5 + random.index(below: 7),
      width: 5 + random.index(below: 7), classes: 4)
    var builder = NetworkBuilder()
    let last = emit(&builder)
    let shape = try builder.network.cost(for: task).shapes[last]
    let whole = Operation.Convolution(
      channels: task.classes, kernel: Extent(height: shape.height, width: shape.width))
    builder.add(.conv2d(whole), [last], "whole")
    return ParityCase(
      name: name, network: builder.network, task: task, isTraining: isTraining, readsOut: true, seed: random.next() >> 1
    )
  }

  private static func extent(_ random: inout RandomStream, _ range: ClosedRange<Int>) -> Extent {
    func draw() -> Int { range.lowerBound + random.index(below: range.count) }
    return Extent(height: draw(), width: draw())
  }

  private static func convolutions() throws -> [ParityCase] {
    var random = RandomStream(seed: 1)
    return try (0..<24).map { index in
      let channels = [3, 4, 6, 12][index % 4]
      let groups = [1, 1, 2, channels][index / 4 % 4]
      let isOdd = channels % groups != 0
      var conv = Operation.Convolution(
        channels: (isOdd ? 1 : groups) * (1 + random.index(below: 5)), kernel: extent(&random, 1...4),
        stride: extent(&random, 1...3), padding: extent(&random, 0...3), dilation: 1)
      (conv.groups, conv.bias) = (isOdd ? 1 : groups, random.chance(0.5))
      // The largest window that fits into 5 rows or columns.
      conv.dilation = Extent(
        height: conv.kernel.height <= 2 ? 1 + random.index(below: 3) : 1,
        width: conv.kernel.width <= 2 ? 1 + random.index(below: 3) : 1)
      return try make("conv2d-\(index)", &random, channels: channels) { $0.add(.conv2d(conv), [0], "it") }
    }
  }

  private static func pools() throws -> [ParityCase] {
    var random = RandomStream(seed: 2)
    return try (0..<18).map { index in
      let kernel = extent(&random, 1...5)
      let padding = Extent(
        height: random.index(below: kernel.height / 2 + 1), width: random.index(below: kernel.width / 2 + 1))
      let window = Operation.Pooling(kernel: kernel, stride: extent(&random, 1...3), padding: padding)
      let operation: Operation =
        index % 3 == 0 ? .maxPool(window) : .avgPool(window, countPadding: index % 3 == 1)
      return try make("pool-\(index)", &random) { $0.add(operation, [0], "it") }
    }
  }

  private static func reshapes() throws -> [ParityCase] {
    var random = RandomStream(seed: 3)
    let operations: [NASPlugin.Operation] = [
      .slice(start: 0, count: 6), .slice(start: 5, count: 1), .slice(start: 1, count: 4), .padChannels(6),
      .padChannels(11), .truncateChannels(1), .truncateChannels(5), .truncateChannels(6),
      .resizeNearest(height: 3, width: 17), .resizeNearest(height: 16, width: 2), .resizeNearest(height: 7, width: 7),
      .channelShuffle(groups: 1), .channelShuffle(groups: 2), .channelShuffle(groups: 3), .channelShuffle(groups: 6),
      .zero(stride: 1), .zero(stride: 2), .zero(stride: 3), .globalAvgPool, .identity,
      .pad(.init(top: -1, left: -1, bottom: 1, right: 1)), .pad(.init(top: 2, right: 3)),
      .pad(.init(left: -2, bottom: -3)), .pad(.init(top: -3, left: 4, bottom: 5, right: -1)),
    ]
    return try operations.enumerated().map { index, operation in
      try make("reshape-\(index)", &random, channels: 6) { $0.add(operation, [0], "it") }
    }
  }

  private static func pointwise() throws -> [ParityCase] {
    var random = RandomStream(seed: 4)
    let operations: [NASPlugin.Operation] = [.relu, .relu6, .hardSwish, .sigmoid, .tanh]
    return try operations.enumerated().flatMap { index, operation in
      [
        try make("pointwise-\(index)", &random) { $0.add(operation, [0], "it") },
        // Six times the images' range, so that both bends of relu6 and hard swish are met.
        try make("pointwise-wide-\(index)", &random) { builder in
          let six = builder.add(.add, [0, 0, 0, 0, 0, 0], "six")
          return builder.add(operation, [six], "it")
        },
        // Read by two: what the first reader computes must not be written over the input.
        try make("pointwise-shared-\(index)", &random) { builder in
          let sum = builder.add(.add, [0, 0], "sum")
          let it = builder.add(operation, [sum], "it")
          return builder.add(.multiply, [it, sum], "product")
        },
      ]
    }
  }

  private static func norms() throws -> [ParityCase] {
    var random = RandomStream(seed: 5)
    return try [true, false].flatMap { affine in
      try [true, false].map { isTraining in
        var parity = try make("norm-\(affine)-\(isTraining)", &random, isTraining: isTraining) {
          $0.add(.batchNorm(affine: affine), [0], "it")
        }
        if affine { parity.settings = ["batch_norm_momentum": .real(0.3), "batch_norm_epsilon": .real(1e-2)] }
        return parity
      }
    }
  }

  private static func joins() throws -> [ParityCase] {
    var random = RandomStream(seed: 6)
    return [
      try make("add", &random) { builder in
        let other = builder.add(.tanh, [0], "tanh")
        return builder.add(.add, [0, other, 0, other], "it")
      },
      try make("add-one", &random) { $0.add(.add, [0], "it") },
      try make("multiply", &random) { builder in
        let other = builder.add(.sigmoid, [0], "sigmoid")
        return builder.add(.multiply, [0, other, 0], "it")
      },
      try make("multiply-broadcast", &random, channels: 6) { builder in
        let mean = builder.add(.globalAvgPool, [0], "mean")
        let scale = builder.add(.linear(features: 6, bias: true), [mean], "linear")
        return builder.add(.multiply, [0, scale], "it")
      },
      try make("multiply-broadcast-first", &random, channels: 6) { builder in
        let mean = builder.add(.globalAvgPool, [0], "mean")
        return builder.add(.multiply, [builder.add(.sigmoid, [mean], "sigmoid"), 0], "it")
      },
      try make("linear", &random, channels: 7) { builder in
        let mean = builder.add(.globalAvgPool, [0], "mean")
        return builder.add(.linear(features: 5, bias: false), [mean], "it")
      },
      try make("concat", &random) { builder in
        let other = builder.add(.relu, [0], "relu")
        return builder.add(.concat, [other, 0, other], "it")
      },
      try auxiliary(&random),
    ]
  }

  /// Two classifiers, of which one counts by its weight: read by the cross-entropy.
  private static func auxiliary(_ random: inout RandomStream) throws -> ParityCase {
    var parity = try make("auxiliary", &random) { builder in
      let mean = builder.add(.globalAvgPool, [0], "mean")
      let logits = builder.add(.linear(features: 4, bias: true), [mean], "linear")
      builder.add(.auxiliaryOutput(weight: 0.3), [logits], "it")
      return 0
    }
    parity.readsOut = false
    return parity
  }
}
