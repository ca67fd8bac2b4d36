/// Which architectures exist, and the network of each.
///
/// The host calls an instance from one thread at a time. A space keeps no state between calls: all randomness
/// comes from the stream that the caller lends.
public protocol SearchSpace {
  /// The choices of a fixed-length space, token by token; empty for an open-ended one.
  var decisions: [Decision] { get }
  /// What the tokens mean, with a version: stored with every study.
  var layout: String { get }
  /// A random architecture; uniform where that is defined.
  func sample(_ random: inout RandomStream) throws -> Architecture
  /// A mutated architecture, or nil where the drawn mutation cannot apply and another may be drawn.
  ///
  /// `rate` is the probability per decision; nil means the space's own mutation.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation?
  /// Throws `.invalid`, with the position and what was expected, where this is no architecture of the space.
  func validate(_ architecture: Architecture) throws
  /// One form for architectures that compute the same.
  func canonical(_ architecture: Architecture) throws -> Architecture
  /// The form that people read and write.
  func text(_ architecture: Architecture) throws -> String
  /// Reads `text`'s form; throws `.invalid` with the position and what was expected.
  func parse(_ text: String) throws -> Architecture
  /// The network of an architecture for a task.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network
  /// Parameters and multiply-accumulates, equal to counting the network; nil where only counting will do.
  func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)?
}

extension SearchSpace {
  /// One option index a token, in the order of `decisions`.
  public var layout: String { "options/1" }
  /// The architecture itself: no two are known to compute the same.
  public func canonical(_ architecture: Architecture) throws -> Architecture { architecture }
  /// Nil: the network is counted.
  public func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? { nil }

  /// A mutated architecture: draws until a mutation applies, at most 1,000 times.
  public func mutate(_ architecture: Architecture, _ random: inout RandomStream) throws -> Architecture {
    try drawMutation(of: architecture, rate: nil, &random).child
  }

  /// A mutation that applies, with what it did: draws at most 1,000 times.
  public func drawMutation(
    of architecture: Architecture, rate: Double?, _ random: inout RandomStream
  ) throws -> Mutation {
    for _ in 0..<1_000 {
      if let mutation = try mutation(of: architecture, rate: rate, &random) { return mutation }
    }
    throw NASError(.failed, "no mutation applied to '\((try? text(architecture)) ?? "an architecture")' in 1,000 draws")
  }

  /// The text form, or the bare tokens where the space cannot say it.
  public func label(_ architecture: Architecture) -> String {
    (try? text(architecture)) ?? "\(architecture.tokens)"
  }

  /// Parameters and multiply-accumulates, by the space's fast verb or by counting the network.
  public func counted(_ architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int) {
    if let known = try costs(of: architecture, task: task) { return known }
    let cost = try network(for: architecture, task: task).cost(for: task)
    return (cost.params, cost.macs)
  }
}
