import Foundation
import NASPlugin
import Storage
import StorageSupport
import Testing

/// `kill -9` at random moments: what was reported as recorded is there, and what is there is the beginning of what was meant.
struct KillTests {
  private static let seconds = ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == nil ? 2.5 : 60

  /// What a study must hold: the first records of its source.
  private struct Model {
    var source: EventSource
    let twin = InMemoryStore()

    init(seed: UInt64) { source = EventSource(seed: seed, mostTrials: 40) }

    /// Records what is still lacking of `count` records.
    mutating func advance(to count: Int) throws {
      while source.made < count { try twin.record(source.next()) }
    }
  }

  @Test func aKilledStudyIsAPrefix() throws {
    var random = RandomSource(seed: 4).stream("kills")
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var (kills, records) = (0, 0)
    for seed in UInt64(0)... {
      let folder = try TemporaryFolder()
      var model = Model(seed: seed)
      for _ in 0..<6 {
        try killOnce(folder, &model, &random, seed: seed)
        kills += 1
      }
      records += model.source.made
      // However slow the machine, some records must have met a kill.
      if ContinuousClock.now >= end, records > 50 { break }
    }
    #expect(kills >= 6)
  }

  private func killOnce(
    _ folder: TemporaryFolder, _ model: inout Model, _ random: inout RandomStream, seed: UInt64
  ) throws {
    let writer = try WriterProcess(["record", folder.study, String(seed)])
    // Mostly amid records, now and then while the study is being made or opened.
    if random.chance(0.7) { _ = writer.firstLine() }
    _ = writer.lines(until: .now + .milliseconds(random.index(below: 100)))
    let reported = writer.kill()
    #expect(!reported.contains { $0.hasPrefix("error") }, "\(reported.last ?? "")")
    guard let reader = try openIfMade(folder) else { return #expect(reported.isEmpty) }
    let stored = try reader.fact("records").flatMap { Int($0) } ?? 0
    let promised = max(model.source.made, reported.last.flatMap { Int($0) } ?? 0)
    // One record may be on the disk without having been reported, never more.
    #expect(stored == promised || stored == promised + 1)
    try model.advance(to: stored)
    #expect(try StudyDifference.between(reader, model.twin) == nil)
  }

  /// The study, or nil where it was not made before the kill.
  private func openIfMade(_ folder: TemporaryFolder) throws -> StudyStore? {
    do {
      return try StudyStore.openReadOnly(in: folder.study)
    } catch let error as NASError where error.code == .missing {
      return nil
    }
  }
}
