/// A Swift type that an option can have.
public protocol OptionType: Sendable {
  /// How its values cross the boundary.
  static var optionKind: OptionValue.Kind { get }
  /// The allowed texts, or none for any.
  static var choices: [String] { get }
  /// What stands in an option that must be given, until it is.
  static var placeholder: Self { get }
  /// Reads a value of `optionKind`; nil where it is of another type.
  init?(option: OptionValue)
  /// The value as it crosses the boundary.
  var optionValue: OptionValue { get }
}

extension OptionType {
  /// None: any text, or a type that is no text.
  public static var choices: [String] { [] }
}

extension Int: OptionType {
  /// An integer.
  public static var optionKind: OptionValue.Kind { .integer }
  /// 0.
  public static var placeholder: Int { 0 }
  /// Takes an integer; nil for a real number, even a whole one.
  public init?(option: OptionValue) {
    guard case .integer(let value) = option else { return nil }
    self = value
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .integer(self) }
}

extension Double: OptionType {
  /// A real number.
  public static var optionKind: OptionValue.Kind { .real }
  /// 0.
  public static var placeholder: Double { 0 }
  /// Takes a real number, or an integer as one.
  public init?(option: OptionValue) {
    switch option {
    case .real(let value): self = value
    case .integer(let value): self = Double(value)
    default: return nil
    }
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .real(self) }
}

extension Bool: OptionType {
  /// True or false.
  public static var optionKind: OptionValue.Kind { .boolean }
  /// False.
  public static var placeholder: Bool { false }
  /// Takes true or false; nil for 0 and 1.
  public init?(option: OptionValue) {
    guard case .boolean(let value) = option else { return nil }
    self = value
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .boolean(self) }
}

extension String: OptionType {
  /// Any text.
  public static var optionKind: OptionValue.Kind { .text }
  /// The empty text.
  public static var placeholder: String { "" }
  /// Takes a text; nil for a number, which study files must quote.
  public init?(option: OptionValue) {
    guard case .text(let value) = option else { return nil }
    self = value
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .text(self) }
}
