import NASPlugin
import Storage
import StorageSupport
import Testing

/// The rules of `StoreEvent`, which both stores keep: a breach throws, and nothing of its record is added.
struct RecordRulesTests {
  struct Breach: Sendable, CustomTestStringConvertible {
    let events: [StoreEvent]
    let saying: String
    var testDescription: String { saying }
  }

  static var known: [Proposal] { proposals(10) }

  static var breaches: [Breach] {
    let digest = String(repeating: "0a", count: 32)
    func artifact(_ trial: TrialID?, _ digest: String, _ path: String, bytes: Int = 1) -> [StoreEvent] {
      [.artifact(ArtifactRecord(trial: trial, name: "weights", digest: digest, bytes: bytes, path: path))]
    }
    var child = Proposal(Architecture([1]))
    child.parent = 10
    var other = outcomes([3], known)
    other[0].proposal.fidelity = Fidelity(1, .epochs)
    return [
      Breach(events: [.asked(first: 11, proposals(1))], saying: "trial 11 is asked where trial 10 is next"),
      Breach(events: [.asked(first: 9, proposals(1))], saying: "trial 9 is asked where trial 10 is next"),
      Breach(events: [.asked(first: 10, [])], saying: "carries 0 trials"),
      Breach(events: [.asked(first: 10, proposals(4_097))], saying: "carries 4097 trials"),
      Breach(events: [.asked(first: 10, [child])], saying: "the parent 10 of trial 10"),
      Breach(events: [.finished([])], saying: "carries 0 trials"),
      Breach(events: [.finished(outcomes([3, 12], proposals(20)))], saying: "trial 12 has an outcome and was never"),
      Breach(events: [.finished(outcomes([3, 3], known))], saying: "trial 3 has a second outcome"),
      Breach(events: [.finished(outcomes([0], known))], saying: "trial 0 has a second outcome"),
      Breach(events: [.finished(other)], saying: "another proposal"),
      Breach(events: [.checkpoint(Checkpoint(asked: 11, told: 0, state: []))], saying: "ahead of the record"),
      Breach(events: [.checkpoint(Checkpoint(asked: 10, told: 3, state: []))], saying: "ahead of the record"),
      Breach(events: artifact(10, digest, "a"), saying: "trial 10, which was never asked"),
      Breach(events: artifact(nil, "abc", "a"), saying: "64 lower-case hexadecimal digits"),
      Breach(events: artifact(nil, digest.uppercased(), "a"), saying: "64 lower-case hexadecimal digits"),
      Breach(events: artifact(nil, digest, "../a"), saying: "does not stay in the study folder"),
      Breach(events: artifact(nil, digest, "/etc/passwd"), saying: "does not stay in the study folder"),
      Breach(events: artifact(nil, digest, ""), saying: "does not stay in the study folder"),
      Breach(events: artifact(nil, digest, "a", bytes: -1), saying: "negative length"),
      Breach(events: [.fact(key: "", value: "b")], saying: "a fact has no key"),
      Breach(events: [.fact(key: "a", value: "b\0c")], saying: "the fact 'a' contains a zero byte"),
    ]
  }

  /// Ten trials, of which trial 0 is finished.
  private func prepare(_ store: any StudyRecording) throws {
    try store.record([.asked(first: 0, Self.known), .finished(outcomes([0], Self.known))])
  }

  /// A proper event before the breach must not be added either, and the next proper record must be.
  private func check(_ breach: Breach, in store: any StudyRecording) throws {
    let twin = InMemoryStore()
    try prepare(twin)
    let before: [StoreEvent] = [.fact(key: "half", value: "written"), .finished(outcomes([5], Self.known))]
    expectError(.internal, saying: breach.saying) { try store.record(before + breach.events) }
    #expect(try StudyDifference.between(store, twin) == nil)
    for each in [store, twin] as [any StudyRecording] { try each.record(before + [.asked(first: 10, proposals(1))]) }
    #expect(try StudyDifference.between(store, twin) == nil)
  }

  @Test(arguments: breaches)
  func aBreachAddsNothing(_ breach: Breach) throws {
    let folder = try TemporaryFolder()
    let store = try StudyStore.create(in: folder.study, facts: [:])
    try prepare(store)
    try check(breach, in: store)
  }

  @Test(arguments: breaches)
  func aBreachAddsNothingInMemory(_ breach: Breach) throws {
    let store = InMemoryStore()
    try prepare(store)
    try check(breach, in: store)
  }

  @Test(arguments: breaches)
  func aReopenedStudyKnowsTheRules(_ breach: Breach) throws {
    let folder = try TemporaryFolder()
    try prepare(try StudyStore.create(in: folder.study, facts: [:]))
    try check(breach, in: try StudyStore.open(in: folder.study))
  }
}
