/// Learns a metric from outcomes and predicts it for architectures not yet evaluated.
public protocol Predictor {
  /// Learns from scratch: one value per architecture.
  mutating func fit(_ architectures: [Architecture], values: [Double]) throws
  /// Mean and variance for each architecture.
  mutating func predict(_ architectures: [Architecture]) throws -> [Prediction]
}
