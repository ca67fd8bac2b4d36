import NASPlugin
import Tensors

/// Draws the weights of a module, node by node.
///
/// The distributions are PyTorch's defaults, which the papers' code relied on: uniform within ±1/√fan-in for
/// convolutions and linear layers, one and zero for batch norm's scale and shift.
struct WeightMaker {
  let random: RandomSource
  let device: Device
  private(set) var parameters: [Module.NamedTensor] = []
  private(set) var statistics: [Module.NamedTensor] = []
  private var means: [(kind: Operation, shape: FeatureShape, mean: WindowMean?)] = []

  init(random: RandomSource, device: Device) { (self.random, self.device) = (random, device) }

  /// The layer of a node, with its tensors.
  mutating func layer(_ node: Network.Node, input: FeatureShape, output: FeatureShape) throws -> Layer {
    var layer = Layer(node, output: output)
    switch node.operation {
    case .conv2d(let c):
      let fanIn = input.channels / c.groups * c.kernel.height * c.kernel.width
      let shape = [c.channels, input.channels / c.groups, c.kernel.height, c.kernel.width]
      layer.weight = keep(try uniform(shape, fanIn: fanIn, node.id + ".weight"), node.id + ".weight")
      if c.bias { layer.bias = keep(try uniform([c.channels], fanIn: fanIn, node.id + ".bias"), node.id + ".bias") }
    case .linear(let features, let bias):
      let shape = [features, input.channels]
      layer.weight = keep(try uniform(shape, fanIn: input.channels, node.id + ".weight"), node.id + ".weight")
      if bias {
        layer.bias = keep(try uniform([features], fanIn: input.channels, node.id + ".bias"), node.id + ".bias")
      }
    case .batchNorm(let affine):
      if affine {
        layer.weight = keep(try constant(1, input.channels), node.id + ".weight")
        layer.bias = keep(try constant(0, input.channels), node.id + ".bias")
      }
      layer.mean = keep(statistic: try constant(0, input.channels), node.id + ".running_mean")
      layer.variance = keep(statistic: try constant(1, input.channels), node.id + ".running_var")
    case .avgPool(let window, let countPadding) where device == .cpu:
      layer.windowMean = try windowMean(window, countPadding, input, output)
    default: break
    }
    return layer
  }

  /// Pools of one kind and shape share their constants.
  private mutating func windowMean(
    _ window: Operation.Pooling, _ countPadding: Bool, _ input: FeatureShape, _ output: FeatureShape
  ) throws -> WindowMean? {
    let kind = Operation.avgPool(window, countPadding: countPadding)
    if let known = means.first(where: { $0.kind == kind && $0.shape == input }) { return known.mean }
    let mean = try WindowMean(window, countPadding: countPadding, of: input, keeping: output)
    means.append((kind, input, mean))
    return mean
  }

  private func uniform(_ shape: [Int], fanIn: Int, _ name: String) throws -> Tensor {
    var stream = random.stream(name)
    let bound = 1 / Double(fanIn).squareRoot()
    return try make((0..<shape.reduce(1, *)).map { _ in Float((2 * stream.uniform() - 1) * bound) }, shape)
  }

  private func constant(_ value: Float, _ count: Int) throws -> Tensor {
    try make(Array(repeating: value, count: count), [count])
  }

  /// Every tensor of a module is made here, with channels innermost in memory where it has any.
  private func make(_ values: [Float], _ shape: [Int]) throws -> Tensor {
    let tensor = try Tensor(values, shape: shape)
    return try (shape.count == 4 ? try tensor.channelsLast() : tensor).on(device)
  }

  private mutating func keep(_ tensor: Tensor, _ name: String) -> Tensor {
    parameters.append(Module.NamedTensor(name: name, tensor: tensor))
    return tensor
  }

  private mutating func keep(statistic tensor: Tensor, _ name: String) -> Tensor {
    statistics.append(Module.NamedTensor(name: name, tensor: tensor))
    return tensor
  }
}
