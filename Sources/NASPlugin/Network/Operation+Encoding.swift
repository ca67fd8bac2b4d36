import CNASPlugin

extension Operation {
  /// Appends the attributes and says the operation's code.
  func write(_ pool: inout [Int64]) -> UInt32 {
    func put(_ values: Int...) { pool.append(contentsOf: values.lazy.map(Int64.init)) }
    func put(_ window: Pooling) {
      put(window.kernel.height, window.kernel.width, window.stride.height, window.stride.width)
      put(window.padding.height, window.padding.width)
    }
    func put(real: Double) { pool.append(Int64(bitPattern: real.bitPattern)) }
    switch self {
    case .input: return NAS_OP_INPUT
    case .conv2d(let c):
      put(c.channels, c.kernel.height, c.kernel.width, c.stride.height, c.stride.width, c.padding.height)
      put(c.padding.width, c.dilation.height, c.dilation.width, c.groups, c.bias ? 1 : 0)
      return NAS_OP_CONV2D
    case .linear(let features, let bias):
      put(features, bias ? 1 : 0)
      return NAS_OP_LINEAR
    case .batchNorm(let affine):
      put(affine ? 1 : 0)
      return NAS_OP_BATCH_NORM
    case .relu: return NAS_OP_RELU
    case .relu6: return NAS_OP_RELU6
    case .hardSwish: return NAS_OP_HARD_SWISH
    case .sigmoid: return NAS_OP_SIGMOID
    case .tanh: return NAS_OP_TANH
    case .maxPool(let window):
      put(window)
      return NAS_OP_MAX_POOL
    case .avgPool(let window, let countPadding):
      put(window)
      put(countPadding ? 1 : 0)
      return NAS_OP_AVG_POOL
    case .globalAvgPool: return NAS_OP_GLOBAL_AVG_POOL
    case .add: return NAS_OP_ADD
    case .multiply: return NAS_OP_MULTIPLY
    case .concat: return NAS_OP_CONCAT
    case .slice(let start, let count):
      put(start, count)
      return NAS_OP_SLICE
    case .padChannels(let channels):
      put(channels)
      return NAS_OP_PAD_CHANNELS
    case .truncateChannels(let channels):
      put(channels)
      return NAS_OP_TRUNCATE_CHANNELS
    case .resizeNearest(let height, let width):
      put(height, width)
      return NAS_OP_RESIZE_NEAREST
    case .channelShuffle(let groups):
      put(groups)
      return NAS_OP_CHANNEL_SHUFFLE
    case .identity: return NAS_OP_IDENTITY
    case .zero(let stride):
      put(stride)
      return NAS_OP_ZERO
    case .dropout(let probability):
      put(real: probability)
      return NAS_OP_DROPOUT
    case .dropPath(let probability):
      put(real: probability)
      return NAS_OP_DROP_PATH
    case .auxiliaryOutput(let weight):
      put(real: weight)
      return NAS_OP_AUXILIARY_OUTPUT
    case .choice(let choice):
      put(choice.decision)
      for a in choice.alternatives { put(Int(a.kind.rawValue), a.nodes.lowerBound, a.nodes.upperBound) }
      return NAS_OP_CHOICE
    }
  }
}
