import NASPlugin
import NASPluginTesting
import Testing

@Suite struct TournamentEvolutionTests {
  private func evolution(
    over space: ForeignSpace, population: Int = 8, seed: UInt64 = 0, more: InProcessPlugin.Values = []
  ) throws -> ForeignStrategy {
    try BuiltPlugins.evolution.get().strategy(
      "tournament-evolution", options: [("population", .integer(population))] + more, seed: seed, over: space)
  }

  @Test(arguments: [1, 3, 8, 20])
  func keepsEveryPromise(window: Int) throws {
    let space = try BuiltPlugins.nasBench201()
    // Nobody but P live, and those in flight for the first time.
    let limit = 100 + 48 * (8 + window)
    #expect(checkStrategy(over: space, window: window, stateLimit: limit) { try evolution(over: space) } == [])
  }

  @Test func keepsEveryPromiseOverGenomesAndWhereItGrows() throws {
    let genomes = try BuiltPlugins.largeScaleEvolution()
    #expect(checkStrategy(over: genomes) { try evolution(over: genomes, more: [("mutations", .integer(3))]) } == [])
    let space = try BuiltPlugins.nasBench201()
    #expect(checkStrategy(over: space) { try evolution(over: space, more: [("scheme", .text("growing"))]) } == [])
  }

  @Test func hasTheDefaultsOfThePaper() throws {
    let options = try describedOptions(of: try BuiltPlugins.evolution.get().component("tournament-evolution"))
    #expect(
      options.map(\.path) == ["population", "scheme", "tournament_share", "inherit_weights", "mutations"])
    #expect(
      options.map(\.fallback) == [.integer(1_000), .text("pairwise"), .real(0.05), .boolean(true), .integer(1)])
  }

  /// O-LE2: with ranks 1 to n, P(parent) = (n − r) / C(n, 2) and P(killed) = (r − 1) / C(n, 2).
  @Test func pairsAreDrawnUniformly() throws {
    let (n, runs) = (6, 6_000)
    let space = try BuiltPlugins.toySpace(bits: 20)
    var (parents, killed) = (Array(repeating: 0, count: n), Array(repeating: 0, count: n))
    for seed in 0..<runs {
      var evolution = try evolution(over: space, population: n, seed: UInt64(seed))
      // Trial 0 is the best, rank 1.
      try evolution.tell(evolution.ask(n).enumerated().map { .completed(TrialID($0), $1, [Double(n - $0)]) })
      let child = try evolution.ask(1)[0]
      let parent = Int(try #require(child.parent))
      parents[parent] += 1
      let alive = try living(of: evolution).map { Int($0.trial) }
      let dead = try #require((0..<n).first { !alive.contains($0) })
      killed[dead] += 1
      // The worse of the same pair dies, the parent stays.
      #expect(alive.count == n - 1 && parent < dead && alive.contains(parent))
    }
    for rank in 0..<n {
      let (parentShare, killedShare) = (Double(n - 1 - rank) / 15, Double(rank) / 15)
      expect(parents[rank], of: runs, near: parentShare)
      expect(killed[rank], of: runs, near: killedShare)
    }
    #expect(parents[n - 1] == 0 && killed[0] == 0)
  }

  /// O-LE3: a serial cycle leaves the number alive as it was; with trials in flight, they stand for those who died.
  @Test(arguments: [1, 2, 5])
  func thePopulationStaysTheSame(window: Int) throws {
    var played = PlayedSearch(try evolution(over: BuiltPlugins.toySpace(bits: 30)), window: window)
    for trials in 8...100 {
      try played.play(trials: trials, reward: Landscape.ones)
      let (asked, told, alive) = try counts(of: played.strategy)
      #expect(told == trials && alive + asked - told == 8)
    }
  }

  /// Where trials failed, pairs reproduce without a death until the population is whole again.
  @Test func failuresAreMadeUpFor() throws {
    var played = PlayedSearch(try evolution(over: BuiltPlugins.toySpace(bits: 30)))
    try played.play(trials: 40) { trial, proposal in
      (8..<13).contains(trial) ? .without(trial, proposal, .failed) : .completed(trial, proposal, [Double(trial)])
    }
    #expect(try living(of: played.strategy).count == 8)
    // A failed child leaves its dead unreplaced: after trial 8 the next pairs have no death until there are 8.
    var again = PlayedSearch(try evolution(over: BuiltPlugins.toySpace(bits: 30)))
    try again.play(trials: 13) { trial, proposal in
      trial >= 8 ? .without(trial, proposal, .failed) : .completed(trial, proposal, [Double(trial)])
    }
    #expect(try living(of: again.strategy).count == 7)
  }

  /// Every child names its parent and one bit separates them; the parent is the trial of that architecture.
  @Test func childrenInheritFromTheirParents() throws {
    for inherits in [true, false] {
      var played = PlayedSearch(
        try evolution(over: BuiltPlugins.toySpace(bits: 40), more: [("inherit_weights", .boolean(inherits))]))
      try played.play(trials: 60, reward: Landscape.ones)
      for outcome in played.outcomes {
        guard let parent = outcome.proposal.parent else {
          #expect(outcome.trial < 8 && outcome.proposal == Proposal(outcome.architecture))
          continue
        }
        #expect(outcome.trial >= 8 && outcome.proposal.inherits == inherits && !outcome.proposal.continues)
        #expect(distance(outcome.architecture, played.outcomes[Int(parent)].architecture) == 1)
      }
    }
  }

  /// IDENTITY trains the same genome further, RESET-WEIGHTS starts anew: both are equal to their parent.
  ///
  /// Only the first inherits. One mutation in eleven is each.
  @Test func respectsIdentityAndReset() throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: 30)
    var played = PlayedSearch(try evolution(over: space, population: 4))
    try played.play(trials: 2_000) { Double($0.tokens.count % 7) }
    let children = played.outcomes.filter { $0.proposal.parent != nil }
    let equal = children.filter { played.outcomes[Int($0.proposal.parent ?? 0)].architecture == $0.architecture }
    let reset = equal.filter { !$0.proposal.inherits }
    #expect(children.count == 1_996)
    // Some mutations cannot apply and are drawn again, so both shares are somewhat above 1/11.
    #expect((140...280).contains(reset.count), "\(reset.count)")
    #expect((140...280).contains(equal.count - reset.count), "\(equal.count - reset.count)")
    #expect(children.allSatisfy { $0.proposal.inherits || equal.map(\.trial).contains($0.trial) })
  }

  @Test func severalMutationsAChild() throws {
    var played = PlayedSearch(
      try evolution(over: BuiltPlugins.toySpace(bits: 400), population: 4, more: [("mutations", .integer(5))]))
    try played.play(trials: 200) { _ in 1 }
    let distances = played.outcomes.compactMap { child in
      child.proposal.parent.map { distance(child.architecture, played.outcomes[Int($0)].architecture) }
    }
    #expect(distances.allSatisfy { $0 == 5 || $0 == 3 || $0 == 1 } && distances.count { $0 == 5 } > 170)
  }

  /// The growing scheme: nobody dies, and the parent is the best of 5 % of all.
  @Test func growsAndSamplesAShare() throws {
    var evolution = try evolution(
      over: BuiltPlugins.toySpace(bits: 30), population: 200, more: [("scheme", .text("growing"))])
    try evolution.tell(evolution.ask(200).enumerated().map { .completed(TrialID($0), $1, [Double($0)]) })
    let draws = 20_000
    let parents = try evolution.ask(draws).compactMap { $0.parent.map(Int.init) }
    #expect(parents.count == draws)
    #expect(try living(of: evolution).count == 200)
    // Of 10 out of 200 the best of all is one with probability 1/20; the 9 worst never win.
    expect(parents.count { $0 == 199 }, of: draws, near: 0.05)
    #expect(parents.allSatisfy { $0 >= 9 })
    // The mean rank from above of the best of 10 out of 200 is 201 / 11 = 18.27.
    let mean = Double(parents.reduce(0) { $0 + 200 - $1 }) / Double(draws)
    #expect(abs(mean - 18.27) < 0.6)
  }

  /// On n ones both schemes leave random search behind: the mean best of 400 over 20 seeds.
  @Test(arguments: ["pairwise", "growing"])
  func beatsRandomSearch(scheme: String) throws {
    let space = try BuiltPlugins.toySpace(bits: 60)
    let differences = try (0..<20 as Range<UInt64>).map { seed in
      var evolved = PlayedSearch(
        try evolution(over: space, population: 20, seed: seed, more: [("scheme", .text(scheme))]), window: 5)
      var random = PlayedSearch(try BuiltPlugins.basicStrategies.get().strategy("random", seed: seed, over: space))
      try evolved.play(trials: 400, reward: Landscape.ones)
      try random.play(trials: 400, reward: Landscape.ones)
      return evolved.best - random.best
    }
    let (mean, deviation) = statistics(differences)
    #expect(mean > 5 && mean > 4 * deviation / 20.0.squareRoot(), "\(mean) ± \(deviation)")
  }

  // MARK: - What the tests look at

  private func expect(_ count: Int, of runs: Int, near share: Double) {
    let deviation = (Double(runs) * share * (1 - share)).squareRoot()
    #expect(abs(Double(count) - Double(runs) * share) <= 4 * deviation, "\(count) of \(runs), not \(share)")
  }

  private func counts(of evolution: ForeignStrategy) throws -> (asked: Int, told: Int, alive: Int) {
    var state = try StateReader(#require(try evolution.snapshot()), tag: "tournament-evolution/1")
    _ = try state.integer()
    let (asked, told) = (try state.integer(), try state.integer())
    _ = try state.stream()
    return (asked, told, try state.count(ofAtLeast: 24))
  }

  /// Who is alive, as the saved state has it.
  private func living(of evolution: ForeignStrategy) throws -> [(trial: TrialID, reward: Double)] {
    var state = try StateReader(#require(try evolution.snapshot()), tag: "tournament-evolution/1")
    _ = (try state.integer(), try state.integer(), try state.integer(), try state.stream())
    return try (0..<state.count(ofAtLeast: 24)).map { _ in
      let (trial, reward) = (try state.word(), try state.real())
      _ = try state.architecture()
      return (trial, reward)
    }
  }
}
