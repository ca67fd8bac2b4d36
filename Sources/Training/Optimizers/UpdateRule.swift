import Tensors

/// How gradients change weights: one rule, applied to a group of parameters in few calls.
///
/// A parameter without gradient in a step is left out, with what the rule remembers of it: the alternatives that a
/// single path did not touch neither decay nor drift.
protocol UpdateRule {
  /// What the rule remembers, one list of tensors for each of its letters, in the order of the parameters.
  var memory: [(letter: String, tensors: [Tensor])] { get }

  /// Changes the parameters at `indices` by their gradients.
  ///
  /// `parameters` and `gradients` are as long as `indices`, which say their places among all parameters.
  func update(
    _ parameters: [Tensor], by gradients: [Tensor], at indices: [Int], learningRate: Double, weightDecay: Double) throws
}

extension [Tensor] {
  /// The tensors at some places; all of them without a copy where the places are all.
  func at(_ indices: [Int]) -> [Tensor] { indices.count == count ? self : indices.map { self[$0] } }
}
