/// How much to train: a fraction of the recipe, or a number of epochs or steps.
public struct Fidelity: Sendable, Hashable {
  /// What `amount` counts.
  public enum Unit: UInt32, Sendable, CaseIterable {
    case fraction, epochs, steps
  }

  public var amount: Double
  public var unit: Unit

  /// A fidelity.
  public init(_ amount: Double, _ unit: Unit) { (self.amount, self.unit) = (amount, unit) }
}
