package import NASPlugin

/// Which outcomes are best.
package enum Ranking {
  /// The outcomes that no other beats: one for a single objective (the earliest among equals), else the Pareto front.
  package static func best(of outcomes: some Sequence<Outcome>) -> [Outcome] {
    outcomes.reduce(into: []) { front, outcome in
      guard outcome.reward != nil, outcome.objectives.allSatisfy(\.isFinite) else { return }
      guard !front.contains(where: { isAtLeastAsGood($0, outcome) }) else { return }
      front.removeAll { isAtLeastAsGood(outcome, $0) }
      front.append(outcome)
    }
  }

  /// The best outcomes of distinct architectures, best first, by the first objective.
  package static func top(_ count: Int, of outcomes: some Sequence<Outcome>) -> [Outcome] {
    var seen: Set<Architecture> = []
    return outcomes.filter { $0.reward != nil }
      .sorted { ($0.reward ?? 0, $1.trial) > ($1.reward ?? 0, $0.trial) }
      .filter { seen.insert($0.architecture).inserted }
      .prefix(count).map(\.self)
  }

  private static func isAtLeastAsGood(_ first: Outcome, _ second: Outcome) -> Bool {
    zip(first.objectives, second.objectives).allSatisfy { $0 >= $1 }
  }
}
