import Planning
import Workers

/// The wall time that a study has used, over all its runs.
struct StudyClock {
  private let limit: Double?
  private let before: Double
  private let start = MonotonicClock.now

  init(budget: Budget, elapsedBefore: Double) { (limit, before) = (budget.seconds, elapsedBefore) }

  /// Seconds used.
  var elapsed: Double { before + Double(MonotonicClock.now - start) * 1e-9 }

  /// Whether the budget's time is used up.
  var isOver: Bool { limit.map { elapsed >= $0 } ?? false }
}
