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
  @inlinable
  public mutating func proposals(_ count: Int) throws -> [Proposal] { try ask(count).map { $0.proposal } }
}

/// A strategy whose state can be saved, so that a long study opens without repeating its history.
public protocol Checkpointing: Strategy {
  /// The state as bytes.
  func snapshot() throws -> [UInt8]
  /// Takes the state over; throws `.invalid` where the bytes are not a state of this strategy.
  mutating func restore(_ bytes: [UInt8]) throws
}
