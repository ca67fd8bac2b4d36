/// How much to train: a fraction of the recipe, or a number of epochs or steps.
public struct Fidelity: Sendable, Hashable {
  /// What `amount` counts.
  public enum Unit: UInt32, Sendable, CaseIterable {
    case fraction, epochs, steps
  }

  /// Positive; a fraction may exceed 1.
  public var amount: Double
  /// What it counts.
  public var unit: Unit

  /// A fidelity.
  public init(_ amount: Double, _ unit: Unit) { (self.amount, self.unit) = (amount, unit) }
}
