import Engine
import NASPlugin
import Planning
import Storage
import Testing

@Suite("The study loop")
struct StudyLoopTests {
  @Test("the order in which workers finish changes nothing")
  func orderOfFinishing() throws {
    let whole = Rehearsal(trials: 60)
    try whole.run()
    for seed in 2..<12 {
      var other = Rehearsal(trials: 60)
      other.dispatcher = ShufflingDispatcher(seed: UInt64(seed))
      try other.run()
      #expect(try other.store.history() == whole.store.history(), "seed \(seed)")
    }
  }

  @Test("the window is part of the study: another one gives other trials")
  func windowMatters() throws {
    let narrow = Rehearsal(trials: 60, window: 1)
    let wide = Rehearsal(trials: 60, window: 8)
    try narrow.run()
    try wide.run()
    #expect(try narrow.store.history().proposals != wide.store.history().proposals)
  }

  @Test("a study cut off at any place and resumed equals the whole one", arguments: [1, 3, 5])
  func resume(window: Int) throws {
    var whole = Rehearsal(trials: 40, window: window)
    whole.plan.duplicates.policy = .repeat
    try whole.run()
    for cut in 0..<40 {
      var torn = whole
      torn.store = InMemoryStore()
      torn.dispatcher = ShufflingDispatcher(seed: UInt64(cut))
      torn.dispatcher.patience = cut
      #expect(try torn.run() == .cancelled)
      torn.dispatcher = ShufflingDispatcher(seed: UInt64(cut + 100))
      #expect(try torn.run() == .trials)
      #expect(try torn.store.history() == whole.store.history(), "cut after \(cut) results")
    }
  }

  @Test("a strategy that proposes something else on resuming is named with its trial")
  func notReproducible() throws {
    let first = Rehearsal(trials: 10)
    first.dispatcher.patience = 6
    try first.run()
    var proposals = try first.store.history().proposals
    proposals[2].architecture.tokens[0] ^= 1
    var changed = Rehearsal(trials: 10)
    changed.store = InMemoryStore()
    try changed.store.record([.asked(first: 0, proposals)])
    let error = #expect(throws: NASError.self) { try changed.run() }
    #expect(error?.code == .notReproducible)
    #expect(error?.message.contains("trial 2") == true)
  }

  @Test("the search ends when the strategy has nothing more to ask")
  func exhausted() throws {
    var study = Rehearsal(trials: 100)
    study.learnerLimit = 12
    #expect(try study.run() == .exhausted)
    #expect(try study.store.history().proposals.count == 12)
  }

  @Test("trials wait for their window: trial i is asked after exactly the trials up to i - window are told")
  func window() throws {
    let study = Rehearsal(trials: 30, window: 4)
    var seen: [(asked: Int, told: Int)] = []
    try study.run { seen.append(($0.asked, $0.told)) }
    for state in seen.dropLast() { #expect(state.asked == min(30, state.told + 3), "\(state)") }
  }
}
