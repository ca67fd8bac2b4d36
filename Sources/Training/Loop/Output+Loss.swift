package import Tensors

extension Module.Output {
  /// Cross-entropy in fp32, with the auxiliary heads' by their weights.
  ///
  /// `smoothing` is the share of the target that is spread over all classes (Szegedy et al. 2016).
  package func loss(_ labels: Tensor, smoothing: Double = 0) throws -> Tensor {
    let main = try logits.converted(to: .float).crossEntropy(labels, smoothing: smoothing)
    return try auxiliary.reduce(main) { sum, head in
      let loss = try head.logits.converted(to: .float).crossEntropy(labels, smoothing: smoothing)
      return try sum.adding(try loss.scaled(by: head.weight))
    }
  }
}
