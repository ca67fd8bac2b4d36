import NASPlugin
import NASPluginTesting
import Testing

@Suite struct LocalSearchTests {
  private func search(
    over space: ForeignSpace, improvement: String = "best", neighbours: String = "decisions", mutations: Int = 100,
    seed: UInt64 = 0
  ) throws -> ForeignStrategy {
    try BuiltPlugins.basicStrategies.get().strategy(
      "local-search",
      options: [
        ("improvement", .text(improvement)), ("neighbours", .text(neighbours)), ("mutations", .integer(mutations)),
      ], seed: seed, over: space)
  }

  @Test(arguments: ["best", "first"], ["decisions", "mutations"])
  func keepsEveryPromise(improvement: String, neighbours: String) throws {
    let space = try BuiltPlugins.nasBench201()
    let violations = checkStrategy(over: space, window: 8) {
      try search(over: space, improvement: improvement, neighbours: neighbours)
    }
    #expect(violations == [])
  }

  @Test func keepsEveryPromiseOverGenomes() throws {
    let space = try BuiltPlugins.graphSpaces.get().space("large-scale-evolution")
    #expect(checkStrategy(over: space, trials: 40) { try search(over: space, mutations: 20) } == [])
  }

  /// The laws of a climb with one trial in flight: every trial is a neighbour of where the climb stands, the climb
  /// moves to the best of all neighbours, and it leaves a place only where no neighbour is better.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func climbsToTheBestNeighbourAndRestartsAtLocalOptima(seed: UInt64) throws {
    let bits = 10
    func reward(_ architecture: Architecture) -> Double { Landscape.rugged(architecture, neighbours: 3, seed: seed) }
    var played = PlayedSearch(try search(over: BuiltPlugins.toySpace(bits: bits), seed: seed))
    try played.play(trials: 600, reward: reward)
    let trials = played.architectures
    #expect(Set(trials).count == 600)
    var (known, current, climbs, at): (Set<Architecture>, Architecture, Int, Int) = ([trials[0]], trials[0], 1, 1)
    while at < trials.count {
      let neighbours = flips(of: current)
      let fresh = neighbours.filter { !known.contains($0) }
      let told = trials[at..<min(at + fresh.count, trials.count)]
      known.formUnion(told)
      guard told.count == fresh.count else { break }
      #expect(Set(told) == Set(fresh))
      at += fresh.count
      let best = try #require(neighbours.max { reward($0) < reward($1) })
      if reward(best) > reward(current) {
        current = best
      } else if at < trials.count {
        (current, climbs) = (trials[at], climbs + 1)
        known.insert(current)
        at += 1
      }
    }
    #expect(climbs > 3)
  }

  /// With `best` a neighbourhood is decided as a whole, so the window changes nothing.
  @Test func climbsAlikeInAnyWindow() throws {
    let space = try BuiltPlugins.toySpace(bits: 12)
    let runs = try [1, 5, 64].map { window in
      var played = PlayedSearch(try search(over: space), window: window)
      try played.play(trials: 500) { Landscape.rugged($0, neighbours: 3, seed: 7) }
      return played.architectures
    }
    #expect(runs[0].count == 500 && runs[1] == runs[0] && runs[2] == runs[0])
  }

  /// It ends where nothing is new: no repeats, nothing left out.
  @Test(arguments: ["best", "first"], [1, 8])
  func visitsAllOfASpaceOnce(improvement: String, window: Int) throws {
    var played = PlayedSearch(
      try search(over: BuiltPlugins.toySpace(bits: 8), improvement: improvement), window: window)
    try played.play(trials: 1_000) { Landscape.rugged($0, neighbours: 2, seed: 3) }
    #expect(played.outcomes.count == 256 && Set(played.architectures).count == 256)
  }

  /// A hill without local optima is climbed to the top from anywhere.
  @Test(arguments: ["best", "first"])
  func endsAtTheTopOfASmoothHill(improvement: String) throws {
    for seed in 0..<10 {
      let space = try BuiltPlugins.toySpace(bits: 16)
      var played = PlayedSearch(try search(over: space, improvement: improvement, seed: UInt64(seed)))
      // From k ones on the way up there are at most 16 neighbours a step, of which one was the last place.
      try played.play(trials: 1 + 16 * 16, reward: Landscape.ones)
      #expect(played.best == 16)
    }
  }

  /// `first` moves on without waiting for the other neighbours.
  @Test func firstMovesAtOnce() throws {
    var played = PlayedSearch(try search(over: BuiltPlugins.toySpace(bits: 40), improvement: "first"))
    try played.play(trials: 400, reward: Landscape.ones)
    var current = played.architectures[0]
    for next in played.architectures.dropFirst() where Landscape.ones(current) < 40 {
      #expect(distance(current, next) == 1)
      if Landscape.ones(next) > Landscape.ones(current) { current = next }
    }
    #expect(Landscape.ones(current) == 40)
  }

  /// In flight when the climb moves on: told later, it still counts as a neighbour of the new place.
  @Test func whatIsInFlightAtAMoveStillCounts() throws {
    var strategy = try search(over: BuiltPlugins.nasBench201(), improvement: "first")
    let start = try strategy.ask(1)[0]
    try strategy.tell([.completed(0, start, [0])])
    let neighbours = try strategy.ask(24)
    try strategy.tell([.completed(1, neighbours[0], [1])])
    let next = try strategy.ask(1)[0].architecture
    #expect(distance(next, neighbours[0].architecture) == 1 && distance(next, start.architecture) == 2)
    // Another option of the same edge is a neighbour of the start, of the first, and now the best.
    let other = try #require(
      neighbours.dropFirst().first { distance($0.architecture, neighbours[0].architecture) == 1 })
    try strategy.tell([.completed(2, other, [2])])
    let around = try strategy.ask(100).map(\.architecture)
    #expect(around.count == 20 && around.allSatisfy { distance($0, other.architecture) == 1 })
  }

  /// An architecture that failed is neither a place to stand at nor tried again.
  @Test func failuresAreNeverTriedAgain() throws {
    var played = PlayedSearch(try search(over: BuiltPlugins.toySpace(bits: 6)), window: 3)
    try played.play(trials: 200) { trial, proposal in
      let ones = Landscape.ones(proposal.architecture)
      return ones >= 4
        ? .without(trial, proposal, ones == 4 ? .failed : .infeasible) : .completed(trial, proposal, [ones])
    }
    #expect(played.outcomes.count == 64 && Set(played.architectures).count == 64)
  }

  /// Every decision's every other option is a neighbour: 6 edges with 4 others each, and nothing else.
  @Test func neighboursOfNASBench201DifferInOneEdge() throws {
    var strategy = try search(over: BuiltPlugins.nasBench201())
    let start = try strategy.ask(1)[0]
    try strategy.tell([.completed(0, start, [1])])
    let neighbours = try strategy.ask(100).map(\.architecture)
    #expect(neighbours.count == 24 && Set(neighbours).count == 24)
    #expect(neighbours.allSatisfy { distance($0, start.architecture) == 1 })
  }

  /// A set of references has one neighbour a member.
  @Test func setsChangeByOneMember() throws {
    let space = try BuiltPlugins.convChain(layers: 4)
    var strategy = try search(over: space)
    let start = try strategy.ask(1)[0]
    try strategy.tell([.completed(0, start, [1])])
    let neighbours = try strategy.ask(1_000).map(\.architecture)
    // Four layers with 3 + 3 + 3 other values, and 0 + 1 + 2 + 3 earlier layers.
    #expect(Set(neighbours).count == 4 * 9 + 6 && neighbours.count == 42)
    for neighbour in neighbours { try space.validate(neighbour) }
  }

  /// Local search finds more than random search on a rugged landscape: mean of the best of 200 over 30 seeds.
  @Test(arguments: ["best", "first"])
  func beatsRandomSearch(improvement: String) throws {
    let space = try BuiltPlugins.toySpace(bits: 20)
    func best(_ strategy: ForeignStrategy, _ seed: UInt64) throws -> Double {
      var played = PlayedSearch(strategy)
      try played.play(trials: 200) { Landscape.rugged($0, neighbours: 2, seed: seed) }
      return played.best
    }
    let differences = try (0..<30 as Range<UInt64>).map { seed in
      let climbed = try best(search(over: space, improvement: improvement, seed: seed), seed)
      return climbed - (try best(BuiltPlugins.basicStrategies.get().strategy("random", seed: seed, over: space), seed))
    }
    let (mean, deviation) = statistics(differences)
    #expect(mean > 4 * deviation / 30.0.squareRoot(), "\(mean) ± \(deviation)")
  }

  private func flips(of architecture: Architecture) -> [Architecture] {
    architecture.tokens.indices.map { bit in
      var flipped = architecture
      flipped.tokens[bit] ^= 1
      return flipped
    }
  }
}
