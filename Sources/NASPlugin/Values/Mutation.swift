/// A mutated architecture, what was done to it, and whether it may start from its parent's weights.
public struct Mutation: Sendable, Equatable {
  public var child: Architecture
  public var what: String
  public var inheritsWeights: Bool

  /// A mutation.
  public init(_ child: Architecture, what: String = "", inheritsWeights: Bool = true) {
    (self.child, self.what, self.inheritsWeights) = (child, what, inheritsWeights)
  }
}
