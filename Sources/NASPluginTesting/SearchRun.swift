import NASPlugin

/// One call of a strategy in a played search.
enum SearchStep: Equatable {
  case asked(Int, [Proposal])
  case told([Outcome])

  /// What was proposed in this step.
  var proposals: [Proposal] {
    if case .asked(_, let proposals) = self { return proposals }
    return []
  }

  /// Outcomes hold numbers that are not equal to themselves, so steps are compared by what they say.
  static func == (first: SearchStep, second: SearchStep) -> Bool {
    switch (first, second) {
    case (.asked(let count, let proposals), .asked(let otherCount, let others)):
      count == otherCount && proposals == others
    case (.told(let outcomes), .told(let others)): outcomes.map(\.trial) == others.map(\.trial)
    default: false
    }
  }
}

/// What comes of trials in a played search.
enum Rewards: String {
  /// Rewards that depend on the architecture and the trial; some trials fail, are infeasible, or have no number.
  case mixed
  case failed, infeasible
  case notFinite = "not finite"
  case missing = "without objective"

  func outcome(_ trial: TrialID, _ proposal: Proposal) -> Outcome {
    let kind = kind(of: trial)
    let status: Outcome.Status = kind == .failed ? .failed : kind == .infeasible ? .infeasible : .completed
    let reason = status == .completed ? "" : "the test says so"
    let hash = proposal.architecture.tokens.reduce(UInt64(17)) {
      ($0 ^ UInt64(UInt32(bitPattern: $1))) &* 0x9E37_79B9_7F4A_7C15
    }
    let reward = Double(hash >> 40) / Double(1 << 24)
    var outcome = Outcome(trial: trial, proposal: proposal, status: status, reason: reason)
    switch kind {
    case .mixed: (outcome.metrics, outcome.objectives) = ([reward], [reward])
    case .notFinite: (outcome.metrics, outcome.objectives) = ([.nan], [trial % 2 == 0 ? .nan : .infinity])
    default: outcome.metrics = [.nan]
    }
    if trial % 3 == 0 { outcome.curve = [CurvePoint(step: 1, metrics: [reward / 2])] }
    return outcome
  }

  private func kind(of trial: TrialID) -> Rewards {
    guard self == .mixed else { return self }
    switch trial % 23 {
    case 3: return .failed
    case 7: return .infeasible
    case 12: return .notFinite
    case 19: return .missing
    default: return .mixed
    }
  }
}

/// Plays a search as the engine does: a fixed window of trials in flight, outcomes told in trial order.
struct SearchRun {
  var strategy: ForeignStrategy
  let rewards: Rewards
  let window: Int
  private(set) var steps: [SearchStep] = []
  private var inFlight: [(trial: TrialID, proposal: Proposal)] = []
  private var next: TrialID = 0

  init(strategy: ForeignStrategy, rewards: Rewards, window: Int) {
    (self.strategy, self.rewards, self.window) = (strategy, rewards, window)
  }

  /// Asks and tells until there were that many trials and all are told, or the strategy ends the search.
  mutating func play(trials: Int) throws {
    while true {
      let room = min(window - inFlight.count, trials - Int(next))
      if room > 0, !hasJustAsked {
        try ask(room)
      } else if !inFlight.isEmpty {
        try tellOldest()
      } else {
        return
      }
    }
  }

  private var hasJustAsked: Bool {
    if case .asked? = steps.last { return true }
    return false
  }

  /// Repeats calls that were made before; what is proposed must be what was proposed then.
  mutating func repeatHistory(_ history: ArraySlice<SearchStep>) throws {
    for step in history {
      switch step {
      case .asked(let count, let proposals):
        try ask(count)
        guard case .asked(_, proposals)? = steps.last else {
          throw NASError(.notReproducible, "step \(steps.count) of the repeated history proposes something else")
        }
      case .told: try tellOldest()
      }
    }
  }

  private mutating func ask(_ count: Int) throws {
    let proposals = try strategy.ask(count)
    for proposal in proposals {
      inFlight.append((next, proposal))
      next += 1
    }
    steps.append(.asked(count, proposals))
  }

  private mutating func tellOldest() throws {
    let (trial, proposal) = inFlight.removeFirst()
    let outcome = rewards.outcome(trial, proposal)
    try strategy.tell([outcome])
    steps.append(.told([outcome]))
  }
}
