import NASPlugin
import Tensors

/// One node of a module with its tensors.
struct Layer {
  var operation: Operation
  var inputs: [Int]
  var weight: Tensor?
  var bias: Tensor?
  var mean: Tensor?
  var variance: Tensor?

  init(_ node: Network.Node) { (operation, inputs) = (node.operation, node.inputs) }
}

/// What a forward pass needs to know beside the weights.
struct ForwardMode {
  var isTraining: Bool
  /// Draws for dropout and drop path, from the seeded generator of libtorch's host side: masks are made here.
  var random: RandomStream
}

extension Layer {
  static let batchNormMomentum = 0.1
  static let batchNormEpsilon = 1e-5

  /// The output for inputs that were computed before.
  func forward(_ x: [Tensor], _ mode: inout ForwardMode) throws -> Tensor {
    guard let first = x.first else { throw NASError(.internal, "a layer without input was asked to compute") }
    switch operation {
    case .conv2d(let c):
      guard let weight else { throw NASError(.internal, "a convolution has no weight") }
      return try first.conv2d(
        weight, bias: bias, stride: c.stride, padding: c.padding, dilation: c.dilation, groups: c.groups)
    case .linear(let features, _):
      guard let weight else { throw NASError(.internal, "a linear layer has no weight") }
      return try first.flattened().linear(weight, bias: bias).asPixel(channels: features)
    case .batchNorm:
      guard let mean, let variance else { throw NASError(.internal, "a batch norm has no statistics") }
      return try first.batchNorm(
        weight, bias, mean: mean, variance: variance, training: mode.isTraining, momentum: Self.batchNormMomentum,
        epsilon: Self.batchNormEpsilon)
    case .relu: return try first.relu()
    case .relu6: return try first.relu6()
    case .hardSwish: return try first.hardSwish()
    case .sigmoid: return try first.sigmoid()
    case .tanh: return try first.tanh()
    case .maxPool(let p): return try first.maxPool(p.kernel, stride: p.stride, padding: p.padding)
    case .avgPool(let p, let countPadding):
      return try first.avgPool(p.kernel, stride: p.stride, padding: p.padding, countPadding: countPadding)
    case .globalAvgPool: return try first.globalAvgPool()
    case .add: return try x.dropFirst().reduce(first) { try $0.adding($1) }
    case .multiply: return try x.dropFirst().reduce(first) { try $0.multiplied(by: $1) }
    case .concat: return try Tensor.concatenated(x, along: 1)
    default: return try reshaped(first, &mode)
    }
  }

  private func reshaped(_ x: Tensor, _ mode: inout ForwardMode) throws -> Tensor {
    switch operation {
    case .slice(let start, let count): return try x.narrowed(1, start: start, count: count)
    case .padChannels(let channels): return try x.padded(channels: channels - x.shape[1])
    case .truncateChannels(let channels): return try x.narrowed(1, start: 0, count: channels)
    case .resizeNearest(let height, let width): return try x.resizedNearest(height: height, width: width)
    case .channelShuffle(let groups): return try x.channelShuffled(groups: groups)
    case .zero(let stride):
      let zeros = try x.zerosLike()
      return stride == 1 ? zeros : try zeros.strided(2, by: stride).strided(3, by: stride)
    case .dropout(let probability): return try dropped(x, probability, perSample: false, &mode)
    case .dropPath(let probability): return try dropped(x, probability, perSample: true, &mode)
    default: return x
    }
  }

  /// Zeroes elements, or whole samples, and scales the rest up so that the mean stays.
  private func dropped(_ x: Tensor, _ probability: Double, perSample: Bool, _ mode: inout ForwardMode) throws -> Tensor
  {
    guard mode.isTraining, probability > 0 else { return x }
    let shape = try x.shape
    let kept = perSample ? [shape[0]] + Array(repeating: 1, count: shape.count - 1) : shape
    let scale = Float(1 / (1 - probability))
    let mask = (0..<kept.reduce(1, *)).map { _ in mode.random.chance(probability) ? 0 : scale }
    return try x.multiplied(by: try Tensor(mask, shape: kept))
  }
}
