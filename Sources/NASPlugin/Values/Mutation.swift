/// A mutated architecture, what was done to it, and whether it may start from its parent's weights.
public struct Mutation: Sendable, Equatable {
  /// The mutated architecture; it may equal its parent where the mutation does not touch tokens.
  public var child: Architecture
  /// What was done, for the record: `op of edge 1→3`.
  public var what: String
  /// Whether the child may start from its parent's weights; false where the mutation resets them.
  public var inheritsWeights: Bool

  /// A mutation.
  public init(_ child: Architecture, what: String = "", inheritsWeights: Bool = true) {
    (self.child, self.what, self.inheritsWeights) = (child, what, inheritsWeights)
  }
}
