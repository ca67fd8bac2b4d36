/// An option that maps names to names, in the order of the study file.
public struct NameMap: OptionType, Equatable {
  /// The entries, in the order of the study file.
  public var entries: [OptionValue.Entry]

  /// A map with entries.
  public init(_ entries: [OptionValue.Entry]) { self.entries = entries }

  /// A map of texts.
  public static var optionKind: OptionValue.Kind { .map }
  /// The empty map.
  public static var placeholder: NameMap { NameMap([]) }
  /// Takes a map; nil for a list.
  public init?(option: OptionValue) {
    guard case .map(let value) = option else { return nil }
    self.init(value)
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .map(entries) }
}
