import NASPlugin

extension LocalSearch {
  private static let tag = "local-search/1"

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    state.write(random)
    known.write(to: &state)
    climb.write(to: &state)
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    var state = try StateReader(bytes, tag: Self.tag)
    let random = try state.stream()
    let known = try KnownRewards(from: &state)
    let climb = try Climb(from: &state)
    try state.finish()
    (self.random, self.known, self.climb) = (random, known, climb)
  }
}

extension Climb {
  fileprivate func write(to state: inout StateWriter) {
    for place in [current, better] {
      state.write(place == nil ? 0 : 1)
      guard let place else { continue }
      state.write(place.architecture)
      state.write(place.reward)
    }
    // The order of what is open decides what is next; a set has none.
    for list in [open, pending.sorted(by: { $0.tokens.lexicographicallyPrecedes($1.tokens) })] {
      state.write(list.count)
      for architecture in list { state.write(architecture) }
    }
  }

  fileprivate init(from state: inout StateReader) throws {
    (current, better) = (try Place(from: &state), try Place(from: &state))
    open = try (0..<state.count(ofAtLeast: 8)).map { _ in try state.architecture() }
    pending = Set(try (0..<state.count(ofAtLeast: 8)).map { _ in try state.architecture() })
  }
}

extension Climb.Place {
  fileprivate init?(from state: inout StateReader) throws {
    guard try state.integer(in: 0...1) == 1 else { return nil }
    self.init(architecture: try state.architecture(), reward: try state.real())
  }
}
