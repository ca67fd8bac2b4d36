import NASPlugin
import Storage
import Testing

struct InMemoryStoreTests {
  @Test func itGivesBackWhatItWasTold() throws {
    let store = InMemoryStore(facts: ["seed": "1"])
    let asked = proposals(3)
    let checkpoint = Checkpoint(asked: 3, told: 1, state: [9])
    try store.record([.asked(first: 0, asked), .finished(outcomes([2], asked)), .checkpoint(checkpoint)])
    let history = try store.history()
    #expect(history.proposals == asked)
    #expect(history.outcomes == [nil, nil, outcomes([2], asked)[0]])
    #expect(history.unfinished == [0, 1])
    #expect(try store.fact("seed") == "1")
    #expect(try store.lastCheckpoint() == checkpoint)
  }
}
