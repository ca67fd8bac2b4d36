import Foundation
import Glibc
import Testing

/// A study's folder that is taken, in use, or broken is named; what is in it stays as it is.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct WrongFolderTests {
  let study: Study

  init() throws {
    study = try Study.onTable(trials: 50)
    try study.complete("done")
  }

  private func resumeIsRefused(_ words: String..., location: SourceLocation = #_sourceLocation) throws {
    let run = try Program(["resume", study.folder("done")])
    #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)", sourceLocation: location)
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("nas: "), "\(run.errors)", sourceLocation: location)
    for word in words { #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: location) }
  }

  @Test func aFolderWithAStudyIsNotTakenAgain() throws {
    try expectRefusal(study.run("done"), in: study.scratch, saying: "already holds a study", "nas resume")
  }

  @Test func aFolderWithOtherFilesIsNotTaken() throws {
    try study.scratch.write("mine", "other/notes.txt")
    try expectRefusal(study.run("other"), in: study.scratch, saying: "is not an empty folder", "--study")
    try expectRefusal(["run", "study.yaml", "--study", "table.csv"], in: study.scratch, saying: "table.csv", "--study")
    try expectRefusal(
      ["run", "study.yaml", "--study", "table.csv/deeper"], in: study.scratch, saying: "table.csv/deeper", "--study")
  }

  @Test func whatAKilledStartLeftIsTakenOver() throws {
    try study.scratch.write("half", "begun/plan.yaml")
    try study.scratch.write("", "begun/log.jsonl")
    try study.complete("begun")
    #expect(try study.trials("begun") == study.trials("done"))
  }

  @Test func aStudyThatRunsIsNotResumed() throws {
    let endless = try Study.onTable(trials: 1_000_000, Study.slowly)
    let running = try RunningProgram(endless.run("study"))
    defer { running.kill() }
    try endless.waitForOutcome("study", of: running)
    let second = try Program("resume", endless.folder("study"))
    #expect(second.status == 2 && second.output.isEmpty, "\(second.errors)")
    #expect(
      second.errorLines.count == 1 && second.errors.contains("is in use by process \(running.pid)"), "\(second.errors)")
    #expect(!running.hasEnded)
    let third = try Program(endless.run("study"))
    #expect(third.status == 2 && third.errors.contains("already holds a study"), "\(third.errors)")
  }

  @Test func aMissingPlanIsNamed() throws {
    unlink(study.folder("done") + "/plan.yaml")
    try resumeIsRefused("plan.yaml")
    for command in ["status", "best", "trials"] {
      try expectRefusal([command, "done"], in: study.scratch, saying: "plan.yaml")
    }
  }

  @Test func aMissingLockOfPluginsIsNamed() throws {
    unlink(study.folder("done") + "/plugins.lock")
    try resumeIsRefused("plugins.lock")
  }

  @Test func otherPluginsThanTheStudyBeganWithAreNamed() throws {
    let file = study.folder("done") + "/plugins.lock"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let at = try #require(text.range(of: "\"sha256\" : \""))
    let changed = text.replacingCharacters(in: at.upperBound..<text.index(at.upperBound, offsetBy: 8), with: "00000000")
    try changed.write(toFile: file, atomically: true, encoding: .utf8)
    try resumeIsRefused("is not the file that the study began with", "--allow-changed-plugins")
    #expect(try Program("resume", study.folder("done"), "--allow-changed-plugins").status == 0)
    #expect(try Program("resume", study.folder("done")).status == 0)
  }

  @Test(arguments: [0, 50, 100, 4_096, 6_000, 12_288]) func aRecordThatIsCutOffIsNamed(_ length: Int) throws {
    for suffix in ["-wal", "-shm"] { unlink(study.folder("done") + "/study.sqlite" + suffix) }
    #expect(truncate(study.folder("done") + "/study.sqlite", length) == 0)
    try resumeIsRefused("study.sqlite")
    for command in ["status", "best", "trials"] {
      let run = try Program(command, study.folder("done"))
      #expect(run.status == 2 && run.output.isEmpty && run.errorLines.count == 1, "\(run.errors)")
    }
  }

  @Test func aRecordThatIsNoneIsNamed() throws {
    for suffix in ["-wal", "-shm"] { unlink(study.folder("done") + "/study.sqlite" + suffix) }
    try study.scratch.write(
      "not a record, but long enough to be taken for one " + String(repeating: ".", count: 200), "done/study.sqlite")
    try resumeIsRefused("study.sqlite", "not the record of a study")
  }

  @Test func aChangedPlanIsNotResumed() throws {
    let endless = try Study.onTable(trials: 1_000_000, Study.slowly)
    let running = try RunningProgram(endless.run("study"))
    try endless.waitForOutcome("study", of: running)
    running.kill()
    let plan = endless.folder("study") + "/plan.yaml"
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try text.replacingOccurrences(of: "seed: 11", with: "seed: 12").write(
      toFile: plan, atomically: true, encoding: .utf8)
    let resumed = try Program("resume", endless.folder("study"))
    #expect(resumed.status == 2 && resumed.output.isEmpty, "\(resumed.errors)")
    #expect(resumed.errorLines.last?.contains("trial 0 was") == true, "\(resumed.errors)")
  }
}
