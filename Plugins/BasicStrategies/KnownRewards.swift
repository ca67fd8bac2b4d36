import NASPlugin

/// All architectures that were ever proposed, with what came of them: it grows by one a proposal.
struct KnownRewards {
  /// What is known of an architecture.
  enum Standing {
    case new, inFlight
    /// Told; the reward is minus infinity where the trial had none.
    case told(Double)
  }

  /// Not a number stands for one in flight.
  private var rewards: [Architecture: Double] = [:]

  subscript(architecture: Architecture) -> Standing {
    guard let reward = rewards[architecture] else { return .new }
    return reward.isNaN ? .inFlight : .told(reward)
  }

  func contains(_ architecture: Architecture) -> Bool { rewards[architecture] != nil }
  mutating func propose(_ architecture: Architecture) { rewards[architecture] = .nan }
  mutating func learn(_ architecture: Architecture, _ reward: Double?) { rewards[architecture] = reward ?? -.infinity }
}

extension KnownRewards {
  /// Writes all in the order of their tokens: a dictionary has none, and same state must give same bytes.
  func write(to state: inout StateWriter) {
    state.write(rewards.count)
    for (architecture, reward) in rewards.sorted(by: { $0.key.tokens.lexicographicallyPrecedes($1.key.tokens) }) {
      state.write(architecture)
      state.write(reward)
    }
  }

  /// Reads what `write` wrote.
  init(from state: inout StateReader) throws {
    for _ in 0..<(try state.count(ofAtLeast: 16)) { rewards[try state.architecture()] = try state.real() }
  }
}
