/// An option that names a file or folder; it arrives as an absolute path.
public struct FilePath: OptionType, Equatable {
  /// The path; absolute once read from a study file, whose relative paths start at its own folder.
  public var string: String

  /// A path.
  public init(_ string: String) { self.string = string }

  /// A path: the host makes it absolute.
  public static var optionKind: OptionValue.Kind { .path }
  /// The empty path.
  public static var placeholder: FilePath { FilePath("") }
  /// Takes a path; nil for a plain text.
  public init?(option: OptionValue) {
    guard case .path(let value) = option else { return nil }
    self.init(value)
  }
  /// The value, for the boundary and the plan.
  public var optionValue: OptionValue { .path(string) }
}
