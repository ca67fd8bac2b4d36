import NASPlugin
import Tensors

/// Adam (Kingma and Ba 2015), and AdamW, which decays the weights themselves (Loshchilov and Hutter 2019).
///
/// m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// Adam's penalty makes g into g + λ w; AdamW first takes η λ w from w. Every parameter counts its own steps t.
struct Adam: UpdateRule {
  private static let adam = Operator("aten::_fused_adam_")
  private static let adamW = Operator("aten::_fused_adamw_")
  private static let increase = Operator("aten::_foreach_add_.Scalar")
  private let m: [Tensor]
  private let v: [Tensor]
  private let t: [Tensor]
  private let (β1, β2, ε): (Double, Double, Double)
  private let isDecoupled: Bool

  init(_ parameters: [Tensor], _ recipe: Recipe, isDecoupled: Bool) throws {
    (β1, β2, ε) = (recipe.beta1.value, recipe.beta2.value, recipe.epsilon.value)
    self.isDecoupled = isDecoupled
    m = try parameters.map { try $0.zerosLike() }
    v = try parameters.map { try $0.zerosLike() }
    t = try parameters.map { _ in try Tensor([0], shape: []) }
  }

  var memory: [(letter: String, tensors: [Tensor])] { [("m", m), ("v", v), ("t", t)] }

  func update(
    _ w: [Tensor], by g: [Tensor], at indices: [Int], learningRate η: Double, weightDecay λ: Double
  ) throws {
    let t = t.at(indices)
    try Self.increase.run(.tensors(t), .integer(1))
    try (isDecoupled ? Self.adamW : Self.adam).run(
      .tensors(w), .tensors(g), .tensors(m.at(indices)), .tensors(v.at(indices)), .tensors([]), .tensors(t), .real(η),
      .real(β1), .real(β2), .real(λ), .real(ε), .boolean(false), .boolean(false))
  }
}
