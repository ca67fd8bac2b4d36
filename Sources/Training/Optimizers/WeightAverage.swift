import NASPlugin
import Tensors

/// The exponential average of a module's weights and statistics (Polyak and Juditsky 1992; as NASNet was evaluated).
///
/// a ← d a + (1 − d) w after every step, beginning with a = w after the first.
struct WeightAverage {
  private static let mix = Operator("aten::_foreach_lerp_.Scalar")
  private static let copyAll = Operator("aten::_foreach_copy_")
  private let weights: [Tensor]
  private let averages: [Tensor]
  private let names: [String]
  private let decay: Double

  init(_ module: Module, decay: Double) throws {
    (weights, names, self.decay) = (module.state.map(\.tensor), module.state.map(\.name), decay)
    averages = try weights.map { try $0.zerosLike() }
  }

  /// Takes the weights after a step in; gradients are not recorded then.
  func update(step: Int) throws {
    guard step > 0 else { return try Self.copyAll.run(.tensors(averages), .tensors(weights)) }
    try Self.mix.run(.tensors(averages), .tensors(weights), .real(1 - decay))
  }

  /// Runs the body while the module holds the averages; the weights come back after it.
  func whileHeld<R>(_ body: () throws -> R) throws -> R {
    let torch = try Torch()
    let kept = try torch.withoutGradient {
      let kept = try weights.map { try $0.zerosLike() }
      try Self.copyAll.run(.tensors(kept), .tensors(weights))
      try hold()
      return kept
    }
    let result = Result(catching: body)
    try torch.withoutGradient { try Self.copyAll.run(.tensors(weights), .tensors(kept)) }
    return try result.get()
  }

  /// Gives the averages to the module for good; gradients are not recorded then.
  func hold() throws { try Self.copyAll.run(.tensors(weights), .tensors(averages)) }

  /// The averages by name, for a checkpoint.
  var memory: [Module.NamedTensor] {
    zip(names, averages).map { Module.NamedTensor(name: "\($0)/average", tensor: $1) }
  }
}
