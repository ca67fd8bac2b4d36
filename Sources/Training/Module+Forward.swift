package import NASPlugin
package import Tensors

extension Module {
  /// What a forward pass gives.
  package struct Output {
    /// N×classes.
    package var logits: Tensor
    /// The logits of auxiliary heads, with the weight of each one's loss; none outside training.
    package var auxiliary: [(logits: Tensor, weight: Double)]

    /// Logits, with those of auxiliary heads.
    package init(logits: Tensor, auxiliary: [(logits: Tensor, weight: Double)]) {
      (self.logits, self.auxiliary) = (logits, auxiliary)
    }
  }

  /// Computes the logits of N×C×H×W images; throws `.invalid` where the mode's routing does not fit the network.
  package func forward(_ images: Tensor, _ mode: ForwardMode) throws -> Output {
    let route = try route(mode.routing, isTraining: mode.isTraining)
    var pass = ForwardPass(self, images, mode)
    for step in route.steps { try pass.run(step, of: route) }
    let auxiliary = try route.heads.map { (logits: try pass.value($0.node).flattened(), weight: $0.weight) }
    return Output(logits: try pass.value(route.output).flattened(), auxiliary: auxiliary)
  }

  /// Computes the logits of a plain network in training or evaluation.
  package func forward(_ images: Tensor, training: Bool, random: RandomStream = RandomStream(seed: 0)) throws -> Output
  {
    var mode = ForwardMode(isTraining: training, random: random)
    mode.batchNormEpsilon = batchNormEpsilon
    return try forward(images, mode)
  }
}
