import NASPlugin
import Planning

/// What stands between the strategy and the evaluator: duplicates and cheap constraints.
struct ProposalGate {
  private let duplicates: Duplicates
  private let cheap: [Constraint]
  private let space: ForeignSpace
  private let task: LearningTask
  /// The first trial that proposed each architecture at each fidelity.
  private var seen: [Key: TrialID] = [:]
  /// The outcomes of trials that others may copy.
  private var outcomes: [TrialID: Outcome] = [:]
  /// The trials whose files are kept.
  var best = BestTrials()

  private struct Key: Hashable {
    var architecture: Architecture
    var fidelity: Fidelity?

    /// The tokens at one stroke: element by element they take three times as long.
    func hash(into hasher: inout Hasher) {
      architecture.tokens.withUnsafeBytes { hasher.combine(bytes: $0) }
      hasher.combine(fidelity)
    }
  }

  init(plan: Plan, space: ForeignSpace) {
    (duplicates, cheap, self.space, task) = (plan.duplicates, plan.constraints.filter(\.isCheap), space, plan.task)
  }

  /// Up to `count` proposals; duplicates are asked again where the policy rejects them.
  func proposals(_ count: Int, of strategy: inout ForeignStrategy) throws -> [Proposal] {
    let asked = try strategy.proposals(count)
    return duplicates.policy == .reject ? try fresh(asked, of: &strategy) : asked
  }

  private func fresh(_ asked: [Proposal], of strategy: inout ForeignStrategy) throws -> [Proposal] {
    var admitted = asked
    var fresh: Set<Key> = []
    for index in admitted.indices {
      var attempts = 0
      while attempts < duplicates.attempts, let key = try key(admitted[index]), seen[key] != nil || fresh.contains(key)
      {
        guard let other = try strategy.proposals(1).first else { break }
        admitted[index] = other
        attempts += 1
      }
      if let key = try key(admitted[index]) { fresh.insert(key) }
    }
    return admitted
  }

  /// The earlier trial whose outcome this proposal shares; otherwise the proposal is remembered as the first.
  mutating func duplicate(_ proposal: Proposal, trial: TrialID) throws -> TrialID? {
    guard duplicates.policy != .repeat, let key = try key(proposal) else { return nil }
    guard let earlier = seen[key] else {
      seen[key] = trial
      return nil
    }
    return duplicates.policy == .reuse ? earlier : nil
  }

  /// A proposal with a parent is never a duplicate: its weights make it another candidate.
  private func key(_ proposal: Proposal) throws -> Key? {
    guard proposal.parent == nil else { return nil }
    let architecture = proposal.architecture
    let form = duplicates.level == .tokens ? architecture : try space.canonical(architecture)
    return Key(architecture: form, fidelity: proposal.fidelity)
  }

  /// The sentence of the first cheap constraint that the architecture breaks.
  func violation(_ proposal: Proposal) throws -> String? {
    guard !cheap.isEmpty else { return nil }
    let costs = try space.counted(proposal.architecture, task: task)
    return cheap.lazy
      .map { ($0, Double($0.metric == "params" ? costs.params : costs.macs)) }
      .first { !$0.allows($1) }.map { $0.violation($1) }
  }

  /// Remembers an outcome for later duplicates.
  mutating func remember(_ outcome: Outcome) {
    guard duplicates.policy == .reuse else { return }
    outcomes[outcome.trial] = outcome
  }

  /// The outcome of an earlier trial as that of a later one; it cost nothing.
  func copy(of earlier: TrialID, for trial: TrialID, _ proposal: Proposal) throws -> Outcome {
    guard var outcome = outcomes[earlier] else {
      throw NASError(.internal, "trial \(trial) repeats trial \(earlier), which has no outcome yet")
    }
    (outcome.trial, outcome.proposal, outcome.cost, outcome.curve) = (trial, proposal, 0, [])
    return outcome
  }
}
