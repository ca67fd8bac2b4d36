import NASPlugin

/// A search played as the engine plays it: a window of trials in flight, outcomes told one by one in trial order.
struct PlayedSearch {
  var strategy: ForeignStrategy
  let window: Int
  private(set) var outcomes: [Outcome] = []
  private var inFlight: [(trial: TrialID, proposal: Proposal)] = []

  init(_ strategy: ForeignStrategy, window: Int = 1) { (self.strategy, self.window) = (strategy, window) }

  /// Every proposal told so far, in trial order.
  var architectures: [Architecture] { outcomes.map(\.architecture) }
  /// The first objective of the best trial.
  var best: Double { outcomes.compactMap(\.reward).max() ?? -.infinity }

  /// Plays until there were that many trials or the strategy ends the search; `judge` makes outcomes.
  mutating func play(trials: Int, _ judge: (TrialID, Proposal) -> Outcome) throws {
    while outcomes.count < trials {
      let next = outcomes.count + inFlight.count
      let room = min(window - inFlight.count, trials - next)
      let asked = room > 0 ? try strategy.ask(room) : []
      for (index, proposal) in asked.enumerated() { inFlight.append((TrialID(next + index), proposal)) }
      guard !inFlight.isEmpty else { return }
      let (trial, proposal) = inFlight.removeFirst()
      let outcome = judge(trial, proposal)
      try strategy.tell([outcome])
      outcomes.append(outcome)
    }
  }

  /// Plays with rewards that depend on the architecture.
  mutating func play(trials: Int, reward: (Architecture) -> Double) throws {
    try play(trials: trials) { .completed($0, $1, [reward($1.architecture)]) }
  }
}

extension Outcome {
  /// A completed trial with its objectives.
  static func completed(_ trial: TrialID, _ proposal: Proposal, _ objectives: [Double]) -> Outcome {
    var outcome = Outcome(trial: trial, proposal: proposal, status: .completed, metrics: objectives)
    outcome.objectives = objectives
    return outcome
  }

  /// A trial without objectives, as the engine tells what failed or broke a constraint.
  static func without(_ trial: TrialID, _ proposal: Proposal, _ status: Outcome.Status) -> Outcome {
    Outcome(trial: trial, proposal: proposal, status: status, reason: "the test says so", metrics: [.nan])
  }
}

/// Landscapes over strings of bits.
enum Landscape {
  static func ones(_ architecture: Architecture) -> Double { Double(architecture.tokens.reduce(0, +)) }

  /// An NK landscape: each bit's part depends on itself and the next `K` bits; rugged, with many local optima.
  static func rugged(_ architecture: Architecture, neighbours: Int, seed: UInt64) -> Double {
    let tokens = architecture.tokens
    return tokens.indices.reduce(0) { sum, bit in
      let source = (0...neighbours).reduce(RandomSource(seed: seed).source(UInt64(bit))) {
        $0.source(UInt64(tokens[(bit + $1) % tokens.count]))
      }
      return sum + Double(source.seed >> 11) * 0x1p-53 / Double(tokens.count)
    }
  }

  /// Leading ones and trailing zeros: two objectives whose front has one architecture more than there are bits.
  static func leadingAndTrailing(_ architecture: Architecture) -> [Double] {
    let tokens = architecture.tokens
    return [Double(tokens.prefix { $0 == 1 }.count), Double(tokens.reversed().prefix { $0 == 0 }.count)]
  }
}

/// How many tokens differ.
func distance(_ first: Architecture, _ second: Architecture) -> Int {
  zip(first.tokens, second.tokens).count { $0 != $1 }
}

/// Mean and standard deviation.
func statistics(_ values: [Double]) -> (mean: Double, deviation: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(max(1, values.count - 1))).squareRoot())
}
