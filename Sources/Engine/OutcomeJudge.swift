import NASPlugin
import Planning
import Workers

/// Makes outcomes of results: objectives, constraints, and what a failure means.
struct OutcomeJudge {
  private let objectives: [(index: Int, objective: Objective)]
  private let constraints: [(index: Int, constraint: Constraint)]
  private let failures: FailurePolicy
  private let metricCount: Int

  /// Refuses objectives and constraints over metrics that nobody measures.
  init(plan: Plan, metrics: [Metric]) throws {
    let names = metrics.map(\.name)
    func index(_ name: String, _ use: String) throws -> Int {
      if let index = names.firstIndex(of: name) { return index }
      let nearest = Spelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
      throw NASError(
        .invalid, "\(use) names the metric '\(name)', which evaluator '\(plan.evaluator.name)' does not measure",
        hint: nearest ?? "it measures \(names.joined(separator: ", "))")
    }
    objectives = try plan.objectives.map { (try index($0.metric, "the objective"), $0) }
    constraints = try plan.constraints.filter { !$0.isCheap }.map { (try index($0.metric, "a constraint"), $0) }
    (failures, metricCount) = (plan.failures, metrics.count)
  }

  /// The outcome of an evaluation.
  func outcome(of result: TrialResult, _ proposal: Proposal) -> Outcome {
    var outcome: Outcome
    switch result.evaluation {
    case .completed(let metrics):
      outcome = Outcome(trial: result.trial, proposal: proposal, status: .completed, metrics: metrics)
    case .pruned(let metrics):
      outcome = Outcome(trial: result.trial, proposal: proposal, status: .pruned, metrics: metrics)
    case .failed(let sentence):
      let reason = result.failure.map { "\($0.kind.rawValue): \($0.sentence)" } ?? "failed: \(sentence)"
      outcome = failed(result.trial, proposal, reason)
    }
    (outcome.curve, outcome.cost) = (result.curve, result.cost)
    return outcome.status == .failed ? outcome : constrained(outcome)
  }

  /// The outcome of an architecture that breaks a cheap constraint: nothing was evaluated.
  func infeasible(_ trial: TrialID, _ proposal: Proposal, _ reason: String) -> Outcome {
    let none = Array(repeating: Double.nan, count: metricCount)
    return Outcome(trial: trial, proposal: proposal, status: .infeasible, reason: reason, metrics: none)
  }

  /// The outcome of a proposal that starts from weights which nobody has: training it from scratch would be another trial.
  func orphaned(_ trial: TrialID, _ proposal: Proposal) -> Outcome {
    let parent = proposal.parent.map { "of trial \($0)" } ?? "of no trial"
    return failed(
      trial, proposal, "missing: the weights \(parent), which it inherits, are not kept; raise 'storage.best'")
  }

  /// A penalty makes a failure an outcome that the strategy can learn from.
  private func failed(_ trial: TrialID, _ proposal: Proposal, _ reason: String) -> Outcome {
    let none = Array(repeating: Double.nan, count: metricCount)
    var outcome = Outcome(trial: trial, proposal: proposal, status: .failed, reason: reason, metrics: none)
    if let penalty = failures.penalty { outcome.objectives = objectives.map { $0.objective.oriented(penalty) } }
    return outcome
  }

  private func constrained(_ outcome: Outcome) -> Outcome {
    var outcome = outcome
    if let broken = constraints.first(where: { !$0.constraint.allows(outcome.metrics[$0.index]) }) {
      outcome.status = .infeasible
      outcome.reason = broken.constraint.violation(outcome.metrics[broken.index])
      return outcome
    }
    outcome.objectives = objectives.map { $0.objective.oriented(outcome.metrics[$0.index]) }
    return outcome
  }
}
