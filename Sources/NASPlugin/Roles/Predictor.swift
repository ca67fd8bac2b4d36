/// Learns a metric from outcomes and predicts it for architectures not yet evaluated.
public protocol Predictor {
  /// Learns from scratch: one value per architecture.
  mutating func fit(_ architectures: [Architecture], values: [Double]) throws
  /// Mean and variance for each architecture.
  mutating func predict(_ architectures: [Architecture]) throws -> [Prediction]
}

/// A predicted value with its uncertainty.
public struct Prediction: Sendable, Equatable {
  public var mean: Double
  public var variance: Double

  /// A mean and a variance.
  public init(mean: Double, variance: Double) { (self.mean, self.variance) = (mean, variance) }
}
