import NASPlugin

extension TournamentEvolution {
  private static let tag = "tournament-evolution/1"
  /// Far above any count of trials, and far below where sums overflow.
  private static let most = 1 << 60

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    state.write(P)
    state.write(asked)
    state.write(told)
    state.write(random)
    state.write(alive.count)
    for individual in alive {
      state.write(individual.trial)
      state.write(individual.reward)
      state.write(individual.architecture)
    }
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    var state = try StateReader(bytes, tag: Self.tag)
    _ = try state.integer(in: P...P)
    let asked = try state.integer(in: 0...Self.most)
    let told = try state.integer(in: 0...Self.most)
    let random = try state.stream()
    let alive = try (0..<state.count(ofAtLeast: 24)).map { _ in
      let (trial, reward) = (try state.word(), try state.real())
      return Living(architecture: try state.architecture(), reward: reward, trial: trial)
    }
    try state.finish()
    (self.asked, self.told, self.random, self.alive) = (asked, told, random, alive)
  }
}
