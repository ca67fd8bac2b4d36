import Engine
import NASPlugin
import Planning
import Storage
import Testing

@Suite("Duplicates and constraints")
struct ProposalGateTests {
  @Test("a duplicate copies its first outcome and is not evaluated again")
  func reuse() throws {
    let study = Rehearsal(trials: 600)
    var reused = 0
    try study.run { reused = $0.reused }
    let history = try study.store.history()
    let distinct = Set(history.proposals.map(\.architecture)).count
    #expect(distinct < 600)
    #expect(study.dispatcher.submitted.count == distinct)
    #expect(reused == 600 - distinct)
    for outcome in try study.outcomes {
      #expect(outcome.metrics[0] == Double(outcome.architecture.tokens.reduce(0, +)))
    }
  }

  @Test("repeat evaluates every proposal")
  func repeated() throws {
    var study = Rehearsal(trials: 300)
    study.plan.duplicates.policy = .repeat
    try study.run()
    #expect(study.dispatcher.submitted.count == 300)
  }

  @Test("reject asks again, so that early trials are all distinct")
  func reject() throws {
    var study = Rehearsal(trials: 100)
    study.plan.duplicates.policy = .reject
    try study.run()
    #expect(Set(try study.store.history().proposals.map(\.architecture)).count == 100)
  }

  @Test("a cheap constraint is checked before the evaluation")
  func cheapConstraint() throws {
    var study = Rehearsal(trials: 100)
    study.plan.constraints = [Constraint(metric: "params", relation: .atMost, bound: 500)]
    try study.run()
    let infeasible = try study.outcomes.filter { $0.status == .infeasible }
    #expect(!infeasible.isEmpty)
    let evaluated = Set(study.dispatcher.submitted.map(\.trial))
    for outcome in infeasible {
      #expect(!evaluated.contains(outcome.trial))
      #expect(outcome.reason.contains("must be <= 500"))
      #expect(outcome.reward == nil)
    }
  }

  @Test("a constraint on a measured metric makes the outcome infeasible and keeps its metrics")
  func measuredConstraint() throws {
    var study = Rehearsal(trials: 100)
    study.plan.constraints = [Constraint(metric: "ones", relation: .atMost, bound: 4)]
    try study.run()
    for outcome in try study.outcomes {
      #expect((outcome.status == .infeasible) == (outcome.metrics[0] > 4))
    }
  }
}
