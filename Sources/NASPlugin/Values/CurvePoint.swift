/// Intermediate metrics at a step of an evaluation, such as an epoch.
public struct CurvePoint: Sendable, Equatable {
  /// Where in the evaluation: epochs, or whatever the evaluator counts; increasing within a curve.
  public var step: Double
  /// One number per metric of the evaluator, in its order.
  public var metrics: [Double]

  /// Metrics at a step.
  public init(step: Double, metrics: [Double]) { (self.step, self.metrics) = (step, metrics) }
}
