import NASPlugin

/// The architectures that were proposed, so that none is again: it grows by one a proposal.
struct Visited {
  private var architectures: Set<Architecture> = []

  /// Notes an architecture; false where it was known.
  mutating func insert(_ architecture: Architecture) -> Bool { architectures.insert(architecture).inserted }

  /// A sample of the space that was never proposed, noted; nil where 1,000 in a row were, that is, where the space is
  /// exhausted or nearly so.
  mutating func sample(_ space: any SearchSpace, _ random: inout RandomStream) throws -> Architecture? {
    for _ in 0..<1_000 {
      let drawn = try space.sample(&random)
      if insert(drawn) { return drawn }
    }
    return nil
  }
}

extension Visited {
  /// Writes all in the order of their tokens: a set has none, and same state must give same bytes.
  func write(to state: inout StateWriter) {
    state.write(architectures.count)
    for architecture in architectures.sorted(by: { $0.tokens.lexicographicallyPrecedes($1.tokens) }) {
      state.write(architecture)
    }
  }

  /// Reads what `write` wrote.
  init(from state: inout StateReader) throws {
    architectures = Set(try (0..<state.count(ofAtLeast: 8)).map { _ in try state.architecture() })
  }
}
