import Foundation
import Testing

/// The published strength of two searches on NAS-Bench-201 (CIFAR-100 validation accuracy after 200 trials).
@Suite(
  .enabled(if: Program.isBuilt, "the release build is missing: make build"),
  .enabled(if: Program.runsAll, "long: NAS_TEST_ALL=1"))
struct FiftySeedTests {
  /// A published mean over a number of runs.
  struct Published: Sendable, CustomTestStringConvertible {
    var strategy: String
    var mean: Double
    var deviation: Double
    var runs: Double
    var testDescription: String { strategy }
  }

  static let published = [
    Published(
      strategy: "{ use: regularized-evolution, population: 50, sample_size: 25 }", mean: 73.42, deviation: 0.289,
      runs: 300),
    Published(strategy: "{ use: random }", mean: 71.926, deviation: 0.723, runs: 300),
  ]

  /// The benchmark's table, fetched once; an error where it cannot be had.
  private static let table = Result {
    let got = try Program("data", "get", "nas-bench-201")
    guard got.status == 0, let path = got.output.split(separator: "\n").last else {
      throw NeverHappened(description: "the table cannot be had: \(got.errors)")
    }
    return String(path)
  }

  @Test(arguments: published) func theMeanBestOfFiftySeedsIsThePublishedOne(_ published: Published) throws {
    guard let table = try? Self.table.get() else { try Test.cancel("the table of NAS-Bench-201 cannot be fetched") }
    let study = try Study(
      """
      space: { use: nas-bench-201 }
      strategy: \(published.strategy)
      evaluator: { use: table, path: "\(table)", metrics: { accuracy: cifar100_val_acc } }
      objective: { maximize: accuracy }
      budget: { trials: 200 }

      """)
    let best = try (0..<50).map { try self.best(study, seed: $0) }
    let mean = best.reduce(0, +) / 50
    let deviation = (best.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49).squareRoot()
    let error = (deviation * deviation / 50 + published.deviation * published.deviation / published.runs).squareRoot()
    print(
      "\(published.strategy): mean best \(mean), deviation \(deviation), published \(published.mean), 3 errors \(3 * error)"
    )
    #expect(abs(mean - published.mean) <= 3 * error)
  }

  private func best(_ study: Study, seed: Int) throws -> Double {
    try study.complete("seed\(seed)", "--seed", "\(seed)")
    let metrics = try #require(study.object("best", "seed\(seed)")["metrics"] as? [String: Double])
    return try #require(metrics["accuracy"])
  }
}
