import Engine
import NASPlugin
import Testing

@Suite("Ranking")
struct RankingTests {
  private func outcome(_ trial: TrialID, _ objectives: [Double], tokens: [Int32] = []) -> Outcome {
    var outcome = Outcome(trial: trial, proposal: Proposal(Architecture(tokens)), status: .completed)
    outcome.objectives = objectives
    return outcome
  }

  @Test("the earliest among equals wins")
  func earliest() {
    let best = Ranking.best(of: [outcome(0, [1]), outcome(1, [3]), outcome(2, [3]), outcome(3, [2])])
    #expect(best.map(\.trial) == [1])
  }

  @Test("several objectives give the outcomes that no other beats")
  func front() {
    let all = [outcome(0, [1, 1]), outcome(1, [3, 0]), outcome(2, [0, 3]), outcome(3, [2, 2]), outcome(4, [2, 1])]
    #expect(Set(Ranking.best(of: all).map(\.trial)) == [1, 2, 3])
  }

  @Test("failed and not finite outcomes never win")
  func unfit() {
    var failed = outcome(0, [9])
    failed.status = .failed
    #expect(Ranking.best(of: [failed, outcome(1, [.nan]), outcome(2, [.infinity])]).isEmpty)
  }

  @Test("the top are distinct architectures")
  func top() {
    let all = [
      outcome(0, [1], tokens: [1]), outcome(1, [5], tokens: [2]), outcome(2, [5], tokens: [2]),
      outcome(3, [4], tokens: [3]),
    ]
    #expect(Ranking.top(2, of: all).map(\.trial) == [1, 3])
  }
}
