/// What went wrong, in one sentence, and what to do about it.
///
/// The code is open: a new one breaks nobody who matches on the known ones.
public struct NASError: Error, Sendable, Equatable {
  /// The kind of error, for matching.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The number that crosses the plugin boundary.
    public let rawValue: Int32

    /// A code with a number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The caller passed something that cannot be.
    public static let invalid = Code(rawValue: 1)
    /// The work was tried and did not succeed.
    public static let failed = Code(rawValue: 2)
    /// The host asked to stop.
    public static let cancelled = Code(rawValue: 3)
    /// The component does not have this ability.
    public static let unimplemented = Code(rawValue: 4)
    /// A defect in the component or the host.
    public static let `internal` = Code(rawValue: 5)
    /// The deadline passed.
    public static let timeout = Code(rawValue: 6)
    /// The drawn mutation cannot apply to this architecture; another may.
    public static let notApplicable = Code(rawValue: 7)
    /// Two runs of the same history differ.
    public static let notReproducible = Code(rawValue: 8)
    /// A file, folder or service that is needed is not there.
    public static let missing = Code(rawValue: 9)
    /// Something needed is in use by another, used up or not allowed: a lock, a disk, the right to a file.
    public static let unavailable = Code(rawValue: 10)
  }

  /// The kind of error.
  public let code: Code
  /// One sentence: what, and where.
  public let message: String
  /// What to do, or what would have been right; nil where the message says it all.
  public let hint: String?

  /// An error of a kind, with its sentence and a hint.
  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension NASError: CustomStringConvertible {
  /// The message, and the hint behind a semicolon.
  public var description: String { hint.map { "\(message); \($0)" } ?? message }
}
