import NASPlugin

/// A trial that is asked but not yet told.
struct InFlight {
  /// Where its outcome comes from.
  enum State {
    /// An evaluation that is not done.
    case evaluating
    /// A trial before it, which is told first.
    case copy(of: TrialID)
    /// Known, but not yet recorded.
    case settled(Outcome)
    /// Known and recorded in this run.
    case recorded(Outcome)
    /// Recorded in an earlier run.
    case replayed(Outcome)
  }

  let trial: TrialID
  let proposal: Proposal
  var state: State

  /// Whether its outcome is that of an earlier trial.
  var isCopy: Bool {
    if case .copy = state { true } else { false }
  }
}
