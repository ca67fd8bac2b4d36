/// One row of an evaluation: what to evaluate, under which seed and until when.
public struct Candidate: Sendable, Equatable {
  /// The trial that the evaluation belongs to; its artifacts are kept under it.
  public var trial: TrialID
  /// What the strategy asked for.
  public var proposal: Proposal
  /// All randomness of the evaluation derives from it.
  public var seed: UInt64
  /// 0 the first time, 1 for the first retry.
  public var attempt: Int
  /// Nanoseconds of the monotonic clock by which the evaluation must end; nil means no limit.
  public var deadline: UInt64?
  /// The file with the weights of the parent, where the proposal inherits them.
  public var parentWeights: String?

  /// A candidate to be evaluated for the first time, without a deadline.
  public init(trial: TrialID, proposal: Proposal, seed: UInt64) {
    (self.trial, self.proposal, self.seed) = (trial, proposal, seed)
    (attempt, deadline, parentWeights) = (0, nil, nil)
  }

  /// What to evaluate.
  public var architecture: Architecture { proposal.architecture }
}
