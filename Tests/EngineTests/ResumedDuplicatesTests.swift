import Engine
import NASPlugin
import Planning
import Storage
import Testing

/// Duplicates of trials that an earlier run recorded.
@Suite("Duplicates after resuming") struct ResumedDuplicatesTests {
  @Test("a torn study treats duplicates like a whole one", arguments: [Duplicates.Policy.reuse, .reject], [3, 12, 20])
  func tornStudyTreatsDuplicatesLikeAWholeOne(policy: Duplicates.Policy, patience: Int) throws {
    var whole = Rehearsal(trials: 80)
    whole.plan.duplicates.policy = policy
    try whole.run()
    var torn = Rehearsal(trials: 80)
    torn.plan.duplicates.policy = policy
    torn.dispatcher.patience = patience
    #expect(try torn.run() == .cancelled)
    torn.dispatcher = ShufflingDispatcher(seed: 9)
    #expect(try torn.run() == .trials)
    #expect(try torn.outcomes == whole.outcomes)
    #expect(try torn.store.history().proposals == whole.store.history().proposals)
    if policy == .reuse {
      let known = Set(try torn.store.history().proposals.map(\.architecture)).count
      #expect(torn.dispatcher.submitted.count <= known)
    }
  }
}
