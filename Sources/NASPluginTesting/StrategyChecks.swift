public import NASPlugin

/// Tries every promise of a strategy; an empty answer means that all were kept.
///
/// `make` makes a new instance each time, always with one seed and over `space`. The checks play a whole search a few
/// hundred times: `trials` and `window` say how long and how wide it is. `stateLimit` is the size in bytes that the
/// strategy claims its state never exceeds; nil where it makes no such claim.
public func checkStrategy(
  over space: any SearchSpace, trials: Int = 60, window: Int = 4, stateLimit: Int? = nil,
  make: () throws -> ForeignStrategy
) -> [Violation] {
  withoutActuallyEscaping(make) { make in
    let check = StrategyCheck(space: space, trials: trials, window: window, make: make)
    check.run(stateLimit)
    return check.findings.violations
  }
}

private struct StrategyCheck {
  let space: any SearchSpace
  let trials: Int
  let window: Int
  let make: () throws -> ForeignStrategy
  let findings = Findings()

  init(space: any SearchSpace, trials: Int, window: Int, make: @escaping () throws -> ForeignStrategy) {
    (self.space, self.trials, self.window, self.make) = (space, trials, window, make)
  }

  func run(_ stateLimit: Int?) {
    var whole: [SearchStep] = []
    findings.attempt("search") { _ in whole = try search(.mixed) }
    let proposals = whole.flatMap(\.proposals)
    findings.require(!proposals.isEmpty, "search", "it proposes nothing at all")
    for proposal in proposals {
      findings.attempt("valid") { _ in try space.validate(proposal.architecture) }
    }
    checkRepeatability(whole)
    checkCounts()
    checkFailures(proposals.count)
    checkReplay(whole)
    checkStates(whole, stateLimit)
    findings.attempt("interfaces") { checkUnknownInterface(try make().instance, .strategy, $0) }
  }

  private func search(_ rewards: Rewards, trials: Int? = nil) throws -> [SearchStep] {
    var search = SearchRun(strategy: try make(), rewards: rewards, window: window)
    try search.play(trials: trials ?? self.trials)
    return search.steps
  }

  private func checkRepeatability(_ whole: [SearchStep]) {
    findings.attempt("reproducible") { findings in
      findings.require(try search(.mixed) == whole, "reproducible", "two runs with one seed differ")
    }
  }

  private func checkCounts() {
    for count in [0, 1, 3, 50] {
      findings.attempt("count") { findings in
        var strategy = try make()
        let asked = try strategy.ask(count)
        findings.require(asked.count <= count, "count", "it proposes \(asked.count) when asked for \(count)")
      }
    }
  }

  private func checkFailures(_ expected: Int) {
    for rewards in [Rewards.failed, .infeasible, .notFinite, .missing] {
      findings.attempt("failures") { findings in
        let count = try search(rewards).flatMap(\.proposals).count
        findings.require(
          count >= expected, "failures",
          "where every trial is \(rewards), it ends after \(count) of \(expected) proposals")
      }
    }
  }

  /// From every point of its history a new instance goes on as the first one did.
  private func checkReplay(_ whole: [SearchStep]) {
    for point in whole.indices where point % max(1, whole.count / 40) == 0 {
      findings.attempt("replay") { findings in
        var search = SearchRun(strategy: try make(), rewards: .mixed, window: window)
        try search.repeatHistory(whole.prefix(point))
        try search.play(trials: trials)
        findings.require(search.steps == whole, "replay", "after repeating \(point) steps it goes on otherwise")
      }
    }
  }

  private func checkStates(_ whole: [SearchStep], _ limit: Int?) {
    guard let isCheckpointing = try? make().isCheckpointing, isCheckpointing else { return }
    for point in whole.indices where point % max(1, whole.count / 40) == 0 {
      findings.attempt("checkpoint") { try checkCheckpoint(whole, point, $0) }
    }
    findings.attempt("damaged state") { try checkDamage(whole, $0) }
    guard let limit else { return }
    findings.attempt("state size") { findings in
      var search = SearchRun(strategy: try make(), rewards: .mixed, window: window)
      try search.play(trials: 10 * trials)
      let size = try search.strategy.snapshot()?.count ?? 0
      findings.require(
        size <= limit, "state size", "after \(10 * trials) trials its state has \(size) bytes, over \(limit)")
    }
  }

  private func checkCheckpoint(_ whole: [SearchStep], _ point: Int, _ findings: Findings) throws {
    var saved = SearchRun(strategy: try make(), rewards: .mixed, window: window)
    try saved.repeatHistory(whole.prefix(point))
    let state = try saved.strategy.snapshot() ?? []
    var restored = saved
    restored.strategy = try make()
    try restored.strategy.restore(state)
    findings.require(
      try restored.strategy.snapshot() == state, "checkpoint",
      "the state that it restored is not the one it saves again")
    try saved.play(trials: trials)
    findings.require(saved.steps == whole, "checkpoint", "saving its state changes what it does")
    try restored.play(trials: trials)
    findings.require(restored.steps == whole, "checkpoint", "restored after \(point) steps it goes on otherwise")
  }

  /// Bytes that are no state are refused, leave the strategy as it was, and never end the process.
  private func checkDamage(_ whole: [SearchStep], _ findings: Findings) throws {
    var search = SearchRun(strategy: try make(), rewards: .mixed, window: window)
    try search.repeatHistory(whole.prefix(whole.count / 2))
    let state = try search.strategy.snapshot() ?? []
    var random = RandomStream(seed: 1)
    for length in Set([0, 1, 8, state.count / 2, state.count - 1]).sorted() where length >= 0 && length < state.count {
      findings.refuses("damaged state", "it restores the first \(length) of \(state.count) bytes") {
        try search.strategy.restore(Array(state.prefix(length)))
      }
    }
    for length in [1, 16, 64, 1_000] {
      let junk = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      findings.refuses("damaged state", "it restores \(length) random bytes") { try search.strategy.restore(junk) }
    }
    try search.play(trials: trials)
    findings.require(search.steps == whole, "damaged state", "after refusing a state it goes on otherwise")
    try flipBits(of: state, &random)
  }

  /// A flipped bit may go unnoticed; it must not end the process, then or later.
  private func flipBits(of state: [UInt8], _ random: inout RandomStream) throws {
    for _ in 0..<200 where !state.isEmpty {
      var flipped = state
      flipped[random.index(below: state.count)] ^= 1 << UInt8(random.index(below: 8))
      var strategy = try make()
      guard (try? strategy.restore(flipped)) != nil else { continue }
      _ = try? strategy.ask(2)
    }
  }
}
