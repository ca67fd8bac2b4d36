import CNASPlugin

extension Operation {
  /// Appends the attributes and says the operation's code.
  func write(_ pool: inout [Int64]) -> UInt32 {
    writeAttributes(&pool)
    return code
  }

  /// The operation's number in the network buffer.
  private var code: UInt32 {
    switch self {
    case .input: NAS_OP_INPUT
    case .conv2d: NAS_OP_CONV2D
    case .linear: NAS_OP_LINEAR
    case .batchNorm: NAS_OP_BATCH_NORM
    case .relu: NAS_OP_RELU
    case .relu6: NAS_OP_RELU6
    case .hardSwish: NAS_OP_HARD_SWISH
    case .sigmoid: NAS_OP_SIGMOID
    case .tanh: NAS_OP_TANH
    case .maxPool: NAS_OP_MAX_POOL
    case .avgPool: NAS_OP_AVG_POOL
    case .globalAvgPool: NAS_OP_GLOBAL_AVG_POOL
    case .add: NAS_OP_ADD
    case .multiply: NAS_OP_MULTIPLY
    case .concat: NAS_OP_CONCAT
    case .slice: NAS_OP_SLICE
    case .padChannels: NAS_OP_PAD_CHANNELS
    case .truncateChannels: NAS_OP_TRUNCATE_CHANNELS
    case .pad: NAS_OP_PAD
    case .resizeNearest: NAS_OP_RESIZE_NEAREST
    case .channelShuffle: NAS_OP_CHANNEL_SHUFFLE
    case .identity: NAS_OP_IDENTITY
    case .zero: NAS_OP_ZERO
    case .dropout: NAS_OP_DROPOUT
    case .dropPath: NAS_OP_DROP_PATH
    case .auxiliaryOutput: NAS_OP_AUXILIARY_OUTPUT
    case .choice: NAS_OP_CHOICE
    }
  }

  /// Appends the attributes, in the order that stands beside the code in `nas_plugin.h`.
  private func writeAttributes(_ pool: inout [Int64]) {
    switch self {
    case .input, .relu, .relu6, .hardSwish, .sigmoid, .tanh, .globalAvgPool, .add, .multiply, .concat, .identity: break
    case .conv2d(let convolution): convolution.write(&pool)
    case .linear(let features, let bias): pool.put(features, bias ? 1 : 0)
    case .batchNorm(let affine): pool.put(affine ? 1 : 0)
    case .maxPool(let window): window.write(&pool)
    case .avgPool(let window, let countPadding):
      window.write(&pool)
      pool.put(countPadding ? 1 : 0)
    case .slice(let start, let count): pool.put(start, count)
    case .padChannels(let channels), .truncateChannels(let channels): pool.put(channels)
    case .pad(let margins): pool.put(margins.top, margins.left, margins.bottom, margins.right)
    case .resizeNearest(let height, let width): pool.put(height, width)
    case .channelShuffle(let groups): pool.put(groups)
    case .zero(let stride): pool.put(stride)
    case .dropout(let real), .dropPath(let real), .auxiliaryOutput(let real): pool.put(real: real)
    case .choice(let choice): choice.write(&pool)
    }
  }
}

extension Operation.Convolution {
  fileprivate func write(_ pool: inout [Int64]) {
    pool.put(channels, kernel.height, kernel.width, stride.height, stride.width, padding.height)
    pool.put(padding.width, dilation.height, dilation.width, groups, bias ? 1 : 0)
  }
}

extension Operation.Pooling {
  fileprivate func write(_ pool: inout [Int64]) {
    pool.put(kernel.height, kernel.width, stride.height, stride.width)
    pool.put(padding.height, padding.width)
  }
}

extension Operation.Choice {
  fileprivate func write(_ pool: inout [Int64]) {
    pool.put(decision)
    for alternative in alternatives {
      pool.put(Int(alternative.kind.rawValue), alternative.nodes.lowerBound, alternative.nodes.upperBound)
    }
  }
}

extension [Int64] {
  fileprivate mutating func put(_ values: Int...) { append(contentsOf: values.lazy.map(Int64.init)) }

  fileprivate mutating func put(real: Double) { append(Int64(bitPattern: real.bitPattern)) }
}
