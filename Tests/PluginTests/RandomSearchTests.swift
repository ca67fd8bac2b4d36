import NASPlugin
import NASPluginTesting
import Testing

@Suite struct RandomSearchTests {
  private func strategy(over space: ForeignSpace, repeats: Bool = false, seed: UInt64 = 0) throws -> ForeignStrategy {
    try BuiltPlugins.basicStrategies.get().strategy(
      "random", options: [("repeats", .boolean(repeats))], seed: seed, over: space)
  }

  @Test(arguments: [false, true])
  func keepsEveryPromise(repeats: Bool) throws {
    let space = try BuiltPlugins.nasBench201()
    let limit = repeats ? 64 : nil
    #expect(
      checkStrategy(over: space, window: 16, stateLimit: limit) { try strategy(over: space, repeats: repeats) } == [])
  }

  @Test func visitsASmallSpaceOnceAndEnds() throws {
    let space = try BuiltPlugins.toySpace(bits: 5)
    var random = try strategy(over: space)
    var seen: [Architecture] = []
    for _ in 0..<40 { seen += try random.ask(1).map(\.architecture) }
    #expect(seen.count == 32 && Set(seen).count == 32)
    #expect(try random.ask(16).isEmpty)
  }

  @Test func answersWithWhatIsLeft() throws {
    var random = try strategy(over: BuiltPlugins.toySpace(bits: 3))
    #expect(try random.ask(100).count == 8)
  }

  @Test func repeatsWhereAskedTo() throws {
    var random = try strategy(over: BuiltPlugins.toySpace(bits: 2), repeats: true)
    let proposals = try random.ask(4_000).map(\.architecture)
    #expect(proposals.count == 4_000)
    for architecture in Set(proposals) {
      let count = proposals.count { $0 == architecture }
      #expect(abs(count - 1_000) < 140, "\(architecture.tokens)")
    }
  }

  @Test func proposesPlainArchitecturesInFull() throws {
    var random = try strategy(over: BuiltPlugins.nasBench201())
    #expect(try random.ask(5).allSatisfy { $0 == Proposal($0.architecture) })
  }

  @Test func seedsLeadToOtherSearches() throws {
    let space = try BuiltPlugins.nasBench201()
    var (first, second) = (try strategy(over: space, seed: 1), try strategy(over: space, seed: 2))
    #expect(try first.ask(20) != second.ask(20))
  }

  /// Two programs hash differently; the bytes of a state must not show it.
  @Test func statesDoNotDependOnHashing() throws {
    let space = try BuiltPlugins.nasBench201()
    var random = try strategy(over: space)
    _ = try random.ask(50)
    let state = try #require(try random.snapshot())
    var reader = try StateReader(state, tag: "random/1")
    _ = try reader.stream()
    let known = try (0..<reader.count(ofAtLeast: 8)).map { _ in try reader.architecture().tokens }
    #expect(known.count == 50)
    #expect(zip(known, known.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }
}
