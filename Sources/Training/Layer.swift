import NASPlugin
import Tensors

/// One node of a module with its tensors.
struct Layer {
  var operation: Operation
  /// The shape of one image's result.
  var output: FeatureShape
  var weight: Tensor?
  var bias: Tensor?
  var mean: Tensor?
  var variance: Tensor?
  /// A quicker way to pool bf16 images.
  var windowMean: WindowMean?

  init(_ node: Network.Node, output: FeatureShape) { (operation, self.output) = (node.operation, output) }
}

extension Layer {
  /// The value for inputs that were computed before; `inPlace` allows to write it over the first of them.
  func forward(_ inputs: [Tensor], inPlace: Bool, _ mode: inout ForwardMode) throws -> Tensor {
    guard let x = inputs.first else { throw NASError(.internal, "a layer without input was asked to compute") }
    switch operation {
    case .add: return try Self.sum(inputs, inPlace: inPlace)
    case .multiply: return try inputs.dropFirst().reduce(x) { try $0.multiplied(by: $1) }
    case .concat: return try Tensor.concatenated(inputs, along: 1)
    case .dropout(let probability): return try dropped(x, probability, inPlace, &mode) { try $0.perElement($1, &$2) }
    case .dropPath(let probability):
      return try dropped(x, probability * mode.dropPathScale, inPlace, &mode) { try $0.perSample($1, &$2) }
    case .relu: return inPlace ? try x.reluInPlace() : try x.relu()
    case .conv2d, .linear, .batchNorm: return try weighted(x, mode)
    default: return try pure(x)
    }
  }

  /// Sums from left to right; after the first addition, into the sum.
  static func sum(_ inputs: [Tensor], inPlace: Bool) throws -> Tensor {
    guard inputs.count > 1 else { return inputs[0] }
    let first = inPlace ? try inputs[0].addingInPlace(inputs[1]) : try inputs[0].adding(inputs[1])
    return try inputs.dropFirst(2).reduce(first) { try $0.addingInPlace($1) }
  }

  private func weighted(_ x: Tensor, _ mode: ForwardMode) throws -> Tensor {
    switch operation {
    case .conv2d(let c):
      guard let weight else { throw NASError(.internal, "a convolution has no weight") }
      return try x.conv2d(
        weight, bias: bias, stride: c.stride, padding: c.padding, dilation: c.dilation, groups: c.groups)
    case .linear(let features, _):
      guard let weight else { throw NASError(.internal, "a linear layer has no weight") }
      return try x.flattened().linear(weight, bias: bias).asPixel(channels: features)
    default:
      guard let mean, let variance else { throw NASError(.internal, "a batch norm has no statistics") }
      return try x.batchNorm(
        weight, bias, mean: mean, variance: variance, training: mode.isTraining, momentum: mode.batchNormMomentum,
        epsilon: mode.batchNormEpsilon)
    }
  }

  /// Functions of one input without weights.
  private func pure(_ x: Tensor) throws -> Tensor {
    switch operation {
    case .relu6: try x.relu6()
    case .hardSwish: try x.hardSwish()
    case .sigmoid: try x.sigmoid()
    case .tanh: try x.tanh()
    case .maxPool(let p): try x.maxPool(p.kernel, stride: p.stride, padding: p.padding)
    case .avgPool(let p, let countPadding):
      if let windowMean, try x.scalarType == .bfloat16 {
        try windowMean(x)
      } else {
        try x.avgPool(p.kernel, stride: p.stride, padding: p.padding, countPadding: countPadding)
      }
    case .globalAvgPool: try x.globalAvgPool()
    case .slice(let start, let count): try x.narrowed(1, start: start, count: count)
    case .padChannels(let channels): try x.padded(channels: channels - x.shape[1])
    case .truncateChannels(let channels): try x.narrowed(1, start: 0, count: channels)
    case .pad(let margins): try x.padded(margins)
    case .resizeNearest(let height, let width): try x.resizedNearest(height: height, width: width)
    case .channelShuffle(let groups): try x.channelShuffled(groups: groups)
    default: throw NASError(.internal, "an operation that computes nothing was asked to compute")
    }
  }

  /// Zeroes elements, or whole samples, and scales the rest up so that the mean stays.
  private func dropped(
    _ x: Tensor, _ probability: Double, _ inPlace: Bool, _ mode: inout ForwardMode,
    draw: (DropMask, [Int], inout RandomStream) throws -> Tensor
  ) throws -> Tensor {
    guard mode.isTraining, probability > 0 else { return x }
    let mask = try draw(DropMask(probability: probability), x.shape, &mode.random).converted(like: x)
    return inPlace ? try x.multipliedInPlace(by: mask) : try x.multiplied(by: mask)
  }
}
