import NASPlugin
import NASPluginTesting
import Testing

@Suite struct ExhaustiveTests {
  private func exhaustive(over space: ForeignSpace, order: String = "numbered", seed: UInt64 = 0) throws
    -> ForeignStrategy
  {
    try BuiltPlugins.basicStrategies.get().strategy(
      "exhaustive", options: [("order", .text(order))], seed: seed, over: space)
  }

  @Test(arguments: ["numbered", "shuffled"])
  func keepsEveryPromise(order: String) throws {
    let space = try BuiltPlugins.nasBench201()
    let violations = checkStrategy(over: space, window: 16, stateLimit: 64) {
      try exhaustive(over: space, order: order)
    }
    #expect(violations == [])
  }

  @Test(arguments: ["numbered", "shuffled"], [1, 7, 64, 1_000])
  func visitsEachExactlyOnceInAnyWindow(order: String, window: Int) throws {
    for bits in [1, 2, 5, 9] {
      var search = PlayedSearch(try exhaustive(over: BuiltPlugins.toySpace(bits: bits), order: order), window: window)
      try search.play(trials: 2_000) { _ in 0 }
      #expect(search.outcomes.count == 1 << bits && Set(search.architectures).count == 1 << bits)
    }
  }

  @Test func visitsNASBench201InTheOrderOfItsNumbers() throws {
    let space = try BuiltPlugins.nasBench201()
    var strategy = try exhaustive(over: space)
    let all = try strategy.ask(20_000).map(\.architecture)
    #expect(all.count == 15_625 && Set(all).count == 15_625)
    let numbered = try #require(space.enumerable)
    for number in [0, 1, 4_711, 15_624] { #expect(all[number] == (try numbered.architecture(at: number))) }
    #expect(try strategy.ask(1).isEmpty)
  }

  /// A state taken anywhere leads to the rest, and to nothing else.
  @Test(arguments: ["numbered", "shuffled"])
  func goesOnFromAnyPoint(order: String) throws {
    let space = try BuiltPlugins.toySpace(bits: 7)
    var whole = try exhaustive(over: space, order: order)
    let all = try whole.ask(128)
    for point in 0...128 {
      var first = try exhaustive(over: space, order: order)
      #expect(try first.ask(point) == Array(all.prefix(point)))
      var second = try exhaustive(over: space, order: order)
      try second.restore(#require(try first.snapshot()))
      #expect(try second.ask(128) == Array(all.dropFirst(point)))
    }
  }

  @Test func theSeedSelectsTheShuffledOrderOnly() throws {
    let space = try BuiltPlugins.toySpace(bits: 10)
    func beginning(_ order: String, _ seed: UInt64) throws -> [Proposal] {
      var strategy = try exhaustive(over: space, order: order, seed: seed)
      return try strategy.ask(50)
    }
    #expect(try beginning("shuffled", 1) == beginning("shuffled", 1))
    #expect(try beginning("shuffled", 1) != beginning("shuffled", 2))
    #expect(try beginning("shuffled", 1) != beginning("numbered", 1))
    #expect(try beginning("numbered", 1) == beginning("numbered", 2))
  }

  /// Every number is first with the same probability, and the second is independent of it: χ² over seeds.
  @Test func shuffledOrdersAreUniform() throws {
    let space = try BuiltPlugins.toySpace(bits: 3)
    let runs = 6_400
    var pairs = Array(repeating: 0, count: 64)
    for seed in 0..<runs {
      var strategy = try exhaustive(over: space, order: "shuffled", seed: UInt64(seed))
      let drawn = try strategy.ask(2).map { $0.architecture.tokens.reversed().reduce(0) { 2 * $0 + Int($1) } }
      pairs[8 * drawn[0] + drawn[1]] += 1
    }
    let expected = Double(runs) / 56
    let chiSquare = pairs.indices.filter { $0 / 8 != $0 % 8 }.reduce(0.0) { sum, pair in
      sum + (Double(pairs[pair]) - expected) * (Double(pairs[pair]) - expected) / expected
    }
    // 55 degrees of freedom: mean 55, standard deviation 10.5.
    #expect(chiSquare < 55 + 4 * 10.5)
    #expect((0..<8).allSatisfy { pairs[9 * $0] == 0 })
  }

  /// A shuffled order of far more architectures than any table could hold.
  @Test func shufflesHugeSpaces() throws {
    var strategy = try exhaustive(over: BuiltPlugins.toySpace(bits: 62), order: "shuffled")
    let drawn = try strategy.ask(2_000).map(\.architecture)
    #expect(Set(drawn).count == 2_000)
    for bit in 0..<62 {
      let ones = drawn.count { $0.tokens[bit] == 1 }
      #expect(abs(ones - 1_000) < 5 * 23, "bit \(bit)")
    }
  }

  @Test func needsNumbers() throws {
    let genomes = try BuiltPlugins.graphSpaces.get().space("large-scale-evolution")
    let error = try #require(throws: NASError.self) { try exhaustive(over: genomes) }
    #expect(error.message.contains("numbered") && error.hint?.contains("random") == true)
  }
}
