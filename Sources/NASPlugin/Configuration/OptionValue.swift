/// The value of an option, as it crosses the plugin boundary and stands in a plan.
public enum OptionValue: Sendable, Equatable {
  case none
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case text(String)
  /// An absolute path; relative ones in a study file are relative to that file.
  case path(String)
  case list([String])
  /// Keys with texts, in the order of the study file.
  case map([Entry])

  /// One entry of a map.
  public struct Entry: Sendable, Equatable {
    /// The key, as the study file writes it; unique in its map.
    public var key: String
    /// The text; a number in a map crosses as its text.
    public var value: String

    /// A key with its text.
    public init(key: String, value: String) { (self.key, self.value) = (key, value) }
  }

  /// The type of a value.
  public enum Kind: UInt32, Sendable, CaseIterable {
    case none, integer, real, boolean, text, path, list, map
  }

  /// The type of this value.
  public var kind: Kind {
    switch self {
    case .none: .none
    case .integer: .integer
    case .real: .real
    case .boolean: .boolean
    case .text: .text
    case .path: .path
    case .list: .list
    case .map: .map
    }
  }
}
