import NASPlugin

/// The trials in flight, oldest first; their numbers follow one another, so each has its place in a ring.
struct TrialLine {
  /// A power of two of places: trial *t* stands at *t* modulo their number.
  private var places: [InFlight?] = Array(repeating: nil, count: 8)
  private var oldest: TrialID = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Whether the evaluation of the oldest trial is not done.
  var isWaiting: Bool { places[place(of: oldest)]?.isEvaluating ?? false }

  /// A trial in flight; nil where it is not.
  subscript(trial: TrialID) -> InFlight? {
    get { contains(trial) ? places[place(of: trial)] : nil }
    set { if contains(trial) { places[place(of: trial)] = newValue } }
  }

  /// Adds the trial that follows the youngest.
  mutating func append(_ trial: InFlight) {
    if isEmpty { oldest = trial.trial }
    if count == places.count { grow() }
    places[place(of: trial.trial)] = trial
    count += 1
  }

  /// Takes the oldest trial out; nil where none is in flight.
  mutating func popOldest() -> InFlight? {
    let place = place(of: oldest)
    guard let trial = places[place].take() else { return nil }
    oldest += 1
    count -= 1
    return trial
  }

  private func contains(_ trial: TrialID) -> Bool { trial >= oldest && trial - oldest < count }

  private func place(of trial: TrialID) -> Int { Int(truncatingIfNeeded: trial) & (places.count - 1) }

  private mutating func grow() {
    let trials = places.compactMap(\.self)
    places = Array(repeating: nil, count: 2 * places.count)
    for trial in trials { places[place(of: trial.trial)] = trial }
  }
}
