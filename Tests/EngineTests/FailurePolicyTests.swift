import Engine
import NASPlugin
import Planning
import Testing

@Suite("Failures")
struct FailurePolicyTests {
  @Test("a failure is told and the study goes on")
  func skip() throws {
    let study = Rehearsal(trials: 40)
    study.dispatcher.fails = { trial, _ in trial % 5 == 2 }
    #expect(try study.run() == .trials)
    let failed = try study.outcomes.filter { $0.status == .failed }
    #expect(!failed.isEmpty)
    #expect(failed.allSatisfy { $0.reason == "crash: planned" && $0.reward == nil })
  }

  @Test("a retry runs the same trial again, as often as allowed")
  func retry() throws {
    var study = Rehearsal(trials: 20)
    study.plan.failures.retries = 2
    study.dispatcher.fails = { trial, attempt in trial == 3 ? attempt < 2 : trial == 4 }
    try study.run()
    #expect(study.dispatcher.submitted.filter { $0.trial == 3 }.map(\.attempt) == [0, 1, 2])
    #expect(try study.outcomes[3].status == .completed)
    #expect(try study.outcomes[4].status == .failed)
  }

  @Test("a penalty lets the strategy learn from a failure")
  func penalty() throws {
    var study = Rehearsal(trials: 20)
    study.plan.failures.penalty = -3
    study.dispatcher.fails = { trial, _ in trial == 1 }
    try study.run()
    let outcome = try study.outcomes[1]
    #expect(outcome.status == .failed)
    #expect(outcome.objectives == [-3])
  }

  @Test("the study stops after so many failures")
  func stop() throws {
    var study = Rehearsal(trials: 100)
    study.plan.failures.stopAfter = 3
    study.dispatcher.fails = { _, _ in true }
    #expect(try study.run() == .failures)
    #expect(try study.outcomes.count < 10)
  }

  @Test("an objective that nobody measures is refused with what is measured")
  func unknownObjective() {
    var study = Rehearsal(trials: 10)
    study.plan.objectives = [Objective(metric: "one", isMaximized: true)]
    let error = #expect(throws: NASError.self) { try study.run() }
    #expect(error?.hint == "did you mean 'ones'?")
  }
}
