import NASPlugin
import Tensors

/// Stochastic gradient descent with momentum (Nesterov's where asked for) and an L2 penalty, all parameters in one call.
///
/// v ← μ v + (g + λ w); w ← w − η (g + λ w + μ v) with Nesterov's momentum, else w ← w − η v, as PyTorch has it.
struct SGD: UpdateRule {
  private static let fused = Operator("aten::_fused_sgd_")
  private let v: [Tensor]
  private let μ: Double
  private let isNesterov: Bool

  init(_ parameters: [Tensor], _ recipe: Recipe) throws {
    (μ, isNesterov) = (recipe.momentum.value, recipe.nesterov.value)
    v = μ == 0 ? [] : try parameters.map { try $0.zerosLike() }
  }

  var memory: [(letter: String, tensors: [Tensor])] { [("v", v)] }

  func update(
    _ w: [Tensor], by g: [Tensor], at indices: [Int], learningRate η: Double, weightDecay λ: Double
  ) throws {
    // A first step is no special case: from v = 0 it is the same.
    try Self.fused.run(
      .tensors(w), .tensors(g), .tensors(v.isEmpty ? [] : v.at(indices)), .real(λ), .real(μ), .real(η), .real(0),
      .boolean(isNesterov), .boolean(false), .boolean(false))
  }
}
