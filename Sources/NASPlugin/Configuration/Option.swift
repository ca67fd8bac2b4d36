/// One setting of a component: its default, its range, and the sentence that `nas describe` shows.
///
/// ```swift
/// var patience = Option(50, in: 1...10_000, "Mutations without improvement before a restart.")
/// ```
/// The name is that of the property, in snake_case. The value is set once, before the component is made.
public struct Option<Value: OptionType>: Sendable {
  /// The value: the default, or what the study file says.
  public var value: Value { storage.value }

  let storage: OptionStorage<Value>
  let summary: String
  let bounds: ClosedRange<Double>?
  let isRequired: Bool

  init(_ value: Value, bounds: ClosedRange<Double>?, isRequired: Bool, summary: String) {
    storage = OptionStorage(value)
    (self.bounds, self.isRequired, self.summary) = (bounds, isRequired, summary)
  }

  /// An option with a default.
  public init(_ fallback: Value, _ summary: String) {
    self.init(fallback, bounds: nil, isRequired: false, summary: summary)
  }

  /// An option that the study file must give.
  public static func required(_ summary: String) -> Option {
    Option(.placeholder, bounds: nil, isRequired: true, summary: summary)
  }
}

extension Option where Value == Int {
  /// An integer within a range.
  public init(_ fallback: Int, in range: ClosedRange<Int>, _ summary: String) {
    let bounds = Double(range.lowerBound)...Double(range.upperBound)
    self.init(fallback, bounds: bounds, isRequired: false, summary: summary)
  }
}

extension Option where Value == Double {
  /// A number within a range.
  public init(_ fallback: Double, in range: ClosedRange<Double>, _ summary: String) {
    self.init(fallback, bounds: range, isRequired: false, summary: summary)
  }
}

/// Where an option keeps its value: shared by copies of the configuration, written only while it is read in.
final class OptionStorage<Value: OptionType>: @unchecked Sendable {
  var value: Value
  init(_ value: Value) { self.value = value }
}
