import Testing

/// Every strategy that needs only a table runs through the program, the same with any number of workers.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct StrategiesTests {
  @Test(arguments: [
    "random", "exhaustive", "{ use: exhaustive, order: shuffled }", "local-search",
    "{ use: tournament-evolution, population: 12, inherit_weights: false }",
    "{ use: generational-evolution, population: 12, parents: 4, mutation: 6, crossover: 6 }",
    "{ use: nsga2, population: 12 }",
  ])
  func runsAsTheFileSaysWhateverTheWorkers(strategy: String) throws {
    let study = try Study.onTable(trials: 120, strategy: strategy, "window: 8\nisolation: worker")
    try study.complete("one", "--workers", "1")
    try study.complete("two", "--workers", "2")
    let trials = try study.trials("one")
    #expect(trials == (try study.trials("two")))
    let counts = try #require(try study.object("status", "one")["counts"] as? [String: Int])
    #expect(counts["completed"] == 120, "\(counts)")
  }
}
