import NASPlugin

/// One step of a local search: where it stands, which neighbours are still to be evaluated, and the best seen so far.
struct Climb {
  /// An architecture with its reward.
  struct Place {
    var architecture: Architecture
    var reward: Double
  }

  /// Where the climb stands; nil while its first architecture is being evaluated.
  var current: Place?
  /// The best neighbour that is better than where the climb stands.
  var better: Place?
  /// Neighbours to be evaluated; the last is next.
  var open: [Architecture] = []
  /// Neighbours that were proposed and are not told yet.
  var pending: Set<Architecture> = []

  /// Whether every neighbour has been told.
  var isDecided: Bool { open.isEmpty && pending.isEmpty }

  /// Takes a neighbour as the next place where it is better than all before; among equals the first stays.
  mutating func consider(_ architecture: Architecture, _ reward: Double) {
    guard let standard = better ?? current, reward <= standard.reward else {
      better = Place(architecture: architecture, reward: reward)
      return
    }
  }
}
