/// What a strategy asks for: an architecture, how much to train it, and what to start from.
public struct Proposal: Sendable, Hashable {
  /// The point of the space to evaluate.
  public var architecture: Architecture
  /// How much to train; nil means the whole recipe.
  public var fidelity: Fidelity?
  /// The trial whose weights may be inherited, or whose training goes on.
  public var parent: TrialID?
  /// Whether to start from the parent's weights.
  public var inherits: Bool
  /// Whether to go on with the parent's training instead of starting one.
  public var continues: Bool

  /// A proposal to evaluate an architecture in full, from scratch.
  public init(_ architecture: Architecture) {
    (self.architecture, fidelity, parent, inherits, continues) = (architecture, nil, nil, false, false)
  }
}
