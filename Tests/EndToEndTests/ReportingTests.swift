import Foundation
import Testing

/// What is printed of a study, with the names that scripts build on.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct ReportingTests {
  @Test func bestHasItsFixedNames() throws {
    let study = try Study.onTable(trials: 60)
    try study.complete("study")
    let best = try study.object("best", "study")
    #expect(Set(best.keys) == ["trial", "architecture", "tokens", "metrics", "retrained"])
    let (trial, tokens) = (try #require(best["trial"] as? Int), try #require(best["tokens"] as? [Int]))
    #expect((0..<60).contains(trial) && best["retrained"] is NSNull)
    #expect(best["architecture"] as? String == SyntheticTable.name(tokens))
    let metrics = try #require(best["metrics"] as? [String: Double])
    #expect(metrics == ["value": SyntheticTable.value(tokens)])
    let trials = try #require(study.object("trials", "study")["trials"] as? [[String: Any]])
    let values = trials.compactMap { ($0["metrics"] as? [String: Double])?["value"] }
    #expect(values.count == 60 && values.max() == metrics["value"])
  }

  @Test func trialsHaveTheirFixedNames() throws {
    let study = try Study.onTable(trials: 60)
    try study.complete("study")
    let listing = try study.object("trials", "study")
    #expect(Set(listing.keys) == ["study", "trials"] && listing["study"] as? String == "climb")
    let trials = try #require(listing["trials"] as? [[String: Any]])
    #expect(trials.compactMap { $0["trial"] as? Int } == Array(0..<60))
    for trial in trials {
      #expect(
        Set(["trial", "architecture", "status", "reason", "metrics", "curve", "seconds"]).isSubset(of: trial.keys))
      let tokens = try #require(trial["tokens"] as? [Int])
      #expect(trial["architecture"] as? String == SyntheticTable.name(tokens))
      #expect(trial["metrics"] as? [String: Double] == ["value": SyntheticTable.value(tokens)])
      #expect(trial["status"] as? String == "completed" && trial["reason"] as? String == "" && trial["curve"] is [Any])
      #expect(trial["seconds"] is Double)
    }
    let timeless = try study.object("trials", "study", "--without-times")["trials"] as? [[String: Any]]
    #expect(timeless?.contains { $0["seconds"] != nil } == false)
  }

  @Test func statusHasItsFixedNames() throws {
    let study = try Study.onTable(trials: 60)
    try study.complete("study")
    let status = try study.object("status", "study")
    let counts = try #require(status["counts"] as? [String: Int])
    #expect(counts["completed"] == 60 && counts["failed"] == 0 && counts["infeasible"] == 0 && counts["pruned"] == 0)
    let budget = try #require(status["budget"] as? [String: Int])
    #expect(budget == ["trials": 60, "trials_left": 0])
    #expect(status["finished"] as? Bool == true && status["waiting"] as? [String] == [])
  }

  @Test func aStudyCanBeLookedAtWhileItRuns() throws {
    let study = try Study.onTable(trials: 1_000_000, Study.slowly)
    let running = try RunningProgram(study.run("study"))
    defer { running.kill() }
    try study.waitForOutcome("study", of: running)
    let status = try study.object("status", "study")
    #expect(status["running"] as? Bool == true && status["finished"] as? Bool == false)
    #expect(try #require(status["waiting"] as? [String]).count <= 1)
    let budget = try #require(status["budget"] as? [String: Int])
    let told = 1_000_000 - (budget["trials_left"] ?? 0)
    #expect(told > 0 && told < 1_000_000)
    let best = try study.object("best", "study")
    #expect(best["retrained"] is NSNull && best["metrics"] is [String: Double])
    let later = try #require(study.object("trials", "study")["trials"] as? [[String: Any]])
    #expect(later.count >= told)
    #expect(later.allSatisfy { ["completed", "running"].contains($0["status"] as? String) })
    #expect(!running.hasEnded, "looking at it disturbs nobody")
  }

  @Test(.enabled(if: ForeignPlugin.obstacle == nil, "\(ForeignPlugin.obstacle ?? "")"))
  func beforeTheFirstOutcomeThereIsNoBest() throws {
    let plugin = try ForeignPlugin.hostile.get()
    let study = try Study(
      """
      space: { use: nas-bench-201 }
      strategy: { use: random }
      evaluator: { use: hostile }
      objective: { maximize: accuracy }
      budget: { trials: 5 }
      limits: { time: 1h }

      """)
    // A seed whose first trial hangs is found by trying: every first token means itself, and 4 is to hang.
    let stuck = try #require(try firstHang(study, plugin))
    defer { stuck.running.kill() }
    let best = try Program(["best", study.folder(stuck.name)] + plugin.arguments)
    #expect(best.status == 2 && best.output.isEmpty && best.errorLines.count == 1, "\(best.errors)")
    #expect(best.errors.contains("no trial of '\(study.folder(stuck.name))' has completed yet"))
    let status = try Program(["status", study.folder(stuck.name), "--format", "json"] + plugin.arguments).object()
    #expect((status["waiting"] as? [String])?.first?.hasPrefix("trial 0 is being evaluated") == true, "\(status)")
  }

  private func firstHang(_ study: Study, _ plugin: ForeignPlugin) throws -> (running: RunningProgram, name: String)? {
    for seed in 0..<60 {
      let name = "study\(seed)"
      let running = try RunningProgram(study.run(name, "--seed", "\(seed)", "--workers", "1") + plugin.arguments)
      try eventually("the first trial is asked") { try running.hasEnded || isAsked(study, name, plugin) }
      let trials = try Program(["trials", study.folder(name), "--format", "json"] + plugin.arguments).object()
      let first = try #require(trials["trials"] as? [[String: Any]]).first
      if (first?["tokens"] as? [Int])?.first == 4 { return (running, name) }
      running.kill()
    }
    return nil
  }

  private func isAsked(_ study: Study, _ name: String, _ plugin: ForeignPlugin) throws -> Bool {
    guard FileManager.default.fileExists(atPath: study.folder(name) + "/study.sqlite") else { return false }
    let run = try Program(["status", study.folder(name), "--format", "json"] + plugin.arguments)
    guard run.status == 0, let counts = try run.object()["counts"] as? [String: Int] else { return false }
    return counts["asked"] ?? 0 > 0
  }

  @Test func theBestIsNotKnownBeforeAnythingWorked() throws {
    // A table without the rows that are drawn: nothing completes, and nothing is best.
    let study = try Study.onTable(trials: 5)
    try study.scratch.write("architecture,value\n" + SyntheticTable.name([0, 0, 0, 0, 0, 0]) + ",1\n", "table.csv")
    let run = try Program(study.run("study"))
    #expect(run.status == 1 && run.errorLines.last?.hasPrefix("nas: no trial completed") == true, "\(run.errors)")
    try expectRefusal(["best", study.folder("study")], in: study.scratch, saying: "no trial of", "nas status")
    let status = try study.object("status", "study")
    #expect((status["counts"] as? [String: Int])?["failed"] == 5)
  }
}
