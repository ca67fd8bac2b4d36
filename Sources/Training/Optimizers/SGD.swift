import NASPlugin
import Tensors

/// Stochastic gradient descent with momentum (Nesterov's where asked for) and an L2 penalty, all parameters in one call.
///
/// v ← μ v + (g + λ w); w ← w − η (g + λ w + μ v) with Nesterov's momentum, else w ← w − η v, as PyTorch has it.
struct SGD {
  private static let fused = Operator("aten::_fused_sgd_")
  private let parameters: [Tensor]
  private let velocities: [Tensor]
  private let recipe: Recipe
  private var isFirstStep = true

  init(_ parameters: [Tensor], recipe: Recipe) throws {
    (self.parameters, self.recipe) = (parameters, recipe)
    velocities = recipe.momentum.value == 0 ? [] : try parameters.map { try $0.zerosLike() }
  }

  /// Changes the parameters by their gradients and forgets the gradients.
  mutating func step(learningRate: Double) throws {
    let pairs = try parameters.enumerated().compactMap { index, tensor in try tensor.gradient().map { (index, $0) } }
    let gradients = pairs.map(\.1)
    try clip(gradients)
    try Self.fused.run(
      .tensors(pairs.map { parameters[$0.0] }), .tensors(gradients),
      .tensors(velocities.isEmpty ? [] : pairs.map { velocities[$0.0] }), .real(recipe.weightDecay.value),
      .real(recipe.momentum.value), .real(learningRate), .real(0), .boolean(recipe.nesterov.value), .boolean(false),
      .boolean(isFirstStep))
    isFirstStep = false
    for parameter in parameters { parameter.clearGradient() }
  }

  /// Scales the gradients down where their common norm is above the recipe's.
  private func clip(_ gradients: [Tensor]) throws {
    let limit = recipe.clipNorm.value
    guard limit > 0, !gradients.isEmpty else { return }
    let norm = try Tensor.stacked(try gradients.map { try $0.norm() }).norm().item()
    guard norm > limit else { return }
    for gradient in gradients { try gradient.scaleInPlace(by: limit / (norm + 1e-6)) }
  }
}
