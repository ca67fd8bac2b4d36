/// A number that an evaluator measures: its name, its unit, and which way is better.
public struct Metric: Sendable, Hashable {
  public var name: String
  public var unit: String
  public var isMaximized: Bool
  /// Whether it depends on the machine's clock: then it is stored and replayed, never measured again.
  public var isMeasured: Bool

  /// A metric, better when larger unless said otherwise.
  public init(_ name: String, unit: String = "", maximize: Bool = true, measured: Bool = false) {
    (self.name, self.unit, isMaximized, isMeasured) = (name, unit, maximize, measured)
  }
}
