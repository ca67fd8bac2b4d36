import NASPlugin
import NASPluginTesting
import Testing

@Suite struct NSGA2Tests {
  private func nsga2(
    over space: ForeignSpace, population: Int = 12, seed: UInt64 = 0, more: InProcessPlugin.Values = []
  ) throws -> ForeignStrategy {
    try BuiltPlugins.evolution.get().strategy(
      "nsga2", options: [("population", .integer(population))] + more, seed: seed, over: space)
  }

  @Test(arguments: [1, 5, 12, 50], [false, true])
  func keepsEveryPromise(window: Int, repeats: Bool) throws {
    let space = try BuiltPlugins.nasBench201()
    let limit = repeats ? 200 + 24 * 72 : nil
    let violations = checkStrategy(over: space, window: window, stateLimit: limit) {
      try nsga2(over: space, more: [("repeats", .boolean(repeats))])
    }
    #expect(violations == [])
  }

  /// A space that cannot recombine and has no decisions: the space's own mutation alone.
  @Test func keepsEveryPromiseOverGenomes() throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: 5)
    #expect(checkStrategy(over: space) { try nsga2(over: space) } == [])
  }

  @Test func hasItsDefaults() throws {
    let options = try describedOptions(of: try BuiltPlugins.evolution.get().component("nsga2"))
    #expect(options.map(\.path) == ["population", "crossover_probability", "mutation_probability", "repeats"])
    #expect(options.map(\.fallback) == [.integer(50), .real(0.9), .real(0), .boolean(false)])
  }

  /// Five points of one front, by hand.
  ///
  /// On the first objective the inner ones lie between neighbours (0, 3), (1, 4) and
  /// (3, 10) of the range 10, on the second between (10, 6), (8, 5) and (6, 0): 0.3 + 0.4, 0.3 + 0.3, 0.7 + 0.6.
  @Test func crowdingIsThatOfAnExample() throws {
    let points: [[Double]] = [[0, 10], [1, 8], [3, 6], [4, 5], [10, 0]]
    let parents = try survivors(of: [points, []], population: 5)
    let found = points.map { point in parents.first { $0.objectives == point }?.crowding ?? -1 }
    #expect(found[0] == .infinity && found[4] == .infinity)
    #expect(zip(found[1...3], [0.7, 0.6, 1.3]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
  }

  /// Where a front does not fit as a whole, the loneliest of it stay; all of the fronts before it do.
  @Test func theLoneliestOfTheLastFrontSurvive() throws {
    let first: [[Double]] = [[0, 10], [1, 8], [3, 6]]
    let second: [[Double]] = [[4, 5], [10, 0], [9, -1]]
    // The children of one front with the parents, but for the last, which a child dominates.
    let parents = try survivors(of: [first, second], population: 3)
    // Ends first, then (4, 5) with 0.7 + 0.6 before (1, 8) with 0.3 + 0.4 and (3, 6) with 0.3 + 0.3.
    #expect(parents.map(\.objectives) == [[0, 10], [10, 0], [4, 5]])
    #expect(parents.allSatisfy { $0.front == 0 })
  }

  /// Fronts equal those of brute force over random points of two and three objectives, with ties, over many seeds.
  @Test(arguments: [2, 3])
  func frontsEqualBruteForce(objectives: Int) throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let points = (0..<40).map { _ in (0..<objectives).map { _ in Double(random.index(below: 12)) } }
      let parents = try survivors(of: [Array(points.prefix(20)), Array(points.suffix(20))], population: 20)
      let expected = bruteForceFronts(points)
      #expect(parents.count == 20)
      for (front, members) in expected.enumerated() {
        let found = parents.filter { $0.front == front }.map(\.objectives).sorted { $0.lexicographicallyPrecedes($1) }
        let before = expected.prefix(front).joined().count
        if before + members.count <= 20 {
          #expect(found == members.map { points[$0] }.sorted { $0.lexicographicallyPrecedes($1) })
        } else {
          #expect(found.count == max(0, 20 - before) && found.allSatisfy { members.map { points[$0] }.contains($0) })
        }
      }
    }
  }

  /// Constrained domination: the best infeasible one is behind the worst feasible one.
  @Test func theInfeasibleComeLast() throws {
    let space = try BuiltPlugins.toySpace(bits: 30)
    var played = PlayedSearch(try nsga2(over: space, population: 10), window: 10)
    func judge(_ trial: TrialID, _ proposal: Proposal) -> Outcome {
      proposal.architecture.tokens[0] == 0
        ? .without(trial, proposal, .infeasible)
        : .completed(trial, proposal, Landscape.leadingAndTrailing(proposal.architecture))
    }
    try played.play(trials: 10, judge)
    _ = try played.strategy.ask(0)
    let feasible = played.outcomes.count { $0.status == .completed }
    let parents = try self.parents(of: played.strategy)
    #expect(parents.map(\.objectives.isEmpty) == (0..<10).map { $0 >= feasible } && (1...9).contains(feasible))
    #expect(parents.filter(\.objectives.isEmpty).allSatisfy { $0.front > (parents[feasible - 1].front) })
    try played.play(trials: 200, judge)
    _ = try played.strategy.ask(0)
    #expect(try self.parents(of: played.strategy).allSatisfy { !$0.objectives.isEmpty })
  }

  /// Parents win binary tournaments: with distinct fronts of P points, rank r of P is chosen with (2(P − r) + 1) / P².
  @Test func tournamentsAreBinary() throws {
    let space = try BuiltPlugins.toySpace(bits: 200)
    var counts = Array(repeating: 0, count: 8)
    for seed in 0..<3_000 as Range<UInt64> {
      var strategy = try nsga2(
        over: space, population: 8, seed: seed,
        more: [("crossover_probability", .real(0)), ("mutation_probability", .real(0.01))])
      let founders = try strategy.ask(8)
      try strategy.tell(founders.enumerated().map { .completed(TrialID($0), $1, [-Double($0), -Double($0)]) })
      let child = try strategy.ask(1)[0].architecture
      counts[try #require(founders.firstIndex { distance($0.architecture, child) < 20 })] += 1
    }
    for (rank, count) in counts.enumerated() {
      let share = (2 * Double(8 - rank) - 1) / 64
      #expect(abs(Double(count) - 3_000 * share) < 4 * (3_000 * share * (1 - share)).squareRoot(), "rank \(rank)")
    }
  }

  /// Without repeats nothing is proposed twice, and the search ends where the space does.
  @Test(arguments: [1, 12])
  func neverProposesTwice(window: Int) throws {
    var played = PlayedSearch(try nsga2(over: BuiltPlugins.toySpace(bits: 7)), window: window)
    try played.play(trials: 1_000) { .completed($0, $1, Landscape.leadingAndTrailing($1.architecture)) }
    #expect(played.outcomes.count == 128 && Set(played.architectures).count == 128)
  }

  /// A trial without all its objectives joins nobody, whatever its first one says.
  @Test func halfAnOutcomeIsNone() throws {
    var played = PlayedSearch(try nsga2(over: BuiltPlugins.toySpace(bits: 30), population: 4), window: 4)
    try played.play(trials: 4) { trial, proposal in
      .completed(trial, proposal, trial == 1 ? [9, .nan] : trial == 2 ? [9] : [1, 1])
    }
    _ = try played.strategy.ask(0)
    #expect(try parents(of: played.strategy).map(\.objectives) == [[1, 1], [1, 1]])
  }

  /// Leading ones and trailing zeros of 20 bits, 1,500 evaluations: the hypervolume over 20 seeds, random search
  /// beside.
  @Test func beatsRandomSearch() throws {
    let space = try BuiltPlugins.toySpace(bits: 20)
    let volumes = try (0..<20 as Range<UInt64>).map { seed in
      var evolved = PlayedSearch(try nsga2(over: space, population: 50, seed: seed), window: 50)
      var random = PlayedSearch(try BuiltPlugins.basicStrategies.get().strategy("random", seed: seed, over: space))
      try evolved.play(trials: 1_500) { .completed($0, $1, Landscape.leadingAndTrailing($1.architecture)) }
      try random.play(trials: 1_500) { .completed($0, $1, Landscape.leadingAndTrailing($1.architecture)) }
      return (hypervolume(evolved.outcomes), hypervolume(random.outcomes))
    }
    // The front is i ones and then 20 − i zeros: with the origin as reference it covers 1 + 2 + … + 19 = 190.
    let (evolved, random) = (statistics(volumes.map(\.0)), statistics(volumes.map(\.1)))
    #expect(evolved.mean > 0.8 * 190 && random.mean < 0.7 * 190, "\(evolved), \(random)")
    #expect(volumes.allSatisfy { $0 > $1 }, "\(volumes)")
  }

  // MARK: - What the tests look at

  private struct Parent {
    var front: Int
    var crowding: Double
    var objectives: [Double]
  }

  /// Tells generations with these objectives, and answers who survived, best first.
  private func survivors(of generations: [[[Double]]], population: Int) throws -> [Parent] {
    var strategy = try nsga2(over: BuiltPlugins.toySpace(bits: 40), population: population)
    var trial: TrialID = 0
    for points in generations where !points.isEmpty {
      let proposals = try strategy.ask(points.count)
      try #require(proposals.count == points.count)
      for (proposal, point) in zip(proposals, points) {
        try strategy.tell([.completed(trial, proposal, point)])
        trial += 1
      }
    }
    _ = try strategy.ask(0)
    return try parents(of: strategy)
  }

  private func parents(of strategy: ForeignStrategy) throws -> [Parent] {
    var state = try StateReader(#require(try strategy.snapshot()), tag: "nsga2/1")
    _ = (try state.integer(), try state.integer(), try state.integer())
    let width = try state.integer()
    _ = try state.stream()
    return try (0..<state.count(ofAtLeast: 32)).map { _ in
      var parent = Parent(front: try state.integer(), crowding: try state.real(), objectives: [])
      parent.objectives = try (0..<(state.integer() * width)).map { _ in try state.real() }
      _ = try state.architecture()
      return parent
    }
  }

  private func bruteForceFronts(_ points: [[Double]]) -> [[Int]] {
    var (left, fronts): (Set<Int>, [[Int]]) = (Set(points.indices), [])
    while !left.isEmpty {
      let front = left.filter { place in
        !left.contains { other in
          points[other] != points[place] && zip(points[other], points[place]).allSatisfy { $0 >= $1 }
        }
      }
      fronts.append(front.sorted())
      left.subtract(front)
    }
    return fronts
  }

  /// The area that two objectives cover, from the origin.
  private func hypervolume(_ outcomes: [Outcome]) -> Double {
    var (area, height) = (0.0, 0.0)
    for point in outcomes.map(\.objectives).sorted(by: { ($0[0], $0[1]) > ($1[0], $1[1]) }) where point[1] > height {
      area += point[0] * (point[1] - height)
      height = point[1]
    }
    return area
  }
}
