/// A number that an evaluator measures: its name, its unit, and which way is better.
public struct Metric: Sendable, Hashable {
  /// The name by which objectives and constraints refer to it.
  public var name: String
  /// The unit to show beside its values; empty for plain numbers.
  public var unit: String
  /// Whether larger is better, where the study file does not say.
  public var isMaximized: Bool
  /// Whether it depends on the machine's clock: then it is stored and replayed, never measured again.
  public var isMeasured: Bool

  /// A metric, better when larger unless said otherwise.
  public init(_ name: String, unit: String = "", maximize: Bool = true, measured: Bool = false) {
    (self.name, self.unit, isMaximized, isMeasured) = (name, unit, maximize, measured)
  }
}
