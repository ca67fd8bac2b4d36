import NASPlugin
package import Tensors

extension Module {
  /// Sets the statistics of the batch norms on a path to the mean of those of `count` batches.
  ///
  /// A supernet's running statistics are a mixture over the paths that trained it, so a path is measured only after
  /// this. `batch` gives the images of a batch of training data by number. Weights and other batch norms stay as they
  /// are; throws `.invalid` for less than one batch and for a routing that does not fit the network.
  package func recalibrate(_ routing: Routing, count: Int, batch: (Int) throws -> Tensor) throws {
    guard count > 0 else {
      throw NASError(.invalid, "batch norm cannot be recalibrated on \(count) batches", hint: "give at least one")
    }
    var mode = ForwardMode(isTraining: true)
    (mode.routing, mode.batchNormEpsilon, mode.dropPathScale) = (routing, batchNormEpsilon, 0)
    try torch.withoutGradient {
      for layer in try route(routing, isTraining: true).steps.map({ layers[$0.node] }) {
        try layer.mean?.fill(0)
        try layer.variance?.fill(1)
      }
      for number in 0..<count {
        // The first batch counts whole, the second half, the third a third: in the end each counts the same.
        mode.batchNormMomentum = 1 / Double(number + 1)
        mode.random = RandomStream(seed: UInt64(number))
        _ = try forward(batch(number), mode)
      }
    }
  }
}
