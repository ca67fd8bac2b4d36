/// What `ask` may answer with: full proposals, or plain architectures.
public protocol Proposing: Sendable {
  /// The proposal meant.
  var proposal: Proposal { get }
}

extension Proposal: Proposing {
  /// The proposal itself.
  public var proposal: Proposal { self }
}

extension Architecture: Proposing {
  /// A proposal to evaluate the architecture in full, from scratch.
  public var proposal: Proposal { Proposal(self) }
}
