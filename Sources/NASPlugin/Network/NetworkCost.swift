/// What a network costs for one image, and the shape after every node.
///
/// `params` counts trainable scalars (batch-norm scale and shift included, running statistics excluded);
/// `macs` counts multiply-accumulates of convolutions and linear layers only. Auxiliary heads count in both.
public struct NetworkCost: Sendable, Equatable {
  /// Trainable scalars of the whole network.
  public var params = 0
  /// Multiply-accumulates of the whole network, for one image.
  public var macs = 0
  /// The shape after each node, by index.
  public var shapes: [FeatureShape] = []
  /// The parameters of each node, by index.
  public var nodeParams: [Int] = []
  /// The multiply-accumulates of each node, by index.
  public var nodeMacs: [Int] = []
}

extension Network {
  /// Counts parameters and multiply-accumulates and infers every shape; one function for all spaces.
  ///
  /// Throws `.invalid` with the node's id where shapes do not fit each other.
  public func cost(for task: LearningTask) throws -> NetworkCost {
    var cost = NetworkCost()
    cost.shapes.reserveCapacity(nodes.count)
    cost.nodeParams.reserveCapacity(nodes.count)
    cost.nodeMacs.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() {
      guard node.inputs.allSatisfy({ $0 >= 0 && $0 < index }) else {
        throw NASError(.invalid, "node '\(node.id)' reads a node that does not come before it")
      }
      let inputs = node.inputs.map { cost.shapes[$0] }
      let shape = try node.outputShape(of: inputs, task: task)
      let (params, macs) = node.operation.count(input: inputs.first, output: shape)
      cost.shapes.append(shape)
      cost.nodeParams.append(params)
      cost.nodeMacs.append(macs)
      cost.params += params
      cost.macs += macs
    }
    return cost
  }
}

extension Operation {
  /// Parameters and multiply-accumulates of one node.
  func count(input: FeatureShape?, output: FeatureShape) -> (params: Int, macs: Int) {
    guard let input else { return (0, 0) }
    switch self {
    case .conv2d(let c):
      let weights = c.channels * (input.channels / c.groups) * c.kernel.height * c.kernel.width
      return (weights + (c.bias ? c.channels : 0), weights * output.area)
    case .linear(let features, let bias):
      return (features * input.channels + (bias ? features : 0), features * input.channels)
    case .batchNorm(let affine): return (affine ? 2 * input.channels : 0, 0)
    default: return (0, 0)
    }
  }
}
