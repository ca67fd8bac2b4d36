import NASPlugin

/// The trials with the best rewards, whose files are worth keeping.
struct BestTrials {
  private var kept: [(trial: TrialID, reward: Double)] = []

  /// Considers an outcome and says whose files may go: its own, or those of one that it pushed out.
  mutating func insert(_ outcome: Outcome, keeping count: Int) -> [TrialID] {
    guard let reward = outcome.reward else { return [outcome.trial] }
    let place = kept.firstIndex { $0.reward < reward } ?? kept.endIndex
    kept.insert((outcome.trial, reward), at: place)
    guard kept.count > count else { return [] }
    return [kept.removeLast().trial]
  }
}
