package import NASPlugin

/// How a study stands, for displays.
package struct StudyProgress: Sendable {
  package var asked = 0
  package var told = 0
  package var completed = 0
  package var failed = 0
  package var infeasible = 0
  /// Trials whose outcome was copied from an earlier one.
  package var reused = 0
  /// Trials whose outcome came from the record of an earlier run.
  package var replayed = 0
  /// The best outcome so far, by the first objective.
  package var best: Outcome?
  /// The best objective after each of the last trials that had one, oldest first; at most 256.
  package var bestCurve: [Double] = []

  /// A study that has not begun.
  package init() {}

  mutating func count(_ outcome: Outcome) {
    told += 1
    switch outcome.status {
    case .completed, .pruned: completed += 1
    case .failed: failed += 1
    case .infeasible: infeasible += 1
    }
    guard let reward = outcome.reward else { return }
    if reward > best?.reward ?? -.infinity { best = outcome }
    if bestCurve.count == 256 { bestCurve = stride(from: 0, to: 256, by: 2).map { bestCurve[$0] } }
    bestCurve.append(best?.reward ?? reward)
  }
}

/// Why a search ended.
package enum StudyEnding: String, Sendable {
  /// All trials of the budget are told.
  case trials = "all trials of the budget are done"
  /// The budget's time is over.
  case time = "the time of the budget is over"
  /// The strategy has nothing more to ask.
  case exhausted = "the strategy has nothing more to ask"
  /// More trials failed than the study allows.
  case failures = "more trials failed than 'failures.stop_after' allows"
  /// Somebody asked to stop; the study can be resumed.
  case cancelled = "interrupted"
}
