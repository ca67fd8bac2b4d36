import Foundation
import Testing

/// An evaluator that misbehaves costs its trial; the study ends well and says why.
@Suite(
  .enabled(if: Program.isBuilt, "the release build is missing: make build"),
  .enabled(if: ForeignPlugin.obstacle == nil, "\(ForeignPlugin.obstacle ?? "")"))
struct HostileEvaluatorTests {
  /// What a misbehaviour is called in the plugin, and what `nas trials` must say of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var number: Int
    var reason: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "segmentation fault", number: 1, reason: "signal 11 (SIGSEGV)"),
    Case(name: "abort", number: 2, reason: "signal 6 (SIGABRT)"),
    Case(name: "exit", number: 3, reason: "status 7"),
    Case(name: "hang", number: 4, reason: "deadline of 1"),
    Case(name: "eats memory", number: 5, reason: "more than the limit of 128 MiB"),
    Case(name: "NaN", number: 6, reason: "metric 'accuracy' is not finite"),
    Case(name: "wrong number of values", number: 7, reason: "1 values for 2 metrics"),
    Case(name: "answers twice", number: 8, reason: "answered 2 times"),
    Case(name: "never answers", number: 9, reason: "did not answer"),
    Case(name: "fails with a reason", number: 17, reason: "the network has no weights"),
  ]

  private static func study(as number: Int, trials: Int = 12, _ more: String = "") throws -> Study {
    try Study(
      """
      name: hostile
      seed: 1
      space: { use: nas-bench-201 }
      strategy: { use: random }
      evaluator: { use: hostile, as: \(number) }
      objective: { maximize: accuracy }
      budget: { trials: \(trials) }
      \(more)

      """)
  }

  @Test(arguments: cases) func costsTheTrialAndNotTheStudy(_ expected: Case) throws {
    let plugin = try ForeignPlugin.hostile.get()
    let limits = [4: "limits: { time: 1s }", 5: "limits: { memory: 128 }"][expected.number] ?? ""
    let study = try Self.study(as: expected.number, limits)
    let run = try Program(study.run("study") + plugin.arguments)
    #expect(run.status == 0 && run.output.contains("Best:"), "\(run.errors.suffix(500))")
    let listing = try Program(["trials", study.folder("study"), "--format", "json"] + plugin.arguments).object()
    let trials = try #require(listing["trials"] as? [[String: Any]])
    #expect(trials.count == 12)
    for trial in trials { try check(trial, expected) }
    let failed = trials.count { $0["status"] as? String == "failed" }
    #expect(failed > 0 && failed < 12, "the seed must draw both kinds")
  }

  private func check(_ trial: [String: Any], _ expected: Case) throws {
    let tokens = try #require(trial["tokens"] as? [Int])
    let (status, reason) = (trial["status"] as? String, try #require(trial["reason"] as? String))
    guard tokens[0] == 4 else {
      let metrics = try #require(trial["metrics"] as? [String: Any])
      return #expect(status == "completed" && reason.isEmpty && metrics["accuracy"] as? Int == tokens[1], "\(trial)")
    }
    #expect(status == "failed" && reason.contains(expected.reason), "\(trial)")
  }

  @Test func aStudyWithoutAGoodTrialEndsWithOne() throws {
    // One trial a study, and one of five fails: some seed among forty draws it.
    let plugin = try ForeignPlugin.hostile.get()
    let study = try Self.study(as: 6, trials: 1)
    for seed in 0..<40 {
      let name = "study\(seed)"
      let run = try Program(study.run(name, "--seed", "\(seed)") + plugin.arguments)
      guard run.status != 0 else { continue }
      #expect(run.status == 1 && run.errorLines.last?.hasPrefix("nas: no trial completed") == true, "\(run.errors)")
      return
    }
    Issue.record("40 seeds drew no bad trial")
  }

  @Test func tooManyFailuresEndTheStudyWithOne() throws {
    let plugin = try ForeignPlugin.hostile.get()
    let study = try Self.study(as: 6, trials: 200, "failures: { stop_after: 3 }")
    let run = try Program(study.run("study") + plugin.arguments)
    #expect(run.status == 1 && run.errorLines.last?.contains("failures.stop_after") == true, "\(run.errors)")
    let listing = try Program(["trials", study.folder("study"), "--format", "json"] + plugin.arguments).object()
    let trials = try #require(listing["trials"] as? [[String: Any]])
    #expect(trials.count { $0["status"] as? String == "failed" } >= 3 && trials.count < 200)
  }

  @Test func failuresAreReproducible() throws {
    let plugin = try ForeignPlugin.hostile.get()
    let study = try Self.study(as: 3, trials: 30)
    let listings = try ["1", "3"].map { workers in
      let run = try Program(study.run("with" + workers, "--workers", workers) + plugin.arguments)
      #expect(run.status == 0, "\(run.errors.suffix(500))")
      let listing = ["trials", study.folder("with" + workers), "--format", "json", "--without-times"]
      return try Program(listing + plugin.arguments).output
    }
    #expect(listings[0] == listings[1])
  }
}
