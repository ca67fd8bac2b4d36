import Foundation
import NASPlugin
import NASPluginTesting
import Testing

@Suite struct RegularizedEvolutionTests {
  private func evolution(
    over space: ForeignSpace, population: Int = 10, sample: Int = 3, replacement: Bool = true, seed: UInt64 = 0,
    more: InProcessPlugin.Values = []
  ) throws -> ForeignStrategy {
    let options: InProcessPlugin.Values =
      [
        ("population", .integer(population)), ("sample_size", .integer(sample)), ("replacement", .boolean(replacement)),
      ] + more
    return try BuiltPlugins.evolution.get().strategy("regularized-evolution", options: options, seed: seed, over: space)
  }

  @Test(arguments: [true, false])
  func keepsEveryPromise(replacement: Bool) throws {
    let space = try BuiltPlugins.nasBench201()
    let limit = 200 + 10 * 40
    let violations = checkStrategy(over: space, stateLimit: limit) {
      try evolution(over: space, replacement: replacement)
    }
    #expect(violations == [])
  }

  @Test func hasTheDefaultsOfThePaper() throws {
    let options = try describedOptions(of: try BuiltPlugins.evolution.get().component("regularized-evolution"))
    let paths = ["population", "sample_size", "replacement", "crossover_probability", "mutation_probability"]
    #expect(options.map(\.path) == paths)
    #expect(options.map(\.fallback) == [.integer(100), .integer(25), .boolean(true), .real(0), .real(0)])
  }

  /// O-AE1: the population stays P, everybody lives exactly P births, the initial individuals count.
  @Test func everybodyLivesForPBirths() throws {
    var evolution = try evolution(over: BuiltPlugins.toySpace(bits: 30))
    for trial in 0..<100 {
      try tell(&evolution, TrialID(trial), try evolution.ask(1)[0].architecture, reward: Double(trial))
      let alive = try members(of: evolution).map(\.reward)
      #expect(alive == (max(0, trial - 9)...trial).map(Double.init))
    }
  }

  /// The first P proposals are random, every later one has one bit unlike a living individual.
  @Test func childrenAreMutationsOfTheLiving() throws {
    var evolution = try evolution(over: BuiltPlugins.toySpace(bits: 60))
    for trial in 0..<60 {
      let alive = try members(of: evolution)
      let child = try evolution.ask(1)[0].architecture
      let distances = alive.map { distance($0.architecture, child) }
      #expect(trial < 10 ? distances.allSatisfy { $0 > 5 } : distances.contains(1), "trial \(trial): \(distances)")
      try tell(&evolution, TrialID(trial), child, reward: 1 / Double(trial + 1))
    }
  }

  /// O-AE1: a sample holds the best with probability 1 − (1 − 1/P)^S with replacement, S/P without.
  @Test(arguments: [(true, 0.222_2), (false, 0.25)])
  func choosesTheBestOfASample(replacement: Bool, share: Double) throws {
    var evolution = try evolution(
      over: BuiltPlugins.toySpace(bits: 64), population: 100, sample: 25, replacement: replacement)
    let founders = try evolution.ask(100).map(\.architecture)
    for (trial, founder) in founders.enumerated() {
      try tell(&evolution, TrialID(trial), founder, reward: Double(trial))
    }
    let draws = 20_000
    let children = try evolution.ask(draws).map(\.architecture)
    let ofBest = children.count { distance($0, founders[99]) == 1 }
    let deviation = (Double(draws) * share * (1 - share)).squareRoot()
    #expect(abs(Double(ofBest) - Double(draws) * share) < 4 * deviation)
    // Without replacement the worst parent possible is the 25th from below.
    let worst = children.count { child in founders.prefix(20).contains { distance($0, child) == 1 } }
    #expect(replacement || worst == 0)
  }

  /// O-AE2: the toy of the authors' notebook, 100 bits, noise of 0.01, 1,000 cycles.
  @Test(arguments: [
    (sample: 10, noisy: 0.909, hidden: 0.894, deviation: 0.023),
    (sample: 25, noisy: 0.960, hidden: 0.940, deviation: 0.02),
  ])
  func reproducesTheNotebook(sample: Int, noisy: Double, hidden: Double, deviation: Double) throws {
    let runs = 100
    let space = try BuiltPlugins.toySpace(bits: 100)
    var (noisySum, hiddenSum, lastSum) = (0.0, 0.0, 0.0)
    for run in 0..<runs {
      var evolution = try evolution(over: space, population: 100, sample: sample, seed: UInt64(run))
      let result = try notebook(&evolution, cycles: 1_000, noise: RandomStream(seed: UInt64(1_000 + run)))
      noisySum += result.noisy
      hiddenSum += result.hidden
      lastSum += result.lastHundred
    }
    // Both the oracle (200 runs) and this mean have an error.
    let error = deviation * (1 / 200 + 1 / Double(runs)).squareRoot()
    #expect(abs(noisySum / Double(runs) - noisy) < 4 * error + 0.0005)
    #expect(abs(hiddenSum / Double(runs) - hidden) < 4 * error + 0.0005)
    if sample == 10 { #expect(abs(lastSum / Double(runs) - 0.868) < 4 * error + 0.0005) }
  }

  /// The same toy: random search reaches 0.664 ± 0.018.
  @Test func randomSearchIsFarBehindInTheNotebook() throws {
    let space = try BuiltPlugins.toySpace(bits: 100)
    let runs = 40
    let mean = try (0..<runs).reduce(0.0) { sum, run in
      var random = try BuiltPlugins.basicStrategies.get().strategy("random", seed: UInt64(run), over: space)
      return sum + (try notebook(&random, cycles: 1_000, noise: RandomStream(seed: UInt64(run)))).noisy / Double(runs)
    }
    #expect(abs(mean - 0.664) < 4 * 0.018 * (1 / 200 + 1 / Double(runs)).squareRoot() + 0.0005)
  }

  /// A member proposed again is a second member: it neither replaces the first nor changes its reward or age.
  @Test func duplicatesAreIndividualsOfTheirOwn() throws {
    var evolution = try evolution(over: BuiltPlugins.toySpace(bits: 1))
    for trial in 0..<50 {
      try tell(&evolution, TrialID(trial), try evolution.ask(1)[0].architecture, reward: Double(trial))
    }
    let alive = try members(of: evolution)
    #expect(alive.map(\.reward) == (40..<50).map(Double.init))
    #expect(Set(alive.map(\.architecture)).count == 2)
  }

  @Test func failuresNeitherJoinNorStall() throws {
    var evolution = try evolution(over: BuiltPlugins.toySpace(bits: 20), population: 4)
    var trial: TrialID = 0
    for status in [
      Outcome.Status.failed, .infeasible, .completed, .failed, .completed, .failed, .completed, .completed, .completed,
    ] {
      let proposal = try evolution.ask(1)[0]
      var outcome = Outcome(trial: trial, proposal: proposal, status: status)
      outcome.objectives = status == .completed ? [Double(trial)] : status == .failed ? [] : [1_000]
      try evolution.tell([outcome])
      trial += 1
    }
    #expect(try members(of: evolution).map(\.reward) == [4, 6, 7, 8])
  }

  /// In flight: where fewer than P are told, parents are chosen among those; where nobody is, proposals are random.
  @Test func warmsUpWithTrialsInFlight() throws {
    var evolution = try evolution(over: BuiltPlugins.toySpace(bits: 60), population: 4)
    let first = try evolution.ask(6).map(\.architecture)
    #expect(first.count == 6 && Set(first).count == 6)
    try tell(&evolution, 0, first[0], reward: 1)
    #expect(distance(try evolution.ask(1)[0].architecture, first[0]) == 1)
  }

  /// Another population's state would silently change the search.
  @Test func refusesTheStateOfAnotherPopulation() throws {
    let space = try BuiltPlugins.toySpace(bits: 8)
    let state = try #require(try evolution(over: space, population: 10).snapshot())
    let other = try evolution(over: space, population: 11)
    let error = try #require(throws: NASError.self) { try other.restore(state) }
    #expect(error.code == .invalid && error.message.contains("regularized-evolution/1"))
  }

  /// The trials of the defaults, as they were before there were options that draw more.
  @Test func theDefaultsProposeWhatTheyAlwaysDid() throws {
    var played = PlayedSearch(
      try BuiltPlugins.evolution.get().strategy("regularized-evolution", seed: 7, over: BuiltPlugins.nasBench201()),
      window: 4)
    try played.play(trials: 1_000) { Double($0.tokens.reduce(0) { ($0 * 31 + Int($1) * 17) % 1_009 }) }
    let digest = played.architectures.flatMap(\.tokens).reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
      ($0 ^ UInt64(UInt32(bitPattern: $1))) &* 0x0000_0100_0000_01B3
    }
    #expect(digest == 6_543_038_370_964_733_460)
  }

  /// Two runs with one seed agree beyond the end of the random beginning, where mutation draws for the first time.
  @Test(arguments: [0.0, 0.5], [0.0, 0.2])
  func optionsKeepEveryPromise(crossover: Double, mutation: Double) throws {
    let space = try BuiltPlugins.nasBench201()
    let more: InProcessPlugin.Values = [
      ("crossover_probability", .real(crossover)), ("mutation_probability", .real(mutation)),
    ]
    #expect(checkStrategy(over: space, stateLimit: 600) { try evolution(over: space, more: more) } == [])
  }

  /// A child of two has each bit from one of them, but for the one that is mutated.
  @Test(arguments: [0.0, 0.3, 1.0])
  func recombinesWithTheGivenProbability(crossover: Double) throws {
    var evolution = try evolution(
      over: BuiltPlugins.toySpace(bits: 200), population: 2, sample: 1,
      more: [("crossover_probability", .real(crossover))])
    let parents = try evolution.ask(2).map(\.architecture)
    try tell(&evolution, 0, parents[0], reward: 1)
    try tell(&evolution, 1, parents[1], reward: 1)
    let children = try evolution.ask(4_000).map(\.architecture)
    // With two draws from two the parents are the same half of the time: then the child has one.
    let mixed = Double(children.count { min(distance($0, parents[0]), distance($0, parents[1])) > 1 }) / 4_000
    #expect(abs(mixed - crossover / 2) < 4 * (crossover / 2 * (1 - crossover / 2) / 4_000).squareRoot() + 1e-9)
    for child in children {
      let foreign = child.tokens.indices.count {
        child.tokens[$0] != parents[0].tokens[$0] && child.tokens[$0] != parents[1].tokens[$0]
      }
      #expect(foreign <= 1)
    }
  }

  /// With a small probability a decision, drawing alone would leave most children equal to their parent.
  @Test func childrenAreNeverCopies() throws {
    let space = try BuiltPlugins.nasBench201()
    var evolution = try evolution(over: space, population: 1, more: [("mutation_probability", .real(0.05))])
    let parent = try evolution.ask(1)[0].architecture
    try tell(&evolution, 0, parent, reward: 1)
    let children = try evolution.ask(2_000).map(\.architecture)
    #expect(!children.contains(parent))
    // One decision of six changes with probability 6pq⁵ / (1 − q⁶), q = 0.95.
    let single = Double(children.count { distance($0, parent) == 1 }) / 2_000
    #expect(abs(single - 0.876_3) < 4 * (0.876_3 * 0.123_7 / 2_000).squareRoot())
  }

  @Test func refusesToRecombineWhereTheSpaceCannot() throws {
    let space = try BuiltPlugins.largeScaleEvolution()
    let error = try #require(throws: NASError.self) {
      try evolution(over: space, more: [("crossover_probability", .real(0.1))])
    }
    #expect(error.message.contains("'crossing'") && error.hint?.contains("0") == true)
  }

  /// A sample larger than all who live is all who live.
  @Test func samplesMoreThanLive() throws {
    let space = try BuiltPlugins.toySpace(bits: 64)
    var evolution = try evolution(over: space, population: 3, sample: 40, replacement: false)
    let founders = try evolution.ask(3).map(\.architecture)
    for (trial, founder) in founders.enumerated() {
      try tell(&evolution, TrialID(trial), founder, reward: Double(trial))
    }
    #expect(try evolution.ask(50).allSatisfy { distance($0.architecture, founders[2]) == 1 })
  }

  // MARK: - What the tests look at

  private func tell(_ evolution: inout ForeignStrategy, _ trial: TrialID, _ architecture: Architecture, reward: Double)
    throws
  {
    var outcome = Outcome(trial: trial, proposal: Proposal(architecture), status: .completed, metrics: [reward])
    outcome.objectives = [reward]
    try evolution.tell([outcome])
  }

  /// The population from the oldest to the youngest, as the saved state has it.
  private func members(of evolution: ForeignStrategy) throws -> [(architecture: Architecture, reward: Double)] {
    var state = try StateReader(#require(try evolution.snapshot()), tag: "regularized-evolution/1")
    _ = (try state.integer(), try state.integer(), try state.stream())
    return try (0..<state.count(ofAtLeast: 16)).map { _ in (try state.architecture(), try state.real()) }
  }

  private func notebook(
    _ strategy: inout ForeignStrategy, cycles: Int, noise: RandomStream
  ) throws -> (noisy: Double, hidden: Double, lastHundred: Double) {
    var noise = noise
    var best = (noisy: -1.0, hidden: 0.0)
    var last = 0.0
    for trial in 0..<cycles {
      let architecture = try strategy.ask(1)[0].architecture
      let hidden = Double(architecture.tokens.reduce(0, +)) / 100
      let gauss = (-2 * log(1 - noise.uniform())).squareRoot() * cos(2 * .pi * noise.uniform())
      let noisy = min(1, max(0, hidden + 0.01 * gauss))
      if noisy > best.noisy { best = (noisy, hidden) }
      if trial >= cycles - 100 { last += hidden / 100 }
      try tell(&strategy, TrialID(trial), architecture, reward: noisy)
    }
    return (best.noisy, best.hidden, last)
  }
}
