import Foundation
import Testing

/// A study file and a seed give the same trials, byte for byte, however many processes work on them.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct ReproducibleTests {
  @Test func theTrialsDoNotDependOnTheWorkers() throws {
    let study = try Study.onTable()
    try study.complete("plain")
    let expected = try study.trials("plain")
    #expect(expected.contains("\"trial\" : 299"))
    for workers in ["1", "2", "3"] {
      try study.complete("here\(workers)", "--workers", workers)
      #expect(try study.trials("here\(workers)") == expected)
      try study.complete("processes\(workers)", "--workers", workers, "--set", "isolation=worker")
      #expect(try study.trials("processes\(workers)") == expected)
    }
  }

  @Test(arguments: ["repeat", "reject"]) func theTrialsDoNotDependOnTheWorkersWhateverHappensToDuplicates(
    _ policy: String
  ) throws {
    let study = try Study.onTable(trials: 400, "isolation: worker\nduplicates: \(policy)")
    try study.complete("one", "--workers", "1")
    try study.complete("three", "--workers", "3")
    #expect(try study.trials("one") == study.trials("three"))
  }

  @Test func randomSearchIsReproducibleToo() throws {
    let study = try Study.onTable(strategy: "{ use: random }")
    try study.complete("one")
    try study.complete("two", "--workers", "2", "--set", "isolation=worker")
    #expect(try study.trials("one") == study.trials("two"))
  }

  @Test func anotherSeedGivesOtherTrials() throws {
    let study = try Study.onTable()
    try study.complete("file")
    try study.complete("same", "--seed", "11")
    try study.complete("other", "--seed", "12")
    #expect(try study.trials("file") == study.trials("same"))
    #expect(try study.trials("file") != study.trials("other"))
  }

  @Test func evolutionClimbsHigherThanChance() throws {
    let (evolution, chance) = (try Study.onTable(), try Study.onTable(strategy: "{ use: random }"))
    func best(_ study: Study) throws -> Double {
      try study.complete("study")
      let metrics = try #require(study.object("best", "study")["metrics"] as? [String: Double])
      return try #require(metrics["value"])
    }
    #expect(try best(evolution) > best(chance))
  }
}
