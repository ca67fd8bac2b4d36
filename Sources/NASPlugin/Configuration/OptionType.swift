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
  public static var choices: [String] { [] }
}

extension Int: OptionType {
  public static var optionKind: OptionValue.Kind { .integer }
  public static var placeholder: Int { 0 }
  public init?(option: OptionValue) {
    guard case .integer(let value) = option else { return nil }
    self = value
  }
  public var optionValue: OptionValue { .integer(self) }
}

extension Double: OptionType {
  public static var optionKind: OptionValue.Kind { .real }
  public static var placeholder: Double { 0 }
  public init?(option: OptionValue) {
    switch option {
    case .real(let value): self = value
    case .integer(let value): self = Double(value)
    default: return nil
    }
  }
  public var optionValue: OptionValue { .real(self) }
}

extension Bool: OptionType {
  public static var optionKind: OptionValue.Kind { .boolean }
  public static var placeholder: Bool { false }
  public init?(option: OptionValue) {
    guard case .boolean(let value) = option else { return nil }
    self = value
  }
  public var optionValue: OptionValue { .boolean(self) }
}

extension String: OptionType {
  public static var optionKind: OptionValue.Kind { .text }
  public static var placeholder: String { "" }
  public init?(option: OptionValue) {
    guard case .text(let value) = option else { return nil }
    self = value
  }
  public var optionValue: OptionValue { .text(self) }
}

/// An option that names a file or folder; it arrives as an absolute path.
public struct FilePath: OptionType, Equatable {
  public var string: String

  /// A path.
  public init(_ string: String) { self.string = string }

  public static var optionKind: OptionValue.Kind { .path }
  public static var placeholder: FilePath { FilePath("") }
  public init?(option: OptionValue) {
    guard case .path(let value) = option else { return nil }
    self.init(value)
  }
  public var optionValue: OptionValue { .path(string) }
}

/// An option that lists names, in the order of the study file.
public struct NameList: OptionType, Equatable {
  public var names: [String]

  /// A list of names.
  public init(_ names: [String]) { self.names = names }

  public static var optionKind: OptionValue.Kind { .list }
  public static var placeholder: NameList { NameList([]) }
  public init?(option: OptionValue) {
    guard case .list(let value) = option else { return nil }
    self.init(value)
  }
  public var optionValue: OptionValue { .list(names) }
}

/// An option that maps names to names, in the order of the study file.
public struct NameMap: OptionType, Equatable {
  public var entries: [OptionValue.Entry]

  /// A map with entries.
  public init(_ entries: [OptionValue.Entry]) { self.entries = entries }

  public static var optionKind: OptionValue.Kind { .map }
  public static var placeholder: NameMap { NameMap([]) }
  public init?(option: OptionValue) {
    guard case .map(let value) = option else { return nil }
    self.init(value)
  }
  public var optionValue: OptionValue { .map(entries) }
}

/// An enumeration of texts as an option: `enum Precision: String, OptionChoice { case fp32, bf16 }`.
public protocol OptionChoice: OptionType, CaseIterable, RawRepresentable where RawValue == String {}

extension OptionChoice {
  public static var optionKind: OptionValue.Kind { .text }
  public static var choices: [String] { allCases.map(\.rawValue) }
  public static var placeholder: Self { allCases[allCases.startIndex] }
  public init?(option: OptionValue) {
    guard case .text(let value) = option else { return nil }
    self.init(rawValue: value)
  }
  public var optionValue: OptionValue { .text(rawValue) }
}
