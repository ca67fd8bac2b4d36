package import NASPlugin

/// What a forward pass needs to know beside weights and images.
package struct ForwardMode {
  /// Batch statistics, dropout and auxiliary outputs in training; running statistics and none of them otherwise.
  package var isTraining: Bool
  /// Draws the masks of dropout and drop path, in the order of the nodes that run.
  package var random: RandomStream
  /// Which alternatives of a supernet's choices are computed.
  package var routing: Routing = .whole
  /// Every drop path's probability is multiplied by this, 0 to 1: ScheduledDropPath raises it during training.
  package var dropPathScale = 1.0
  /// How much a batch counts in the running statistics of batch norm, 0 to 1.
  package var batchNormMomentum = 0.1
  /// Added to batch norm's variances.
  package var batchNormEpsilon = 1e-5

  /// Training or evaluation of a plain network.
  package init(isTraining: Bool, random: RandomStream = RandomStream(seed: 0)) {
    (self.isTraining, self.random) = (isTraining, random)
  }
}
