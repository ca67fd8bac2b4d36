import NASPlugin
import Tensors
import Training

/// Computes every node of a plain network one after another, with nothing folded, shared, left out or written over.
///
/// What routes give is compared with it.
struct ReferencePass {
  let module: Module
  private let tensors: [String: Tensor]

  init(_ module: Module) {
    self.module = module
    tensors = Dictionary(uniqueKeysWithValues: module.state.map { ($0.name, $0.tensor) })
  }

  /// The values of all nodes.
  func values(_ images: Tensor, training: Bool) throws -> [Tensor] {
    var values: [Tensor] = []
    for node in module.network.nodes {
      values.append(try node.inputs.isEmpty ? images : value(node, node.inputs.map { values[$0] }, training))
    }
    return values
  }

  func logits(_ images: Tensor, training: Bool) throws -> Tensor {
    let values = try values(images, training: training)
    return try values[values.count - 1].flattened()
  }

  private func value(_ node: Network.Node, _ inputs: [Tensor], _ training: Bool) throws -> Tensor {
    let x = inputs[0]
    func own(_ name: String) -> Tensor? { tensors["\(node.id).\(name)"] }
    func needed(_ name: String) throws -> Tensor {
      guard let tensor = own(name) else { throw NASError(.internal, "node '\(node.id)' has no \(name)") }
      return tensor
    }
    switch node.operation {
    case .conv2d(let c):
      return try x.conv2d(
        needed("weight"), bias: own("bias"), stride: c.stride, padding: c.padding, dilation: c.dilation,
        groups: c.groups)
    case .linear(let features, _):
      return try x.flattened().linear(needed("weight"), bias: own("bias")).asPixel(channels: features)
    case .batchNorm:
      return try x.batchNorm(
        own("weight"), own("bias"), mean: needed("running_mean"), variance: needed("running_var"), training: training,
        momentum: 0.1, epsilon: 1e-5)
    case .relu: return try x.relu()
    case .hardSwish: return try x.hardSwish()
    case .sigmoid: return try x.sigmoid()
    case .tanh: return try x.tanh()
    case .maxPool(let p): return try x.maxPool(p.kernel, stride: p.stride, padding: p.padding)
    case .avgPool(let p, let counted):
      return try x.avgPool(p.kernel, stride: p.stride, padding: p.padding, countPadding: counted)
    case .globalAvgPool: return try x.globalAvgPool()
    case .add: return try inputs.dropFirst().reduce(x) { try $0.adding($1) }
    case .multiply: return try inputs.dropFirst().reduce(x) { try $0.multiplied(by: $1) }
    case .concat: return try Tensor.concatenated(inputs, along: 1)
    case .slice(let start, let count): return try x.narrowed(1, start: start, count: count)
    case .channelShuffle(let groups): return try x.channelShuffled(groups: groups)
    case .identity, .dropout, .dropPath, .auxiliaryOutput: return x
    case .zero: return try x.zerosLike()
    default: throw NASError(.internal, "the reference does not know \(node.operation)")
    }
  }
}
