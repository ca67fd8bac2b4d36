import NASPlugin
import Tensors

/// RMSProp (Tieleman and Hinton 2012), in the forms of PyTorch and TensorFlow, which NASNet was trained with.
///
/// s ← ρ s + (1 − ρ) g² with g + λ w for g. PyTorch: v ← μ v + g / (√s + ε), w ← w − η v, from s = 0.
/// TensorFlow: v ← μ v + η g / √(s + ε), w ← w − v, from s = 1.
struct RMSProp: UpdateRule {
  private enum Call {
    static let add = Operator("aten::_foreach_add_.List")
    static let addScalar = Operator("aten::_foreach_add_.Scalar")
    static let scale = Operator("aten::_foreach_mul_.Scalar")
    static let addProducts = Operator("aten::_foreach_addcmul_.Scalar")
    static let addQuotients = Operator("aten::_foreach_addcdiv_.Scalar")
    static let copy = Operator("aten::_foreach_copy_")
    static let root = Operator("aten::_foreach_sqrt_")
  }
  private let s: [Tensor]
  private let v: [Tensor]
  private let divisors: [Tensor]
  private let (ρ, μ, ε): (Double, Double, Double)
  private let isTensorFlow: Bool

  init(_ parameters: [Tensor], _ recipe: Recipe, isTensorFlow: Bool) throws {
    (ρ, μ, ε) = (recipe.rmsDecay.value, recipe.momentum.value, recipe.epsilon.value)
    self.isTensorFlow = isTensorFlow
    s = try parameters.map { try $0.zerosLike() }
    v = try parameters.map { try $0.zerosLike() }
    divisors = try parameters.map { try $0.zerosLike() }
    if isTensorFlow, !s.isEmpty { try Call.addScalar.run(.tensors(s), .integer(1)) }
  }

  var memory: [(letter: String, tensors: [Tensor])] { [("s", s), ("v", v)] }

  func update(
    _ w: [Tensor], by g: [Tensor], at indices: [Int], learningRate η: Double, weightDecay λ: Double
  ) throws {
    let (s, v, d) = (s.at(indices), v.at(indices), divisors.at(indices))
    if λ != 0 { try Call.add.run(.tensors(g), .tensors(w), .real(λ)) }
    try Call.scale.run(.tensors(s), .real(ρ))
    try Call.addProducts.run(.tensors(s), .tensors(g), .tensors(g), .real(1 - ρ))
    try Call.copy.run(.tensors(d), .tensors(s))
    if isTensorFlow { try Call.addScalar.run(.tensors(d), .real(ε)) }
    try Call.root.run(.tensors(d))
    if !isTensorFlow { try Call.addScalar.run(.tensors(d), .real(ε)) }
    try Call.scale.run(.tensors(v), .real(μ))
    try Call.addQuotients.run(.tensors(v), .tensors(g), .tensors(d), .real(isTensorFlow ? η : 1))
    try Call.add.run(.tensors(w), .tensors(v), .real(isTensorFlow ? -1 : -η))
  }
}
