/// An option that lists names, in the order of the study file.
public struct NameList: OptionType, Equatable {
  /// The names, in the order of the study file; repeated ones stay.
  public var names: [String]

  /// A list of names.
  public init(_ names: [String]) { self.names = names }

  /// A list of texts.
  public static var optionKind: OptionValue.Kind { .list }
  /// The empty list.
  public static var placeholder: NameList { NameList([]) }
  /// Takes a list; nil for a single text.
  public init?(option: OptionValue) {
    guard case .list(let value) = option else { return nil }
    self.init(value)
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .list(names) }
}
