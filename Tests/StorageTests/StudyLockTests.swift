import Foundation
import NASPlugin
import Storage
import Testing

struct StudyLockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aSecondWriterIsToldWhichProcessWrites() throws {
    let holder = try WriterProcess(["hold", folder.study])
    #expect(holder.firstLine() == "ready")
    expectError(.unavailable, saying: "study '\(folder.study)' is in use by process \(holder.number)") {
      try StudyStore.open(in: folder.study)
    }
    #expect(StudyStore.isInUse(folder.study))
    expectError(.invalid, saying: "already") { try StudyStore.create(in: folder.study, facts: [:]) }
    #expect(try StudyStore.openReadOnly(in: folder.study).history() == StudyHistory())
    try holder.release()
    try StudyStore.open(in: folder.study).record([.asked(first: 0, proposals(1))])
  }

  @Test func aKilledWriterHoldsNothing() throws {
    let holder = try WriterProcess(["hold", folder.study])
    #expect(holder.firstLine() == "ready")
    #expect(StudyStore.isInUse(folder.study))
    _ = holder.kill()
    #expect(!StudyStore.isInUse(folder.study))
    try StudyStore.open(in: folder.study).record([.asked(first: 0, proposals(1))])
  }

  @Test func aReaderIsNoWriter() throws {
    #expect(!StudyStore.isInUse(folder.study), "nothing is there")
    var store: StudyStore? = try StudyStore.create(in: folder.study, facts: [:])
    #expect(StudyStore.isInUse(folder.study))
    #expect(try store?.facts() == [:])
    store = nil
    let reader = try StudyStore.openReadOnly(in: folder.study)
    #expect(!StudyStore.isInUse(folder.study))
    #expect(try reader.facts() == [:])
  }

  @Test func oneProcessHasOneWriterToo() throws {
    let store = try StudyStore.create(in: folder.study, facts: [:])
    expectError(.unavailable, saying: "in use by process \(getpid())") { try StudyStore.open(in: folder.study) }
    #expect(try store.facts() == [:])
  }

  @Test func aProgramStartedMeanwhileDoesNotInheritTheLock() throws {
    var store: StudyStore? = try StudyStore.create(in: folder.study, facts: [:])
    let other = try WriterProcess(["hold", folder.path + "/other"])
    #expect(other.firstLine() == "ready")
    #expect(try store?.facts() == [:])
    store = nil
    #expect(try StudyStore.open(in: folder.study).facts() == [:])
    try other.release()
  }
}
