import Foundation
import Glibc
import Testing

/// Ctrl-C ends a study so that it can go on.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct InterruptTests {
  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedStudyIsResumable(_ signal: Int32) throws {
    let study = try Study.onTable(trials: 3_000, Study.slowly)
    try interrupt(study, signal)
  }

  @Test func anInterruptedStudyInOneProcessIsResumable() throws {
    // Each evaluation is repeated, so that hundreds of thousands of trials take their time.
    try interrupt(Study.onTable(trials: 300_000, "duplicates: repeat"), SIGINT)
  }

  private func interrupt(_ study: Study, _ signal: Int32) throws {
    let running = try RunningProgram(study.run("stopped", "--workers", "2"))
    try study.waitForOutcome("stopped", of: running)
    running.signal(signal)
    #expect(try running.wait() == 130, "\(running.errors.suffix(500))")
    #expect(running.output.isEmpty)
    let last = running.errors.split(separator: "\n").last ?? ""
    #expect(last == "nas: the study was interrupted; go on with 'nas resume \(study.folder("stopped"))'")
    try eventually("no worker is left") { running.survivors.isEmpty }
    try checkStatus(study)
    let resumed = try Program("resume", study.folder("stopped"))
    #expect(resumed.status == 0, "\(resumed.errors.suffix(500))")
    try study.complete("whole")
    #expect(try study.trials("stopped") == study.trials("whole"))
  }

  private func checkStatus(_ study: Study) throws {
    let status = try study.object("status", "stopped")
    #expect(status["finished"] as? Bool == false && status["running"] as? Bool == false)
    let waiting = try #require(status["waiting"] as? [String])
    #expect(waiting.first?.contains("nas resume \(study.folder("stopped"))") == true)
  }

  @Test func theSecondInterruptEndsAtOnce() throws {
    let study = try Study.onTable(trials: 1_000_000, Study.slowly)
    let running = try RunningProgram(study.run("study"))
    try study.waitForOutcome("study", of: running)
    running.signal(SIGSTOP)
    running.signal(SIGINT)
    running.signal(SIGTERM)
    running.signal(SIGCONT)
    let status = try running.wait()
    #expect([128 + SIGINT, 128 + SIGTERM].contains(status))
    try eventually("no worker is left") { running.survivors.isEmpty }
    #expect(try Program("status", study.folder("study")).status == 0)
  }
}
