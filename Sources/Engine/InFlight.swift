import NASPlugin

/// A trial that is asked but not yet told.
struct InFlight {
  /// Where its outcome comes from.
  ///
  /// Outcomes stand apart, for most trials of a tabular search are copies, and a small trial is quickly passed on.
  enum State {
    /// An evaluation that is not done.
    case evaluating
    /// A trial before it, which is told first.
    case copy(of: TrialID)
    /// Known, but not yet recorded.
    indirect case settled(Outcome)
    /// Known and recorded in this run.
    indirect case recorded(Outcome)
    /// Recorded in an earlier run.
    indirect case replayed(Outcome)
  }

  let trial: TrialID
  let proposal: Proposal
  var state: State

  /// Whether its evaluation is not done.
  var isEvaluating: Bool {
    if case .evaluating = state { true } else { false }
  }

  /// Whether its outcome is that of an earlier trial.
  var isCopy: Bool {
    if case .copy = state { true } else { false }
  }
}
