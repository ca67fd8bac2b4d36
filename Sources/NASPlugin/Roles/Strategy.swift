/// Asks for architectures and is told what came of them.
///
/// The host calls `ask` and `tell` from one thread, never at once, in an order that depends only on the study file.
public protocol Strategy {
  associatedtype Answer: Proposing = Architecture
  /// Up to `count` proposals. None means "not until I am told more"; with nothing in flight it ends the search.
  mutating func ask(_ count: Int) throws -> [Answer]
  /// Outcomes in trial order, each exactly once.
  mutating func tell(_ outcomes: [Outcome]) throws
  /// What `ask` answers, as full proposals. Not for authors: being a requirement, it is compiled for each strategy.
  mutating func proposals(_ count: Int) throws -> [Proposal]
}

extension Strategy {
  /// What `ask` answers, each plain architecture as a proposal to evaluate it in full.
  @inlinable
  public mutating func proposals(_ count: Int) throws -> [Proposal] { try ask(count).map { $0.proposal } }
}
