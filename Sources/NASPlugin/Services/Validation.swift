/// How a module does on images that it was not trained on.
public struct Validation: Sendable, Equatable {
  /// Mean cross-entropy.
  public var loss: Double
  /// Share of the images whose label has the largest logit, 0 to 1.
  public var accuracy: Double
  /// Share of the images for whose label fewer than five logits are larger, 0 to 1.
  public var top5: Double

  /// The three measures.
  public init(loss: Double, accuracy: Double, top5: Double) {
    (self.loss, self.accuracy, self.top5) = (loss, accuracy, top5)
  }
}
