import Foundation
import Glibc
import Testing

/// A study that is killed again and again goes on as if nothing had been.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct KillTests {
  @Test func tenKillsOfAStudyInWorkerProcessesChangeNothing() throws {
    let study = try Study.onTable(trials: 2_000, Study.slowly)
    try study.complete("whole")
    var killing = Killing(study, seed: 1)
    let hits = try killing.run(kills: 10)
    #expect(hits > 0)
    #expect(try study.trials("killed") == study.trials("whole"))
  }

  @Test func tenKillsOfAStudyInOneProcessChangeNothing() throws {
    let study = try Study.onTable(trials: Program.runsAll ? 200_000 : 100_000)
    try study.complete("whole")
    var killing = Killing(study, seed: 2)
    let hits = try killing.run(kills: 10)
    #expect(hits > 0)
    #expect(try study.trials("killed") == study.trials("whole"))
  }

  @Test(
    .enabled(if: Training.obstacle == nil, "\(Training.obstacle ?? "")"),
    arguments: Program.runsAll ? ["1", "2"] : ["2"])
  func killsOfRealTrainingChangeNothing(workers: String) throws {
    let study = try Training.study()
    try study.complete("whole", "--workers", workers == "1" ? "2" : "1")
    var killing = Killing(study, seed: 3, more: ["--workers", workers])
    let hits = try killing.run(kills: Program.runsAll ? 10 : 3)
    #expect(hits > 0)
    #expect(try study.trials("killed") == study.trials("whole"))
    #expect(try study.trials("whole").contains("\"accuracy\""))
  }

  @Test func workersEndWithACoordinatorThatIsKilledAlone() throws {
    let study = try Study.onTable(trials: 1_000_000, Study.slowly)
    let running = try RunningProgram(study.run("study", "--workers", "2"))
    try study.waitForOutcome("study", of: running)
    running.signal(SIGKILL)
    #expect(try running.wait() == -SIGKILL)
    try eventually("no worker is left") { running.survivors.isEmpty }
  }
}

/// Kills a study at seeded moments and lets it go on each time.
private struct Killing {
  let study: Study
  let more: [String]
  private var random: UInt64

  init(_ study: Study, seed: UInt64, more: [String] = []) { (self.study, self.more, random) = (study, more, seed) }

  /// Numbers of a plain congruential generator: the moments are the same in each run.
  private mutating func number(below count: Int) -> Int {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(random >> 33) % count
  }

  /// Answers how many kills met a running program; afterwards the study is complete.
  mutating func run(kills: Int) throws -> Int {
    var hits = 0
    for kill in 0..<kills where try interrupt(kill) { hits += 1 }
    let last = try Program(begun)
    #expect(last.status == 0, "\(last.errors.suffix(500))")
    return hits
  }

  /// A kill before the first record leaves nothing to go on with: then the study is started again.
  private var begun: [String] {
    let isThere = FileManager.default.fileExists(atPath: study.folder("killed") + "/study.sqlite")
    return (isThere ? ["resume", study.folder("killed")] : study.run("killed")) + more
  }

  /// Every third kill may come while the study is still being set up, the others when trials are done.
  private mutating func interrupt(_ earlier: Int) throws -> Bool {
    let running = try RunningProgram(begun)
    let lines = earlier % 3 == 2 ? 0 : 1 + number(below: 4)
    try eventually("\(lines) lines of progress") { running.hasEnded || running.lineCount >= lines }
    pause(milliseconds: number(below: 60))
    let wasRunning = running.kill()
    if !wasRunning { #expect(try running.wait() == 0, "\(running.errors.suffix(500))") }
    try eventually("no process of the killed group is left") { running.survivors.isEmpty }
    return wasRunning
  }
}
