import Foundation
import NASPlugin
import Storage
import StorageSupport
import Testing

struct StudyStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aNewStudyHasItsFactsAndNothingElse() throws {
    let store = try StudyStore.create(in: folder.study, facts: ["seed": "7", "torch": "2.13"])
    #expect(try store.facts() == ["seed": "7", "torch": "2.13"])
    #expect(try store.fact("seed") == "7")
    #expect(try store.fact("nothing") == nil)
    #expect(try store.history() == StudyHistory())
    #expect(try store.lastCheckpoint() == nil)
    #expect(try store.artifacts() == [])
  }

  @Test func everythingComesBackAfterReopening() throws {
    let twin = InMemoryStore()
    var source = EventSource(seed: 1, mostTrials: 60)
    for _ in 0..<5 {
      let store = try twin.facts().isEmpty ? StudyStore.create(in: folder.study, facts: [:]) : .open(in: folder.study)
      for _ in 0..<20 {
        let events = source.next()
        try store.record(events)
        try twin.record(events)
      }
      #expect(try StudyDifference.between(store, twin) == nil)
    }
    #expect(try StudyDifference.between(try StudyStore.openReadOnly(in: folder.study), twin) == nil)
    #expect(try twin.history().proposals.count > 500)
  }

  @Test(arguments: seeds)
  func anyRecordsEqualThePlainModel(seed: UInt64) throws {
    let (store, twin) = (try StudyStore.create(in: folder.study, facts: [:]), InMemoryStore())
    var source = EventSource(seed: seed, mostTrials: seed % 4 == 0 ? 3_000 : 12)
    for _ in 0..<12 {
      let events = source.next()
      try store.record(events)
      try twin.record(events)
    }
    #expect(try StudyDifference.between(store, twin) == nil)
  }

  static var seeds: Range<UInt64> { 0..<(ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == nil ? 24 : 1_000) }

  @Test func aFullBatchStaysSmall() throws {
    let store = try StudyStore.create(in: folder.study, facts: [:])
    let asked = proposals(StoreEvent.mostTrials)
    for batch in 0..<8 {
      let first = TrialID(batch * asked.count)
      var finished = outcomes(asked.indices, asked)
      for index in finished.indices { finished[index].trial += first }
      try store.record([.asked(first: first, asked), .finished(finished)])
    }
    let history = try store.history()
    #expect(history.proposals.count == 8 * StoreEvent.mostTrials)
    #expect(history.unfinished.isEmpty)
    #expect(history.outcomes.last??.metrics == [4_095, 0.5])
    let size = try [".sqlite", ".sqlite-wal"].reduce(0) { sum, suffix in
      try sum + (FileManager.default.attributesOfItem(atPath: folder.study + "/study" + suffix)[.size] as? Int ?? 0)
    }
    #expect(size / history.proposals.count < 120, "bytes a trial, log included")
  }

  @Test func theLastCheckpointAndTheLastValueOfAFactCount() throws {
    let store = try StudyStore.create(in: folder.study, facts: ["cpu": "a"])
    try store.record([.asked(first: 0, proposals(2)), .checkpoint(Checkpoint(asked: 1, told: 0, state: [1]))])
    try store.record([.checkpoint(Checkpoint(asked: 2, told: 0, state: [])), .fact(key: "cpu", value: "b")])
    #expect(try store.lastCheckpoint() == Checkpoint(asked: 2, told: 0, state: []))
    #expect(try store.facts() == ["cpu": "b"])
  }

  @Test func anExistingStudyIsRefusedAndLeftAsItIs() throws {
    do {
      let store = try StudyStore.create(in: folder.study, facts: ["a": "b"])
      try store.record([.asked(first: 0, proposals(3))])
    }
    expectError(.invalid, saying: "already", folder.study) { try StudyStore.create(in: folder.study, facts: [:]) }
    let store = try StudyStore.open(in: folder.study)
    #expect(try store.history().unfinished == [0, 1, 2])
    #expect(try store.facts() == ["a": "b"])
  }

  @Test func aReaderSeesWhatTheWriterAddsAndHoldsNothingUp() throws {
    let store = try StudyStore.create(in: folder.study, facts: [:])
    let reader = try StudyStore.openReadOnly(in: folder.study)
    try store.record([.asked(first: 0, proposals(3))])
    #expect(try reader.history().unfinished == [0, 1, 2])
    try store.record([.finished(outcomes([1], proposals(3)))])
    #expect(try reader.history().unfinished == [0, 2])
    expectError(.internal, saying: "reading only") { try reader.record([.fact(key: "a", value: "b")]) }
  }

  @Test func theFolderAndThoseAboveItAreMade() throws {
    _ = try StudyStore.create(in: folder.path + "/a/b/c", facts: [:])
    #expect(try StudyStore.openReadOnly(in: folder.path + "/a/b/c").facts() == [:])
  }

  @Test func aPlainFileInTheWayIsNamed() throws {
    try Data().write(to: URL(fileURLWithPath: folder.study))
    expectError(.invalid, saying: folder.study, "not a folder") { try StudyStore.create(in: folder.study, facts: [:]) }
    expectError(.unavailable, saying: "Not a directory") {
      try StudyStore.create(in: folder.study + "/deeper", facts: [:])
    }
  }
}
