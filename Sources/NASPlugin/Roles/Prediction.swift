/// A predicted value with its uncertainty.
public struct Prediction: Sendable, Equatable {
  /// The expected value, in the unit of the values that were fitted.
  public var mean: Double
  /// The variance of that expectation, in the unit squared; 0 where the method has none.
  public var variance: Double

  /// A mean and a variance.
  public init(mean: Double, variance: Double) { (self.mean, self.variance) = (mean, variance) }
}
