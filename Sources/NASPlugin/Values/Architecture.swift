/// One point of a space: tokens whose meaning the space declares.
public struct Architecture: Sendable, Hashable {
  /// The tokens: one option index per decision, or a genome that the space serialised.
  public var tokens: [Int32]

  /// An architecture with these tokens.
  @inlinable
  public init(_ tokens: [Int32]) { self.tokens = tokens }
}
