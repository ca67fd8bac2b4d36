import NASPlugin
import Tensors

/// Keeps gradients small: each element by a value, then all together by their norm (Pascanu and others 2013).
struct GradientClipping {
  private static let atLeast = Operator("aten::_foreach_clamp_min_.Scalar")
  private static let atMost = Operator("aten::_foreach_clamp_max_.Scalar")
  private static let scale = Operator("aten::_foreach_mul_.Scalar")
  private let largestNorm: Double
  private let largestValue: Double

  init(_ recipe: Recipe) { (largestNorm, largestValue) = (recipe.clipNorm.value, recipe.clipValue.value) }

  /// Changes the gradients in place.
  func clip(_ gradients: [Tensor]) throws {
    guard !gradients.isEmpty else { return }
    if largestValue > 0 {
      try Self.atLeast.run(.tensors(gradients), .real(-largestValue))
      try Self.atMost.run(.tensors(gradients), .real(largestValue))
    }
    guard largestNorm > 0 else { return }
    let norm = try Tensor.stacked(try gradients.map { try $0.norm() }).norm().item()
    guard norm > largestNorm else { return }
    try Self.scale.run(.tensors(gradients), .real(largestNorm / (norm + 1e-6)))
  }
}
