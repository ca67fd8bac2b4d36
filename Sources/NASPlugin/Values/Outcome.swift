/// What came of a trial.
public struct Outcome: Sendable, Equatable {
  /// How a trial ended.
  public enum Status: Int32, Sendable, CaseIterable {
    case completed, failed, pruned, infeasible
  }

  /// The trial that ended.
  public var trial: TrialID
  /// What the strategy had asked for.
  public var proposal: Proposal
  /// How it ended; only a completed or pruned trial has metrics to learn from.
  public var status: Status
  /// Why it did not complete; empty where it did.
  public var reason: String
  /// One number per metric of the evaluator, in its order; not a number where there is none.
  public var metrics: [Double]
  /// The objectives, each turned so that larger is better; empty where the trial has none.
  public var objectives: [Double]
  /// Intermediate metrics, in the order of reporting.
  public var curve: [CurvePoint]
  /// Seconds by the study's clock.
  public var cost: Double

  /// An outcome of a trial.
  public init(trial: TrialID, proposal: Proposal, status: Status, reason: String = "", metrics: [Double] = []) {
    (self.trial, self.proposal, self.status, self.reason, self.metrics) = (trial, proposal, status, reason, metrics)
    (objectives, curve, cost) = ([], [], 0)
  }

  /// What was evaluated.
  public var architecture: Architecture { proposal.architecture }

  /// The first objective, larger is better; nil where the trial has no finite one.
  public var reward: Double? {
    guard status == .completed || status == .pruned, let first = objectives.first, first.isFinite else { return nil }
    return first
  }
}
