/// An enumeration of texts as an option: `enum Precision: String, OptionChoice { case fp32, bf16 }`.
public protocol OptionChoice: OptionType, CaseIterable, RawRepresentable where RawValue == String {}

extension OptionChoice {
  /// A text out of `choices`.
  public static var optionKind: OptionValue.Kind { .text }
  /// The raw values of all cases, in the order of declaration.
  public static var choices: [String] { allCases.map(\.rawValue) }
  /// The first case.
  public static var placeholder: Self { allCases[allCases.startIndex] }
  /// Takes the raw value of a case; nil for any other text.
  public init?(option: OptionValue) {
    guard case .text(let value) = option else { return nil }
    self.init(rawValue: value)
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .text(rawValue) }
}
