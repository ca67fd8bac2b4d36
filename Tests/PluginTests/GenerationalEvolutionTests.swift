import NASPlugin
import NASPluginTesting
import Testing

@Suite struct GenerationalEvolutionTests {
  private func evolution(
    over space: ForeignSpace, population: Int = 12, parents: Int = 4, mutation: Int = 5, crossover: Int = 4,
    probability: Double = 0.1, generations: Int = 0, seed: UInt64 = 0
  ) throws -> ForeignStrategy {
    let options: InProcessPlugin.Values = [
      ("population", .integer(population)), ("parents", .integer(parents)), ("mutation", .integer(mutation)),
      ("crossover", .integer(crossover)), ("mutation_probability", .real(probability)),
      ("generations", .integer(generations)),
    ]
    return try BuiltPlugins.evolution.get().strategy(
      "generational-evolution", options: options, seed: seed, over: space)
  }

  @Test(arguments: [1, 5, 12, 50])
  func keepsEveryPromise(window: Int) throws {
    let space = try BuiltPlugins.nasBench201()
    #expect(checkStrategy(over: space, window: window) { try evolution(over: space) } == [])
  }

  @Test func hasTheDefaultsOfThePaper() throws {
    let options = try describedOptions(of: try BuiltPlugins.evolution.get().component("generational-evolution"))
    let paths = ["population", "parents", "mutation", "crossover", "mutation_probability", "generations"]
    #expect(options.map(\.path) == paths)
    let defaults = [50, 10, 25, 25].map { OptionValue.integer($0) } + [.real(0.1), .integer(20)]
    #expect(options.map(\.fallback) == defaults)
  }

  @Test func refusesHalvesThatDoNotFit() throws {
    let error = try #require(throws: NASError.self) {
      try evolution(over: BuiltPlugins.toySpace(bits: 8), population: 10, mutation: 6, crossover: 5)
    }
    #expect(error.message.contains("do not fit") && error.hint?.contains("'population'") == true)
    let genomes = try BuiltPlugins.largeScaleEvolution()
    let refused = try #require(throws: NASError.self) { try evolution(over: genomes) }
    #expect(refused.message.contains("'crossing'"))
  }

  /// O-RN5, with the authors' numbers: 20 generations of 50 or 100, all different, and then the search is over.
  @Test(arguments: [(50, 10, 25, 25), (100, 30, 50, 50)], [1, 50, 1_000])
  func endsAfterItsGenerationsWithoutRepeats(sizes: (Int, Int, Int, Int), window: Int) throws {
    let (population, parents, mutation, crossover) = sizes
    var played = PlayedSearch(
      try evolution(
        over: BuiltPlugins.nasBench201(), population: population, parents: parents, mutation: mutation,
        crossover: crossover, generations: 20), window: window)
    try played.play(trials: 100_000) { Double($0.tokens.reduce(0) { ($0 * 31 + Int($1) * 17) % 1_009 }) }
    #expect(played.outcomes.count == 20 * population)
    #expect(Set(played.architectures).count == 20 * population)
  }

  /// The kinds of a generation's children by what they are made of: of random strings of 200 bits a mutated one is a
  /// few bits from a parent, a recombined one has every bit from one of two, and a random one is far from all.
  @Test func hasAsManyOfEachKindAsAsked() throws {
    let space = try BuiltPlugins.toySpace(bits: 200)
    for seed in 0..<20 as Range<UInt64> {
      var played = PlayedSearch(
        try evolution(
          over: space, population: 40, parents: 6, mutation: 14, crossover: 9, probability: 0.02, seed: seed),
        window: 40)
      try played.play(trials: 80, reward: Landscape.ones)
      let first = played.architectures.prefix(40)
      let parents = first.sorted { Landscape.ones($0) > Landscape.ones($1) }
      let limit = Landscape.ones(parents[5])
      let kinds = played.architectures.suffix(40).map { kind(of: $0, parents.filter { Landscape.ones($0) >= limit }) }
      // 1,000 pairs of random strings: none are nearer than 60 bits.
      #expect(kinds.count { $0 == "mutated" } == 14 && kinds.count { $0 == "recombined" } == 9)
      #expect(kinds.count { $0 == "random" } == 17)
    }
  }

  /// Parents are the best of the whole history, not of the last generation.
  @Test func parentsAreTheBestOfAllGenerations() throws {
    let space = try BuiltPlugins.toySpace(bits: 200)
    var played = PlayedSearch(
      try evolution(over: space, population: 10, parents: 1, mutation: 10, crossover: 0, probability: 0.01))
    // The first generation has the best; all later ones are worse.
    try played.play(trials: 60) { trial, proposal in .completed(trial, proposal, [-Double(trial)]) }
    let best = played.architectures[0]
    #expect(played.architectures.dropFirst(10).allSatisfy { distance($0, best) < 12 })
  }

  /// Mutation changes each decision with its probability, given that one changes at all.
  @Test func mutatesEachDecisionWithItsProbability() throws {
    let space = try BuiltPlugins.toySpace(bits: 100)
    var played = PlayedSearch(
      try evolution(over: space, population: 2_000, parents: 1, mutation: 2_000, crossover: 0), window: 2_000)
    try played.play(trials: 4_000) { trial, proposal in .completed(trial, proposal, [-Double(trial)]) }
    let distances = played.architectures.suffix(2_000).map { Double(distance($0, played.architectures[0])) }
    let (mean, deviation) = statistics(distances)
    #expect(abs(mean - 10) < 4 * 3 / 2_000.0.squareRoot() && abs(deviation - 3) < 0.25)
  }

  /// What breaks a constraint is a trial but takes no place: a generation has its number of feasible architectures.
  @Test(arguments: [1, 12])
  func infeasibleOnesTakeNoPlace(window: Int) throws {
    let space = try BuiltPlugins.toySpace(bits: 20)
    var played = PlayedSearch(try evolution(over: space, generations: 4), window: window)
    try played.play(trials: 10_000) { trial, proposal in
      proposal.architecture.tokens[0] == 1
        ? .without(trial, proposal, .infeasible) : .completed(trial, proposal, [Landscape.ones(proposal.architecture)])
    }
    #expect(played.outcomes.count { $0.status == .completed } == 4 * 12)
    #expect(Set(played.architectures).count == played.outcomes.count)
    // Of the first generation about half were infeasible; children of the feasible ones mostly are feasible.
    #expect((49...120).contains(played.outcomes.count), "\(played.outcomes.count)")
  }

  /// A failed trial takes its place, is no parent, and is not tried again.
  @Test func failedOnesAreNoParents() throws {
    let space = try BuiltPlugins.toySpace(bits: 200)
    var played = PlayedSearch(
      try evolution(over: space, population: 10, parents: 3, mutation: 10, crossover: 0, probability: 0.01))
    try played.play(trials: 40) { trial, proposal in
      trial < 9 ? .without(trial, proposal, .failed) : .completed(trial, proposal, [1])
    }
    let parent = played.architectures[9]
    #expect(played.architectures[10..<20].allSatisfy { distance($0, parent) < 12 })
    #expect(Set(played.architectures).count == 40)
  }

  /// Where nothing was learnt, the next generation is random again.
  @Test func startsAgainWhereNobodyHasAReward() throws {
    var played = PlayedSearch(try evolution(over: BuiltPlugins.toySpace(bits: 64)))
    try played.play(trials: 100) { trial, proposal in .without(trial, proposal, .failed) }
    #expect(Set(played.architectures).count == 100)
  }

  /// No draw is repeated for ever: a space that is used up ends the search.
  @Test(arguments: [1, 12])
  func endsWhereTheSpaceIsUsedUp(window: Int) throws {
    var played = PlayedSearch(try evolution(over: BuiltPlugins.toySpace(bits: 6)), window: window)
    try played.play(trials: 1_000, reward: Landscape.ones)
    #expect(played.outcomes.count == 64 && Set(played.architectures).count == 64)
  }

  /// Proposals of a generation do not depend on the window.
  @Test func proposesAlikeInAnyWindow() throws {
    let space = try BuiltPlugins.nasBench201()
    let runs = try [1, 7, 12, 100].map { window in
      var played = PlayedSearch(try evolution(over: space), window: window)
      try played.play(trials: 120) { Double($0.tokens.reduce(0, +)) }
      return played.architectures
    }
    #expect(runs.allSatisfy { $0 == runs[0] } && runs[0].count == 120)
  }

  /// On n ones: the mean best of 480 over 20 seeds against random search.
  @Test func beatsRandomSearch() throws {
    let space = try BuiltPlugins.toySpace(bits: 60)
    let differences = try (0..<20 as Range<UInt64>).map { seed in
      var evolved = PlayedSearch(
        try evolution(over: space, population: 24, parents: 6, mutation: 12, crossover: 12, seed: seed), window: 24)
      var random = PlayedSearch(try BuiltPlugins.basicStrategies.get().strategy("random", seed: seed, over: space))
      try evolved.play(trials: 480, reward: Landscape.ones)
      try random.play(trials: 480, reward: Landscape.ones)
      return evolved.best - random.best
    }
    let (mean, deviation) = statistics(differences)
    #expect(mean > 5 && mean > 4 * deviation / 20.0.squareRoot(), "\(mean) ± \(deviation)")
  }

  private func kind(of child: Architecture, _ parents: [Architecture]) -> String {
    if parents.contains(where: { distance($0, child) <= 20 }) { return "mutated" }
    let isMixed = parents.contains { first in
      parents.contains { second in
        child.tokens.indices.allSatisfy {
          child.tokens[$0] == first.tokens[$0] || child.tokens[$0] == second.tokens[$0]
        }
      }
    }
    return isMixed ? "recombined" : "random"
  }
}
