import NASPlugin

/// An individual among others: on which front, and how lonely there.
struct Ranked {
  var architecture: Architecture
  /// Larger is better; empty where the individual is infeasible.
  var objectives: [Double]
  /// 0 for those that nobody dominates.
  var front = 0
  /// The crowding distance: infinite at the ends of a front.
  var crowding = 0.0

  init(_ architecture: Architecture, objectives: [Double]) {
    (self.architecture, self.objectives) = (architecture, objectives)
  }

  /// The crowded comparison: the lower front, then the larger distance.
  func isBetter(than other: Ranked) -> Bool {
    front != other.front ? front < other.front : crowding > other.crowding
  }

  /// All individuals with front and distance, best first; infeasible ones behind, the younger first.
  ///
  /// `individuals` stand from the oldest to the youngest; of equals the older comes first.
  static func ordered(_ individuals: [Ranked]) -> [Ranked] {
    var feasible = individuals.filter { !$0.objectives.isEmpty }
    let fronts = ParetoFronts.sorted(feasible.map(\.objectives))
    for (number, front) in fronts.enumerated() {
      let distances = ParetoFronts.crowding(front.map { feasible[$0].objectives })
      for (member, distance) in zip(front, distances) {
        (feasible[member].front, feasible[member].crowding) = (number, distance)
      }
    }
    let infeasible = individuals.filter(\.objectives.isEmpty).reversed().map { individual in
      var last = individual
      last.front = fronts.count
      return last
    }
    return feasible.sorted { $0.isBetter(than: $1) } + infeasible
  }
}
